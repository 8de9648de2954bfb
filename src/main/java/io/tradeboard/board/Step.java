package io.tradeboard.board;

import io.tradeboard.trade.BoardDelta;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * One call of the script: a whole update, or one part of an update too big for one call.
 *
 * <p>A trader belongs to part {@code CRC32C(trader) mod parts}, counted from 0, so any process that finds a mark in the middle of
 * an update can make the remaining parts again from the same records.
 *
 * @param trades how many trades the ledger gains; those of an update in parts ride on its last part
 */
record Step(BoardUpdate update, Mark previous, Mark next, List<Map.Entry<String, Long>> members, long trades) {
    /** Members that one transaction may hold: 2 to 18 ms of Redis' time, the more the larger the board; two may be in its way. */
    static final int MEMBERS = 1_000;

    /** The steps of an update, in the order in which they must be applied. */
    static List<Step> of(BoardUpdate update) {
        Mark previous = update.previous();
        List<Map.Entry<String, Long>> all = List.copyOf(update.delta().volumes().entrySet());
        long trades = update.delta().trades();
        if (!previous.isPartial() && all.size() <= MEMBERS) {
            return List.of(new Step(update, previous, Mark.at(update.to()), all, trades));
        }
        long[] places = places(all);
        List<List<Map.Entry<String, Long>>> parts =
                cut(all, places, previous.isPartial() ? previous.parts() : partsNeeded(places));
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

    /** What decides of each member to which part it belongs. */
    private static long[] places(List<Map.Entry<String, Long>> all) {
        long[] places = new long[all.size()];
        CRC32C crc = new CRC32C();
        for (int i = 0; i < places.length; i++) {
            crc.reset();
            crc.update(all.get(i).getKey().getBytes(StandardCharsets.UTF_8));
            places[i] = crc.getValue();
        }
        return places;
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

    private static List<List<Map.Entry<String, Long>>> cut(
            List<Map.Entry<String, Long>> all, long[] places, int parts) {
        List<List<Map.Entry<String, Long>>> cut = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            cut.add(new ArrayList<>(all.size() / parts + 1));
        }
        for (int i = 0; i < places.length; i++) {
            cut.get((int) (places[i] % parts)).add(all.get(i));
        }
        return cut;
    }

    /** The sum of the members' volumes, saturated. */
    long total() {
        return members.stream().mapToLong(Map.Entry::getValue).reduce(0, BoardDelta::plus);
    }
}
