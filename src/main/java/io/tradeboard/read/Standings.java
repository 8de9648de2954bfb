package io.tradeboard.read;

import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of a board: the top of it, or what is around a trader.
 *
 * @param title what people call the symbol
 * @param scale volumes are in units of 10<sup>-scale</sup>
 * @param asOf when it was read, by the clock of Redis
 * @param stale whether Redis could not be asked again though it was time to
 * @param closed whether the trading day was over at {@code asOf}, so that volumes move no more
 * @param totalVolume of all traders, in units
 * @param traders how many stand on the board
 * @param trades how many trades are counted on the board
 * @param lastTradeAt the latest timestamp among them, or null on an empty board
 * @param audit what the last audit of the board found, or null where there was none
 * @param rows best first; inside a tie in Redis' order, which is trader id bytes descending
 */
public record Standings(
        BoardId board,
        String title,
        int scale,
        ZoneId zone,
        Instant asOf,
        boolean stale,
        boolean closed,
        BigInteger totalVolume,
        long traders,
        long trades,
        @Nullable Instant lastTradeAt,
        @Nullable Verdict audit,
        List<Row> rows) {

    /**
     * A trader's place.
     *
     * @param rank 1 for the highest volume; equal volumes share a rank, and the next ranks are skipped (1, 2, 2, 4)
     * @param tied whether another trader on the board has the same volume
     * @param volume in units of 10<sup>-scale</sup>
     * @param gapToNext units to the nearest strictly higher volume; empty for the leaders
     */
    public record Row(int rank, boolean tied, String traderId, long volume, OptionalLong gapToNext) {}

    /** A trader and a volume, as Redis lists them. */
    record Entry(String traderId, long volume) {}

    public Standings {
        rows = List.copyOf(rows);
    }

    /** How old the snapshot is; never negative, even where the clocks differ. */
    public Duration age(Instant now) {
        Duration age = Duration.between(asOf, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** The row of a trader, or null where it is not among the rows. */
    public @Nullable Row row(String traderId) {
        return row(rows, traderId);
    }

    static @Nullable Row row(List<Row> rows, String traderId) {
        return rows.stream()
                .filter(row -> row.traderId().equals(traderId))
                .findFirst()
                .orElse(null);
    }

    /** The same with at most so many rows. */
    public Standings top(int depth) {
        return with(rows.subList(0, Math.min(depth, rows.size())));
    }

    /** The same with other rows. */
    public Standings with(List<Row> found) {
        return new Standings(
                board,
                title,
                scale,
                zone,
                asOf,
                stale,
                closed,
                totalVolume,
                traders,
                trades,
                lastTradeAt,
                audit,
                found);
    }

    Standings asStale() {
        return new Standings(
                board, title, scale, zone, asOf, true, closed, totalVolume, traders, trades, lastTradeAt, audit, rows);
    }

    /**
     * What stands above the first of some entries.
     *
     * @param entries how many
     * @param higher how many of them have a strictly higher volume
     * @param nearest the lowest strictly higher volume; empty where there is none
     */
    record Above(int entries, int higher, OptionalLong nearest) {
        static final Above NOTHING = new Above(0, 0, OptionalLong.empty());
    }

    /**
     * Ranks the top of a board.
     *
     * @param entries sorted by volume, highest first; one more than {@code depth} where there are more, to see a tie at
     *     the end
     */
    static List<Row> rank(List<Entry> entries, int depth) {
        return rank(entries, depth, Above.NOTHING);
    }

    /** Ranks entries from the middle of a board, which are sorted in the same way. */
    static List<Row> rank(List<Entry> entries, int depth, Above above) {
        List<Row> rows = new ArrayList<>(Math.min(depth, entries.size()));
        int rank = above.higher() + 1;
        OptionalLong higher = above.nearest();
        for (int i = 0; i < Math.min(depth, entries.size()); i++) {
            long volume = entries.get(i).volume();
            boolean tiesUp = i > 0 ? entries.get(i - 1).volume() == volume : above.higher() < above.entries();
            boolean tiesDown = i + 1 < entries.size() && entries.get(i + 1).volume() == volume;
            if (i > 0 && !tiesUp) {
                rank = above.entries() + i + 1;
                higher = OptionalLong.of(entries.get(i - 1).volume());
            }
            OptionalLong gap = higher.isPresent() ? OptionalLong.of(higher.getAsLong() - volume) : OptionalLong.empty();
            rows.add(new Row(rank, tiesUp || tiesDown, entries.get(i).traderId(), volume, gap));
        }
        return rows;
    }
}
