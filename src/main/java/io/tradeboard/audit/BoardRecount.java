package io.tradeboard.audit;

import io.tradeboard.audit.Difference.Of;
import io.tradeboard.board.Ledger;
import io.tradeboard.board.Mark;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The recount of one board, or of a slice of its traders: first its pages, then the records of the log. */
final class BoardRecount implements BoardReader.Target {
    private static final Mark NOTHING = Mark.ZERO;

    private final BoardId board;
    private final Slice slice;
    private final Map<String, Row> rows = new HashMap<>();
    private @Nullable Ledger first;
    private @Nullable Ledger latest;
    private long trades;
    private BigInteger volume = BigInteger.ZERO;
    private long pending;
    private int otherScale = -1;

    /** A trader: the volume on the board, the marks of that moment, and what the log says. */
    private static final class Row {
        final BigDecimal board;
        final Map<String, Mark> marks;
        BigInteger log = BigInteger.ZERO;

        Row(BigDecimal board, Map<String, Mark> marks) {
            this.board = board;
            this.marks = marks;
        }
    }

    /** One of several equal parts of all traders. */
    record Slice(int number, int of) {
        static final Slice ALL = new Slice(0, 1);

        boolean has(String trader) {
            return Math.floorMod(trader.hashCode(), of) == number;
        }
    }

    BoardRecount(BoardId board, Slice slice) {
        this.board = board;
        this.slice = slice;
    }

    @Override
    public void page(Ledger ledger, Map<String, BigDecimal> volumes) {
        first = first == null ? ledger : first;
        latest = ledger;
        volumes.forEach((trader, units) -> {
            if (slice.has(trader)) {
                rows.put(trader, new Row(units, ledger.marks()));
            }
        });
    }

    /** Takes a record of the board. */
    void record(String writer, long sequence, LoggedTrade trade) {
        Ledger start = first;
        String trader = trade.traderId();
        if (start == null) {
            pending += slice.has(trader) ? 1 : 0;
            return;
        }
        BigInteger units = BigInteger.valueOf(trade.quantity());
        Mark then = start.marks().getOrDefault(writer, NOTHING);
        boolean counted = isCounted(then, sequence, trader);
        // The trades of a move in parts are added with the last part, their volumes with each.
        trades += sequence <= then.from() ? 1 : 0;
        volume = counted ? volume.add(units) : volume;
        if (!slice.has(trader)) {
            return;
        }
        Row row = rows.get(trader);
        if (row != null) {
            counted = isCounted(row.marks.getOrDefault(writer, NOTHING), sequence, trader);
        } else if (counted) {
            // It was on the board before the first page was read, or it never was.
            row = new Row(BigDecimal.ZERO, start.marks());
            rows.put(trader, row);
        }
        if (row == null || !counted) {
            pending++;
            return;
        }
        row.log = row.log.add(units);
        otherScale = trade.scale() == start.scale() ? otherScale : trade.scale();
    }

    private static boolean isCounted(Mark mark, long sequence, String trader) {
        if (sequence <= mark.from() || sequence > mark.to()) {
            return sequence <= mark.from();
        }
        CRC32C crc = new CRC32C();
        crc.update(trader.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % mark.parts() < mark.part();
    }

    @Override
    public boolean isConsistent() {
        return true;
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
        rows.values().forEach(row -> row.log = BigInteger.ZERO);
        trades = 0;
        volume = BigInteger.ZERO;
        pending = 0;
        otherScale = -1;
    }

    /**
     * Compares.
     *
     * @param zone in which the records were assigned to their days
     * @param keep how many differences to keep
     */
    BoardAudit result(Map<String, WriterExtent> writers, String zone, int keep) {
        Ledger start = first;
        if (start == null) {
            return new BoardAudit(board, 0, 0, pending, 0, List.of(), "");
        }
        long traders =
                rows.values().stream().filter(row -> row.board.signum() != 0).count();
        String foreign = foreign(start, zone);
        if (!foreign.isEmpty()) {
            return new BoardAudit(board, start.trades(), traders, pending, 0, List.of(), foreign);
        }
        Differences differences = new Differences(board.symbol(), keep);
        rows.forEach((trader, row) -> differences.compare(Of.TRADER, trader, start.scale(), row.board, row.log));
        if (slice.number() == 0) {
            differences.compare(Of.TRADES, null, 0, BigDecimal.valueOf(start.trades()), BigInteger.valueOf(trades));
            differences.compare(Of.VOLUME, null, start.scale(), new BigDecimal(start.volume()), volume);
        }
        List<String> missing = missing(writers);
        if (missing.isEmpty() && differences.explicable() > 0) {
            missing = missingBeginnings(writers);
        }
        boolean incomplete = !missing.isEmpty();
        return new BoardAudit(
                board,
                start.trades(),
                traders,
                pending,
                differences.count(incomplete),
                differences.kept(incomplete),
                String.join("; ", missing));
    }

    private String foreign(Ledger ledger, String zone) {
        if (!ledger.zone().equals(zone)) {
            return "it was made for zone " + ledger.zone() + ", not " + zone;
        }
        return otherScale < 0 ? "" : "it counts records with " + otherScale + " decimals, and keeps " + ledger.scale();
    }

    /** What the log surely lacks of what the board has counted. */
    private List<String> missing(Map<String, WriterExtent> writers) {
        List<String> reasons = new ArrayList<>();
        marks().forEach((writer, mark) -> {
            WriterExtent extent = writers.get(writer);
            if (extent == null) {
                reasons.add("writer " + writer + " is in no log directory given");
            } else if (mark.to() > extent.last()) {
                reasons.add("its mark " + mark + " of writer " + writer + " is beyond the end of that log at "
                        + extent.last());
            } else {
                String damage = extent.unknownUpTo(mark.to());
                if (damage != null) {
                    reasons.add(damage);
                }
            }
        });
        return reasons;
    }

    /** What the log lacks, perhaps of this day. */
    private List<String> missingBeginnings(Map<String, WriterExtent> writers) {
        List<String> reasons = new ArrayList<>();
        marks().forEach((writer, mark) -> {
            WriterExtent extent = Objects.requireNonNull(writers.get(writer));
            if (extent.lacksBeginning()) {
                reasons.add("it holds more than the log of writer " + writer + ", which begins at record "
                        + extent.first());
            }
        });
        return reasons;
    }

    private Map<String, Mark> marks() {
        return latest == null ? Map.of() : new TreeMap<>(latest.marks());
    }
}
