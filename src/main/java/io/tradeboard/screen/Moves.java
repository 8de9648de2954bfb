package io.tradeboard.screen;

import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who overtook whom between two standings, as lines of news. */
final class Moves {
    private static final int MOST = 100;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Something that happened on a board, once or again and again.
     *
     * @param at when it was seen last
     * @param since when it was seen first
     * @param times how often it was seen
     * @param trader the one that climbed
     * @param passed the one that it passed, null where that is not known
     * @param rank which the climber took
     * @param what it did, for a line of its own
     */
    record Move(
            Instant at,
            Instant since,
            int times,
            String trader,
            @Nullable String passed,
            int rank,
            String what) {
        /** What happened last, in words. */
        String text() {
            return trader + " " + what;
        }

        /** What happened and when. */
        String line(Times zoned, Duration refresh) {
            String news = times == 1
                    ? text()
                    : String.format(
                            Locale.ROOT,
                            "%s and %s changed places %d times at #%d since %s",
                            trader,
                            passed,
                            times,
                            rank,
                            time(since, zoned, refresh));
            return time(at, zoned, refresh) + " " + news;
        }

        /** Whether this is about the same two traders at the same rank. */
        private boolean isAgain(Move other) {
            return passed != null && other.passed != null && rank == other.rank && pair().equals(other.pair());
        }

        private Set<String> pair() {
            return passed == null ? Set.of(trader) : new TreeSet<>(List.of(trader, passed));
        }
    }

    private Moves() {}

    /** When something was seen: to the second where boards are read more often than every minute. */
    static String time(Instant moment, Times zoned, Duration refresh) {
        return refresh.compareTo(MINUTE) < 0 ? zoned.second(moment) : zoned.minute(moment);
    }

    /** The news before what is known already; a pair that swaps again has one line, which says how often. */
    static List<Move> and(List<Move> news, List<Move> known) {
        List<Move> all = new ArrayList<>();
        List<Move> older = new ArrayList<>(known);
        for (Move move : news) {
            Move before = older.stream().filter(move::isAgain).findFirst().orElse(null);
            if (before == null) {
                all.add(move);
            } else {
                older.remove(before);
                all.add(new Move(
                        move.at(),
                        before.since(),
                        before.times() + 1,
                        move.trader(),
                        move.passed(),
                        move.rank(),
                        move.what()));
            }
        }
        all.addAll(older);
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    /**
     * One for each trader that climbed among the first rows, or came into them; the best rank first. The first trades of a
     * day are no news: everybody would come in.
     */
    static List<Move> between(Sample before, Standings now, int depth) {
        if (before.traders() == 0) {
            return List.of();
        }
        List<Standings.Row> rows =
                now.rows().subList(0, Math.min(depth, now.rows().size()));
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Standings.Row row = rows.get(i);
            OptionalInt old = before.rank(row.traderId());
            boolean entered = old.isEmpty() || old.getAsInt() > depth;
            if (!entered && row.rank() >= old.getAsInt()) {
                continue;
            }
            String passed = passed(before, now, i, old.orElse(Integer.MAX_VALUE));
            String was = old.isEmpty() ? "" : ", was #" + old.getAsInt();
            String what;
            if (entered) {
                what = "entered the top " + depth + " at #" + row.rank() + was;
            } else if (passed == null) {
                what = "climbed to #" + row.rank() + was;
            } else {
                what = "passed " + passed + " for #" + row.rank();
            }
            moves.add(new Move(now.asOf(), now.asOf(), 1, row.name(), passed, row.rank(), what));
        }
        return moves;
    }

    /** Whom the trader passed: the nearest of those that are below it and were not; null where none is known. */
    private static @Nullable String passed(Sample before, Standings now, int index, int old) {
        Standings.Row row = now.rows().get(index);
        for (Standings.Row other : now.rows().subList(index + 1, now.rows().size())) {
            OptionalInt otherOld = before.rank(other.traderId());
            if (other.rank() > row.rank() && otherOld.isPresent() && otherOld.getAsInt() <= old) {
                return other.name();
            }
        }
        return null;
    }
}
