package io.tradeboard.screen;

import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Tells who overtook whom between two standings. */
final class Moves {
    /** Something that happened on a board, in words, and when it was seen. */
    record Move(Instant at, String text) {}

    private Moves() {}

    /** One for each trader that climbed among the first rows, or came into them; the best rank first. */
    static List<Move> between(Sample before, Standings now, int depth) {
        List<Standings.Row> rows =
                now.rows().subList(0, Math.min(depth, now.rows().size()));
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Standings.Row row = rows.get(i);
            OptionalInt old = before.rank(row.traderId());
            if (old.isEmpty() || old.getAsInt() > depth) {
                moves.add(new Move(
                        now.asOf(),
                        row.name() + " entered the top " + depth + " at #" + row.rank()
                                + (old.isEmpty() ? "" : ", was #" + old.getAsInt())));
            } else if (row.rank() < old.getAsInt()) {
                moves.add(new Move(now.asOf(), row.name() + climbed(before, now, i, old.getAsInt())));
            }
        }
        return moves;
    }

    /** Whom the trader passed: the nearest of those that are below it and were not. */
    private static String climbed(Sample before, Standings now, int index, int old) {
        Standings.Row row = now.rows().get(index);
        for (Standings.Row other : now.rows().subList(index + 1, now.rows().size())) {
            OptionalInt otherOld = before.rank(other.traderId());
            if (other.rank() > row.rank() && otherOld.isPresent() && otherOld.getAsInt() <= old) {
                return " passed " + other.name() + " for #" + row.rank();
            }
        }
        return " climbed to #" + row.rank() + ", was #" + old;
    }
}
