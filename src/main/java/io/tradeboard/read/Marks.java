package io.tradeboard.read;

import io.tradeboard.board.Mark;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far each writer has got on a board, and which of them have finished its day.
 *
 * @param at the text of each writer's mark, unchecked, as another version may have written it
 * @param closed the writers that have finished the day
 */
public record Marks(Map<String, String> at, Set<String> closed) {
    public static final Marks NONE = new Marks(Map.of(), Set.of());

    public Marks {
        at = Map.copyOf(at);
        closed = Set.copyOf(closed);
    }

    /**
     * Those of the shards of a board in one: of each writer the one that is furthest behind, or in the middle of a batch. It has
     * finished the day where it has finished it on all shards that it counts on.
     */
    static Marks merged(List<Marks> shards) {
        Map<String, String> at = new HashMap<>();
        Set<String> closed = new HashSet<>();
        shards.forEach(shard -> {
            shard.at.forEach((writer, mark) -> at.merge(writer, mark, Marks::lesser));
            closed.addAll(shard.closed);
        });
        shards.forEach(shard -> closed.removeAll(shard.open()));
        return new Marks(at, closed);
    }

    private static String lesser(String one, String other) {
        Mark first = Mark.parse(one);
        if (first == null || first.isPartial()) {
            return one;
        }
        Mark second = Mark.parse(other);
        return second != null && !second.isPartial() && first.from() <= second.from() ? one : other;
    }

    /** The writers that have a mark and have not finished the day, sorted. */
    public Collection<String> open() {
        Set<String> open = new TreeSet<>(at.keySet());
        open.removeAll(closed);
        return open;
    }

    /** Whether a batch of some writer is only partly on the board. */
    boolean isInParts() {
        return at.values().stream().map(Mark::parse).anyMatch(mark -> mark != null && mark.isPartial());
    }

    /** Whether a mark is missing or lower than it was earlier, which only lost data can cause. */
    boolean hasFallenSince(Marks earlier) {
        return earlier.at.entrySet().stream().anyMatch(mark -> {
            String now = at.get(mark.getKey());
            return now == null || offset(now) < offset(mark.getValue());
        });
    }

    /** The offset up to which all is counted; 0 where the text is not a mark. */
    private static long offset(String mark) {
        Mark parsed = Mark.parse(mark);
        return parsed == null ? 0 : parsed.from();
    }
}
