package io.tradeboard.board;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * One call of the script: a whole move, or one part of a move too big for one call.
 *
 * <p>A trader belongs to part {@code CRC32C(trader) mod parts}, counted from 0, so whoever finds a mark in the middle of
 * a move can make the remaining parts again from the same records.
 *
 * @param trades how many trades the ledger gains; those of a move in parts ride on its last part
 */
record Step(Move move, Mark previous, Mark next, List<Map.Entry<String, Long>> members, long trades) {
    /** Members that one transaction may hold: 2 to 6 ms of Redis' time, the more the larger the board. */
    static final int MEMBERS = 1_000;

    /** The steps of a move, in the order in which they must be applied. */
    static List<Step> of(Move move) {
        Mark previous = move.previous();
        List<Map.Entry<String, Long>> all = List.copyOf(move.share().volumes().entrySet());
        long trades = move.share().trades();
        if (!previous.isPartial() && all.size() <= MEMBERS) {
            return List.of(new Step(move, previous, Mark.at(move.to()), all, trades));
        }
        List<List<Map.Entry<String, Long>>> parts =
                previous.isPartial() ? cut(all, previous.parts()) : cutSmall(all, all.size() / MEMBERS + 1);
        List<Step> steps = new ArrayList<>();
        for (int done = previous.part(); done < parts.size(); done++) {
            Mark next = previous.after(done + 1, parts.size(), move.to());
            Mark before =
                    steps.isEmpty() ? previous : steps.get(steps.size() - 1).next();
            steps.add(new Step(move, before, next, parts.get(done), done + 1 == parts.size() ? trades : 0));
        }
        return steps;
    }

    /** Cuts into as few parts as keep each within the limit. */
    private static List<List<Map.Entry<String, Long>>> cutSmall(List<Map.Entry<String, Long>> all, int atLeast) {
        for (int parts = atLeast; ; parts++) {
            List<List<Map.Entry<String, Long>>> cut = cut(all, parts);
            if (cut.stream().allMatch(part -> part.size() <= MEMBERS)) {
                return cut;
            }
        }
    }

    private static List<List<Map.Entry<String, Long>>> cut(List<Map.Entry<String, Long>> all, int parts) {
        List<List<Map.Entry<String, Long>>> cut = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            cut.add(new ArrayList<>(all.size() / parts + 1));
        }
        CRC32C crc = new CRC32C();
        for (Map.Entry<String, Long> member : all) {
            crc.reset();
            crc.update(member.getKey().getBytes(StandardCharsets.UTF_8));
            cut.get((int) (crc.getValue() % parts)).add(member);
        }
        return cut;
    }

    /** The sum of the members' volumes, or {@code Long.MAX_VALUE} where that is too large for a long. */
    long total() {
        long sum = 0;
        for (Map.Entry<String, Long> member : members) {
            sum += member.getValue();
            if (sum < 0) {
                return Long.MAX_VALUE;
            }
        }
        return sum;
    }
}
