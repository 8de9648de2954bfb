package io.tradeboard.audit;

import io.tradeboard.audit.Difference.Of;
import io.tradeboard.board.Ledger;
import io.tradeboard.read.BoardPages;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recounts given trades instead of the log, and compares them with the boards of a day. Given trades have no sequences,
 * so they must be all of the day, and the boards must rest.
 *
 * <p>Its memory grows with the traders, and with the trades that have an id.
 */
public final class InputAudit {
    private final BoardPages pages;
    private final TradingDays days;
    private final LocalDate day;
    private final @Nullable String only;
    private final int keep;
    private final Map<String, Given> given = new HashMap<>();
    private final Set<LoggedTrade.Identity> seen = new HashSet<>();

    /** What was given for one board. */
    private static final class Given {
        final Map<String, BigInteger> volumes = new HashMap<>();
        BigInteger volume = BigInteger.ZERO;
        long trades;
    }

    /** What is on one board. */
    private static final class Held implements BoardReader.Target {
        final Map<String, BigDecimal> volumes = new HashMap<>();

        @Nullable
        Ledger ledger;

        private boolean moved;

        @Override
        public void page(Ledger now, Map<String, BigDecimal> page) {
            moved |= ledger != null && !ledger.equals(now);
            ledger = now;
            volumes.putAll(page);
        }

        @Override
        public boolean isConsistent() {
            return !moved;
        }

        @Override
        public void forgetPages() {
            volumes.clear();
            ledger = null;
            moved = false;
        }
    }

    /**
     * @param only the only symbol to audit, or null
     * @param keep how many differences of a board to keep for the report; all are counted
     */
    public InputAudit(BoardPages pages, TradingDays days, LocalDate day, @Nullable String only, int keep) {
        this.pages = pages;
        this.days = days;
        this.day = day;
        this.only = only;
        this.keep = keep;
    }

    /** Takes a trade; one that comes again with its id counts once, and none is late. */
    public void add(Trade trade) {
        boolean wanted = only == null || only.equals(trade.symbol());
        if (!wanted || !days.dayOf(trade.timestampMillis()).equals(day)) {
            return;
        }
        LoggedTrade.Identity identity = LoggedTrade.of(trade).identity();
        if (identity != null && !seen.add(identity)) {
            return;
        }
        Given board = given.computeIfAbsent(trade.symbol(), symbol -> new Given());
        BigInteger units = BigInteger.valueOf(trade.quantity());
        board.volumes.merge(trade.traderId(), units, BigInteger::add);
        board.volume = board.volume.add(units);
        board.trades++;
    }

    /**
     * Compares all that was given with the boards.
     *
     * @param scales the decimals that the given trades of a symbol keep
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public AuditReport compare(Scales scales) throws IOException {
        Instant at = pages.time();
        Set<String> symbols = new TreeSet<>(given.keySet());
        symbols.addAll(only == null ? pages.symbols(day) : Set.of(only));
        List<BoardAudit> boards = new ArrayList<>();
        for (String symbol : symbols) {
            boards.add(compare(new BoardId(symbol, day), scales.scale(symbol)));
        }
        return new AuditReport(day, at, boards);
    }

    /** How many decimals a symbol keeps. */
    public interface Scales {
        int scale(String symbol);
    }

    private BoardAudit compare(BoardId board, int scale) throws IOException {
        Held held = new Held();
        String trouble = new BoardReader(pages, Pace.full()).read(board, held);
        if (!trouble.isEmpty()) {
            return BoardAudit.unproven(board, trouble);
        }
        Ledger ledger = held.ledger;
        if (ledger != null
                && (ledger.scale() != scale || !ledger.zone().equals(days.zone().getId()))) {
            return BoardAudit.unproven(
                    board,
                    "it was made with " + ledger.scale() + " decimals for zone " + ledger.zone() + ", not " + scale
                            + " for " + days.zone().getId());
        }
        Given log = given.getOrDefault(board.symbol(), new Given());
        Differences differences = new Differences(board.symbol(), keep);
        Set<String> traders = new HashSet<>(log.volumes.keySet());
        traders.addAll(held.volumes.keySet());
        for (String trader : traders) {
            differences.compare(
                    Of.TRADER,
                    trader,
                    scale,
                    held.volumes.getOrDefault(trader, BigDecimal.ZERO),
                    log.volumes.getOrDefault(trader, BigInteger.ZERO));
        }
        long trades = ledger == null ? 0 : ledger.trades();
        BigInteger volume = ledger == null ? BigInteger.ZERO : ledger.volume();
        differences.compare(Of.TRADES, null, 0, BigDecimal.valueOf(trades), BigInteger.valueOf(log.trades));
        differences.compare(Of.VOLUME, null, scale, new BigDecimal(volume), log.volume);
        return new BoardAudit(
                board, trades, held.volumes.size(), 0, differences.count(false), differences.kept(false), "");
    }
}
