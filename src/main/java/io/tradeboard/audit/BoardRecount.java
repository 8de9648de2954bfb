package io.tradeboard.audit;

import io.tradeboard.audit.Difference.Of;
import io.tradeboard.board.Mark;
import io.tradeboard.log.Logs;
import io.tradeboard.log.PartitionLog;
import io.tradeboard.trade.BoardId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The recount of one board, or of a slice of its traders: first its pages, then the records of the log. */
final class BoardRecount implements BoardReader.Target {
    private final BoardId board;
    private final Slice slice;
    private final Pending pending;
    private final Map<String, Row> rows = new HashMap<>();
    private @Nullable BoardLedger first;
    private @Nullable BoardLedger latest;
    private long trades;
    private final Tally volume = new Tally();
    private int finestScale;
    private boolean stuckInParts;

    /** A trader: the volume on the board, the marks of that moment, and what the log says. */
    private static final class Row {
        final BigDecimal board;
        final Map<String, Mark> marks;
        final Tally log = new Tally();

        Row(BigDecimal board, Map<String, Mark> marks) {
            this.board = board;
            this.marks = marks;
        }
    }

    /** One of several equal parts of all traders. */
    record Slice(int number, int of) {
        boolean has(String trader) {
            return Math.floorMod(trader.hashCode(), of) == number;
        }
    }

    /**
     * How records were read.
     *
     * @param writers what there was of each writer's
     * @param zone in which they were assigned to their days
     * @param rules by which they were judged, where that is not in their log
     */
    record Recount(Logs logs, Map<String, WriterExtent> writers, String zone, String rules) {}

    BoardRecount(BoardId board, Slice slice, Flushes flushes) {
        this.board = board;
        this.slice = slice;
        this.pending = new Pending(flushes);
    }

    @Override
    public boolean page(BoardLedger ledger, Map<String, BigDecimal> volumes) {
        if (latest != null && !ledger.canFollow(latest)) {
            return false;
        }
        first = first == null ? ledger : first;
        latest = ledger;
        volumes.forEach((trader, units) -> {
            if (slice.has(trader)) {
                rows.put(trader, new Row(units, ledger.marks()));
            }
        });
        return true;
    }

    /**
     * Takes a record of the board.
     *
     * @param units the quantity, in units of 10<sup>-scale</sup>
     */
    void record(String writer, long offset, long arrivalMillis, String trader, long units, int scale) {
        BoardLedger start = first;
        boolean ours = slice.has(trader);
        if (start == null) {
            if (ours) {
                pending.add(writer, arrivalMillis);
            }
            return;
        }
        if (start.isUnreadable(writer)) {
            return;
        }
        Mark then = start.marks().getOrDefault(writer, Mark.ZERO);
        boolean counted = Coverage.includes(then, offset, trader);
        if (counted) {
            add(units, scale, start, volume);
        }
        trades += Coverage.isWhole(then, offset) ? 1 : 0;
        if (!ours) {
            return;
        }
        Row row = rows.get(trader);
        if (row != null) {
            counted = Coverage.includes(row.marks.getOrDefault(writer, Mark.ZERO), offset, trader);
        } else if (counted) {
            // It was on the board before the first page was read, or it never was.
            row = new Row(BigDecimal.ZERO, start.marks());
            rows.put(trader, row);
        }
        if (row == null || !counted) {
            pending.add(writer, arrivalMillis);
            return;
        }
        add(units, scale, start, row.log);
    }

    /** Adds in the units of the board; nothing to go by where the trade has more decimals than the board. */
    private void add(long units, int scale, BoardLedger ledger, Tally to) {
        finestScale = Math.max(finestScale, scale);
        int finer = ledger.scale() - scale;
        if (finer > 0) {
            to.add(BigInteger.valueOf(units).multiply(BigInteger.TEN.pow(finer)));
        } else {
            to.add(units);
        }
    }

    @Override
    public void forgetPages() {
        rows.clear();
        first = null;
        latest = null;
    }

    /** Forgets the records, to read them again. */
    void forgetRecords() {
        rows.values().removeIf(row -> row.board.signum() == 0);
        rows.values().forEach(row -> row.log.clear());
        trades = 0;
        volume.clear();
        pending.clear();
        finestScale = 0;
    }

    BoardId board() {
        return board;
    }

    /** The writers whose records the board counts. */
    Set<String> writers() {
        return latest == null ? Set.of() : latest.marks().keySet();
    }

    /** Whether a batch was on the board in part when it was read. */
    boolean isInParts() {
        return latest != null && latest.isInParts();
    }

    /** Looks at the ledger of a board in parts again; returns whether its batch is where it was. */
    boolean isStuck(@Nullable BoardLedger now) {
        stuckInParts = now != null
                && marks().entrySet().stream()
                        .anyMatch(mark -> mark.getValue().isPartial()
                                && mark.getValue().equals(now.marks().get(mark.getKey())));
        return stuckInParts;
    }

    /**
     * Compares.
     *
     * @param recount how the records were read
     * @param keep how many differences, and capped traders, to keep
     */
    BoardAudit result(Recount recount, int keep) {
        BoardLedger start = first;
        if (start == null) {
            return audit(0, 0, new Differences(board.symbol(), 0), List.of(), List.of());
        }
        long count = start.trades() == null ? 0 : start.trades().longValue();
        long traders =
                rows.values().stream().filter(row -> row.board.signum() != 0).count();
        String foreign = foreign(start, recount);
        if (!foreign.isEmpty()) {
            return audit(count, traders, new Differences(board.symbol(), 0), List.of(), List.of(foreign));
        }
        Differences differences = differences(start, keep);
        Missing missing = new Missing(latest == null ? start : latest, recount.writers(), recount.logs());
        List<String> reasons = new ArrayList<>(start.unreadableFields());
        reasons.addAll(missing.certainly());
        if (reasons.isEmpty() && differences.explicable() > 0) {
            reasons.addAll(missing.perhaps());
        }
        return audit(count, traders, differences, Caps.capped(rows, row -> row.board, keep), reasons);
    }

    private Differences differences(BoardLedger start, int keep) {
        Differences differences = new Differences(board.symbol(), keep);
        rows.forEach((trader, row) -> differences.compare(
                Of.TRADER, trader, start.scale(), row.board, row.log.value().min(Caps.VOLUME)));
        if (slice.number() == 0) {
            if (start.trades() != null) {
                differences.compare(Of.TRADES, null, 0, new BigDecimal(start.trades()), BigInteger.valueOf(trades));
            }
            if (start.volume() != null) {
                differences.compare(
                        Of.VOLUME,
                        null,
                        start.scale(),
                        new BigDecimal(start.volume()),
                        volume.value().min(Caps.TOTAL));
            }
        }
        return differences;
    }

    private BoardAudit audit(
            long count, long traders, Differences differences, List<String> capped, List<String> unverified) {
        boolean incomplete = !unverified.isEmpty();
        return new BoardAudit(
                board,
                new BoardAudit.Counts(count, traders, pending.count(), differences.count(incomplete)),
                differences.kept(incomplete),
                capped,
                stuckInParts ? parts() : pending.behind(),
                String.join("; ", unverified));
    }

    private String parts() {
        List<String> moves = new ArrayList<>();
        marks().forEach((writer, mark) -> {
            if (mark.isPartial()) {
                moves.add("a batch of writer " + writer + " is partly on it, " + mark.part() + " of " + mark.parts()
                        + " up to offset " + mark.to() + "; its daemon completes it");
            }
        });
        return String.join("; ", moves);
    }

    private String foreign(BoardLedger ledger, Recount recount) {
        if (!ledger.zone().equals(recount.zone())) {
            return "it was made for zone " + ledger.zone() + ", not " + recount.zone();
        }
        boolean judged = ledger.marks().keySet().stream().anyMatch(PartitionLog::isWriter);
        if (judged && !ledger.rules().equals(recount.rules())) {
            return "it was counted with " + ledger.rules() + ", not " + recount.rules()
                    + ": audit it with the settings of its daemons";
        }
        return finestScale <= ledger.scale()
                ? ""
                : "it counts records with " + finestScale + " decimals, and keeps " + ledger.scale();
    }

    private Map<String, Mark> marks() {
        return latest == null ? Map.of() : new TreeMap<>(latest.marks());
    }
}
