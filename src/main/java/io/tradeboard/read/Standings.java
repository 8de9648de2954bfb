package io.tradeboard.read;

import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Verdict;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Folding;
import io.tradeboard.text.Times;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Quantity;
import io.tradeboard.trade.TradingDays;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of a board: the top of it, or what is around a trader.
 *
 * @param title what people call the symbol
 * @param ledger what the board says of itself: scale, zone, totals and marks
 * @param reading when it was read, and in what state the board was found
 * @param audit what the last audit of the board found, or null where there was none
 * @param rows best first; inside a tie in Redis' order, which is trader id bytes descending
 */
public record Standings(
        BoardId board,
        String title,
        LedgerView ledger,
        Reading reading,
        @Nullable Verdict audit,
        List<Row> rows) {
    private static final Duration EMPTY_LIFE = Duration.ofSeconds(5);

    private static final Duration USUAL_REFRESH = Duration.ofMinutes(1);

    /**
     * When and how standings were read.
     *
     * @param asOf by the clock of Redis
     * @param stale whether Redis could not be asked again though it was time to
     * @param fell whether the board has lost data since this reader saw it before
     * @param vitals how Redis and the daemons were
     * @param directory stands for what the traders directory held then
     */
    public record Reading(Instant asOf, boolean stale, boolean fell, Vitals vitals, int directory) {
        /** A reading of a board that is at rest, by nobody who knows of daemons. */
        public static Reading at(Instant asOf) {
            return new Reading(
                    asOf, false, false, Vitals.UNKNOWN, TradersDirectory.none().fingerprint());
        }
    }

    /**
     * A trader's place.
     *
     * @param rank 1 for the highest volume; equal volumes share a rank, and the next ranks are skipped (1, 2, 2, 4)
     * @param tied whether another trader on the board has the same volume
     * @param traderId the id that is shown: of a hidden trader another one than it trades under
     * @param name the name that is shown: the id, or the alias of the trader
     * @param volume in units of 10<sup>-scale</sup>
     * @param gapToNext units to the nearest strictly higher volume; empty for the leaders
     */
    public record Row(int rank, boolean tied, String traderId, String name, long volume, OptionalLong gapToNext) {
        /** The row of a trader who is shown as it is. */
        public Row(int rank, boolean tied, String traderId, long volume, OptionalLong gapToNext) {
            this(rank, tied, traderId, traderId, volume, gapToNext);
        }

        /** Whether the trader is shown under this id or name. */
        public boolean isShownAs(String idOrName) {
            return traderId.equals(idOrName) || name.equals(idOrName);
        }

        /** Whether the id or the name that is shown contains this part, ignoring case and diacritics. */
        public boolean isFoundBy(String part) {
            return isFoundBy(part, traderId, name);
        }

        static boolean isFoundBy(String part, String traderId, String name) {
            String wanted = Folding.fold(part);
            return Folding.fold(traderId).contains(wanted)
                    || (!name.equals(traderId) && Folding.fold(name).contains(wanted));
        }

        /** Whether the volume is the highest that a board can hold, so that the true one is this or more. */
        public boolean isCapped() {
            return volume >= Quantity.MAX_UNITS;
        }
    }

    /** A trader as it is shown, and its volume: still to be ranked. */
    record Entry(String traderId, String name, long volume) {
        Entry(String traderId, long volume) {
            this(traderId, traderId, volume);
        }

        boolean isFoundBy(String part) {
            return Row.isFoundBy(part, traderId, name);
        }
    }

    public Standings {
        rows = List.copyOf(rows);
    }

    /**
     * How long these are kept before they are read again; less if there is no trade yet, so that the first one shows
     * soon.
     */
    public Duration life(Duration usual) {
        return ledger.exists() || usual.compareTo(EMPTY_LIFE) < 0 ? usual : EMPTY_LIFE;
    }

    /** Decimals of a volume. */
    public int scale() {
        return ledger.scale();
    }

    /** The zone whose midnight ends the board's day. */
    public ZoneId zone() {
        return ledger.zone();
    }

    /** How many traders are ranked. */
    public long traders() {
        return ledger.traders();
    }

    /** How many trades are counted. */
    public long trades() {
        return ledger.trades();
    }

    /** The volume of all traders, in units. */
    public BigInteger totalVolume() {
        return ledger.volume();
    }

    /** The latest timestamp among the trades, or null where it is not known. */
    public @Nullable Instant lastTradeAt() {
        return ledger.lastTradeAt();
    }

    public Instant asOf() {
        return reading.asOf();
    }

    public boolean stale() {
        return reading.stale();
    }

    /** The daemons that were known when this was read, the one that reported last first. */
    public List<Heartbeat> daemons() {
        return reading.vitals().daemons();
    }

    /** The state in which the board was found. */
    public BoardState state() {
        return condition().state();
    }

    /** The state in which the board was found, and why. */
    public BoardCondition condition() {
        return condition(reading.vitals(), reading.asOf(), USUAL_REFRESH, new Times(zone()));
    }

    /**
     * The state at a later moment, with what is known by then.
     *
     * @param now by the clock of Redis
     * @param refresh how often standings are read
     * @param times how moments are written in the reason
     */
    public BoardCondition condition(Vitals vitals, Instant now, Duration refresh, Times times) {
        if (stale()) {
            return new BoardCondition(
                    BoardState.REDIS_DOWN, "Redis cannot be reached; these are the last known volumes");
        }
        return new Evidence(board, ledger, reading.fell(), isOver(now), vitals, age(now), refresh, times).condition();
    }

    /** Whether the trading day is over at a moment. */
    public boolean isOver(Instant now) {
        return now.toEpochMilli() >= TradingDays.of(zone()).endMillis(board.day());
    }

    /** Whether the day is over and every writer has closed it, so that the volumes never move again. */
    public boolean isFinal() {
        return state() == BoardState.FINAL;
    }

    /**
     * Why the board may lack trades older than a limit: no daemon keeps it current, or none that does has reported
     * within the limit without holding back older trades. Empty where that is not so.
     */
    public String behind(Duration limit) {
        BoardCondition condition = condition();
        if (!condition.state().isWell()) {
            return "the board " + board + " is " + condition.state().word()
                    + (condition.reason().isEmpty() ? "" : ": " + condition.reason());
        }
        List<Heartbeat> alive = daemons().stream().filter(Heartbeat::isAlive).toList();
        List<Heartbeat> heard =
                alive.stream().filter(beat -> beat.age().compareTo(limit) <= 0).toList();
        if (condition.state() == BoardState.FINAL
                || heard.stream().anyMatch(beat -> beat.flushDelayMillis() <= limit.toMillis())) {
            return "";
        }
        if (heard.isEmpty()) {
            String last = alive.stream()
                    .map(Heartbeat::age)
                    .min(Comparator.naturalOrder())
                    .map(age -> " (last: " + Ages.fine(age) + " ago)")
                    .orElse("");
            return "no daemon has reported within " + Ages.fine(limit) + last;
        }
        return "trades of the last " + Ages.fine(Duration.ofMillis(Vitals.flushDelayMillis(heard)))
                + " are not on their boards yet";
    }

    /**
     * Whether these are later standings of the same board, with every trader shown as it was then, so that what has moved
     * is known.
     */
    public boolean isComparableWith(Standings before) {
        return board.equals(before.board())
                && reading.directory() == before.reading().directory();
    }

    /** How old the snapshot is; never negative, even where the clocks differ. */
    public Duration age(Instant now) {
        Duration age = Duration.between(asOf(), now);
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

    /** The same with at most that many rows. */
    public Standings top(int depth) {
        return with(rows.subList(0, Math.min(depth, rows.size())));
    }

    /** The same with other rows. */
    public Standings with(List<Row> found) {
        return new Standings(board, title, ledger, reading, audit, found);
    }

    Standings with(LedgerView other) {
        return new Standings(board, title, other, reading, audit, rows);
    }

    Standings asStale() {
        Reading old = new Reading(reading.asOf(), true, reading.fell(), reading.vitals(), reading.directory());
        return new Standings(board, title, ledger, old, audit, rows);
    }
}
