package io.tradeboard.read;

import io.tradeboard.board.Mark;
import java.util.Collection;
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
