package io.tradeboard.audit;

import io.tradeboard.audit.Difference.Of;
import io.tradeboard.read.BoardPages;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Identities;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recounts given trades instead of the log, and compares them with the boards of a day. Given trades have no
 * offsets, so they must be all of the day, and the boards must rest.
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
    private final Identities identities = new Identities();
    private final Set<LoggedTrade.Identity> seen = new HashSet<>();

    /** What was given for one board. */
    private static final class Given {
        final Map<String, BigInteger> volumes = new HashMap<>();
        BigInteger volume = BigInteger.ZERO;
        long trades;
    }

    /** What is on one shard of a board. */
    private static final class Held implements BoardReader.Target {
        final Map<String, BigDecimal> volumes = new HashMap<>();

        @Nullable
        BoardLedger ledger;

        @Override
        public boolean page(BoardLedger now, Map<String, BigDecimal> page) {
            if (ledger != null && !ledger.equals(now)) {
                return false;
            }
            ledger = now;
            volumes.putAll(page);
            return true;
        }

        @Override
        public void forgetPages() {
            volumes.clear();
            ledger = null;
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

    /** Takes a trade. A duplicate, by its id, counts once; none is late. */
    public void add(Trade trade) {
        boolean wanted = only == null || only.equals(trade.symbol());
        if (!wanted || !days.dayOf(trade.timestampMillis()).equals(day)) {
            return;
        }
        LoggedTrade.Identity identity = LoggedTrade.of(trade, identities).identity();
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
        Map<String, BigDecimal> volumes = new HashMap<>();
        List<BoardLedger> ledgers = new ArrayList<>();
        for (BoardId shard : pages.shards(List.of(board))) {
            Held held = new Held();
            String trouble = new BoardReader(pages, Pace.full()).read(shard, held);
            BoardLedger ledger = held.ledger;
            if (trouble.isEmpty() && ledger != null) {
                trouble = trouble(ledger, scale);
            }
            if (trouble.isEmpty() && ledger != null && ledger.scale() != scaleOf(ledgers, ledger.scale())) {
                trouble = "its shards differ in their decimals";
            }
            if (!trouble.isEmpty()) {
                return BoardAudit.unverified(board, trouble);
            }
            volumes.putAll(held.volumes);
            if (ledger != null) {
                ledgers.add(ledger);
            }
        }
        Given input = given.getOrDefault(board.symbol(), new Given());
        int units = scaleOf(ledgers, scale);
        BigInteger finer = BigInteger.TEN.pow(units - scale);
        Differences differences = new Differences(board.symbol(), keep);
        Set<String> traders = new HashSet<>(input.volumes.keySet());
        traders.addAll(volumes.keySet());
        for (String trader : traders) {
            BigInteger volume =
                    input.volumes.getOrDefault(trader, BigInteger.ZERO).multiply(finer);
            differences.compare(
                    Of.TRADER, trader, units, volumes.getOrDefault(trader, BigDecimal.ZERO), volume.min(Caps.VOLUME));
        }
        BigInteger trades = sum(ledgers, BoardLedger::trades);
        BigInteger volume = sum(ledgers, BoardLedger::volume).min(Caps.TOTAL);
        differences.compare(Of.TRADES, null, 0, new BigDecimal(trades), BigInteger.valueOf(input.trades));
        differences.compare(
                Of.VOLUME,
                null,
                units,
                new BigDecimal(volume),
                input.volume.multiply(finer).min(Caps.TOTAL));
        return new BoardAudit(
                board,
                new BoardAudit.Counts(trades.longValue(), volumes.size(), 0, differences.count(false)),
                differences.kept(false),
                Caps.capped(volumes, each -> each, keep),
                ledgers.stream().anyMatch(BoardLedger::isInParts)
                        ? "a batch is partly on it; its daemon completes it"
                        : "",
                "");
    }

    private static int scaleOf(List<BoardLedger> ledgers, int otherwise) {
        return ledgers.isEmpty() ? otherwise : ledgers.get(0).scale();
    }

    private static BigInteger sum(List<BoardLedger> ledgers, Function<BoardLedger, @Nullable BigInteger> field) {
        return ledgers.stream()
                .map(ledger -> Objects.requireNonNull(field.apply(ledger)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Why a board cannot be compared with trades of so many decimals, or nothing. */
    private String trouble(BoardLedger ledger, int scale) {
        String zone = days.zone().getId();
        if (ledger.scale() < scale || !ledger.zone().equals(zone)) {
            return "it was made with " + ledger.scale() + " decimals for zone " + ledger.zone() + ", not " + scale
                    + " for " + zone;
        }
        return ledger.trades() == null || ledger.volume() == null ? String.join("; ", ledger.unreadableFields()) : "";
    }
}
