package io.tradeboard.board;

import io.tradeboard.trade.BoardDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of the script: a whole update, or one part of an update too big for one call.
 *
 * <p>A trader belongs to part {@code CRC32C(trader) mod parts}, counted from 0, so any process that finds a mark in the middle of
 * an update can make the remaining parts again from the same records.
 *
 * @param trades how many trades the ledger gains; those of an update in parts ride on its last part
 */
record Step(BoardUpdate update, Mark previous, Mark next, Members members, long trades) {
    /** Members that one transaction may hold: 2 to 18 ms of Redis' time, the more the larger the board; two may be in its way. */
    static final int MEMBERS = 1_000;

    /** The steps of an update, in the order in which they must be applied. */
    static List<Step> of(BoardUpdate update) {
        Mark previous = update.previous();
        Members all = Members.of(update.delta().volumes());
        long trades = update.delta().trades();
        if (!previous.isPartial() && all.size() <= MEMBERS) {
            return List.of(new Step(update, previous, Mark.at(update.to()), all, trades));
        }
        long[] places = all.places();
        List<Members> parts = all.cut(places, previous.isPartial() ? previous.parts() : partsNeeded(places));
        List<Step> steps = new ArrayList<>();
        for (int done = previous.part(); done < parts.size(); done++) {
            if (parts.get(done).isEmpty() && done + 1 < parts.size()) {
                // A mark without volumes would be half a board.
                continue;
            }
            Mark next = previous.after(done + 1, parts.size(), update.to());
            Mark before =
                    steps.isEmpty() ? previous : steps.get(steps.size() - 1).next();
            steps.add(new Step(update, before, next, parts.get(done), done + 1 == parts.size() ? trades : 0));
        }
        return steps;
    }

    /**
     * How many parts keep each within the limit: the fewest, or a fiftieth more. Names may be chosen so that they fall
     * into one part however many there are: then it is larger, and readers wait longer.
     */
    private static int partsNeeded(long[] places) {
        int parts = places.length / MEMBERS + 1;
        int most = 4 * parts;
        while (parts < most && largest(places, parts) > MEMBERS) {
            parts += 1 + parts / 50;
        }
        return parts;
    }

    private static int largest(long[] places, int parts) {
        int[] sizes = new int[parts];
        int largest = 0;
        for (long place : places) {
            largest = Math.max(largest, ++sizes[(int) (place % parts)]);
        }
        return largest;
    }

    /** The sum of the members' volumes, saturated. */
    long total() {
        long total = 0;
        for (int i = 0; i < members.size(); i++) {
            total = BoardDelta.plus(total, members.units(i));
        }
        return total;
    }
}
