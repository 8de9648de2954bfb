package io.tradeboard.read;

import java.util.ArrayList;
import java.util.List;

/**
 * What was read around a trader of each shard of a board, and how far that reaches in their merged list.
 *
 * @param own the shard that the trader stands in
 * @param ownPlace its place there
 * @param trader with its score
 * @param counted whether {@link Part#higher} counts those above the score that the trader has now
 */
record ShardWindows(List<Part> parts, int own, long ownPlace, Score trader, boolean counted) {
    /**
     * A window of a shard.
     *
     * @param from the place of its first score
     * @param toTheEnd whether none is behind its last score
     * @param higher how many of the shard were above the score that was looked for
     */
    record Part(long from, List<Score> scores, boolean toTheEnd, long higher) {
        /** How many of the scores are above another. */
        int above(Score other) {
            int low = 0;
            int high = scores.size();
            while (low < high) {
                int middle = (low + high) / 2;
                if (Score.BEST_FIRST.compare(scores.get(middle), other) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    String volume() {
        return trader.units();
    }

    /** Whether the place of the trader is within the window of each shard, or at its end where nothing follows. */
    boolean haveTrader() {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int above = above(i);
            boolean begins = part.from() == 0 || above > 0 || i == own;
            boolean within = above >= 0 && (above < part.scores().size() || (part.toTheEnd() && i != own));
            if (!begins || !within) {
                return false;
            }
        }
        return true;
    }

    /** How many of the scores of a part are above the trader; of its own shard that is known. */
    private int above(int part) {
        return part == own
                ? (int) Math.max(
                        -1,
                        Math.min(Integer.MAX_VALUE, ownPlace - parts.get(part).from()))
                : parts.get(part).above(trader);
    }

    /** Where the trader is in each shard, or would be, as far as these windows tell. */
    List<Long> places() {
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (i == own) {
                places.add(ownPlace);
            } else {
                long above = part.from() + above(i);
                // Those who are tied with it may fill the window: it goes on behind them.
                places.add(counted ? Math.max(part.higher(), above) : part.higher());
            }
        }
        return places;
    }

    /** The place of the trader among all; where they {@link #haveTrader have} it. */
    long place() {
        long place = 0;
        for (int i = 0; i < parts.size(); i++) {
            place += parts.get(i).from() + above(i);
        }
        return place;
    }

    /** All scores, as far as no window ends between two of them. */
    List<Score> scores() {
        if (parts.size() == 1) {
            return parts.get(0).scores();
        }
        Score first = null;
        Score last = null;
        List<List<Score>> all = new ArrayList<>();
        for (Part part : parts) {
            all.add(part.scores());
            if (part.from() > 0
                    && (first == null || isAbove(first, part.scores().get(0)))) {
                first = part.scores().get(0);
            }
            Score end = part.toTheEnd() ? null : part.scores().get(part.scores().size() - 1);
            if (end != null && (last == null || isAbove(end, last))) {
                last = end;
            }
        }
        Score from = first;
        Score to = last;
        return Score.merged(all).stream()
                .filter(score -> (from == null || !isAbove(score, from)) && (to == null || !isAbove(to, score)))
                .toList();
    }

    private static boolean isAbove(Score one, Score other) {
        return Score.BEST_FIRST.compare(one, other) < 0;
    }

    /** How many are above the first of {@link #scores}. */
    long from() {
        Score first = scores().get(0);
        long from = 0;
        for (Part part : parts) {
            from += part.from() + (parts.size() == 1 ? 0 : part.above(first));
        }
        return from;
    }
}
