package io.tradeboard.audit;

import io.tradeboard.log.Logs;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recounts the log and compares every trader on every board of a day, while trades pour in.
 *
 * <p>Its memory is bounded: where more traders stand on the boards than it may hold at a time, it takes them in slices,
 * each with a pass over the log of its own.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection of the pages.
 */
public final class Auditor {
    private static final int ATTEMPTS = 5;
    private static final Comparator<BoardId> BY_NAME = Comparator.comparing(BoardId::symbol)
            .thenComparing(board -> board.shard().number());

    /** A part of a batch takes a few milliseconds, or some hundred while Redis is busy. */
    private static final Duration NEXT_PART = Duration.ofMillis(100);

    private static final int LOOKS = 10;

    private final BoardPages pages;
    private final BoardReader reader;
    private final Logs logs;
    private final TradingDays days;
    private final Flushes flushes;
    private final Limits limits;

    /**
     * @param flushes decides which records should be on the boards by now
     */
    public Auditor(BoardPages pages, Logs logs, TradingDays days, Flushes flushes, Limits limits) {
        this.pages = pages;
        this.reader = new BoardReader(pages, limits.pace());
        this.logs = logs;
        this.days = days;
        this.flushes = flushes;
        this.limits = limits;
    }

    /**
     * Audits the boards of a day: those that Redis knows, and those that the log names.
     *
     * @param symbol the only one to audit, or null
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws io.tradeboard.redis.RedisRefusedException if a permission is missing
     * @throws NoSuchFileException if a log directory is not there
     * @throws IOException if the log cannot be read
     */
    public AuditReport run(LocalDate day, @Nullable String symbol) throws IOException {
        return run(day, symbol, writers -> true);
    }

    /** @param scope by the writers that a board counts, whether it is to be audited */
    AuditReport run(LocalDate day, @Nullable String symbol, Predicate<Set<String>> scope) throws IOException {
        Instant at = pages.time();
        Map<BoardId, BoardAudit> found = new TreeMap<>(BY_NAME);
        Set<String> known = symbol == null ? symbols(day) : Set.of(symbol);
        Set<String> named = audit(day, known, scope, found);
        named.removeAll(known);
        if (symbol == null && !named.isEmpty()) {
            // What the log names only now was traded after the audit began.
            audit(day, named, scope, found);
        }
        return new AuditReport(day, at, List.copyOf(found.values()));
    }

    /** The symbols that Redis knows; none while the master is away that has the index, and those of the log do. */
    private Set<String> symbols(LocalDate day) {
        try {
            return pages.symbols(day);
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            return Set.of();
        }
    }

    /** Audits some boards of the day, shard by shard, and returns the symbols that the log has records of. */
    private Set<String> audit(
            LocalDate day, Set<String> symbols, Predicate<Set<String>> scope, Map<BoardId, BoardAudit> found)
            throws IOException {
        Set<String> named = new HashSet<>();
        List<BoardId> shards = pages.shards(
                symbols.stream().map(symbol -> new BoardId(symbol, day)).toList());
        long traders = pages.traders(shards);
        int slices = Math.toIntExact(traders / limits.tradersAPass() + 1);
        for (int slice = 0; slice < slices; slice++) {
            Map<BoardId, BoardRecount> recounts = new HashMap<>();
            for (BoardId shard : shards) {
                BoardRecount recount = new BoardRecount(shard, new BoardRecount.Slice(slice, slices), flushes);
                String trouble = reader.read(shard, recount);
                if (trouble.isEmpty()) {
                    if (scope.test(recount.writers())) {
                        recounts.put(shard, recount);
                    }
                } else {
                    found.merge(shard, BoardAudit.unverified(shard, trouble), BoardAudit::plus);
                }
            }
            Map<String, WriterExtent> writers = recount(day, recounts, named);
            awaitParts(recounts.values());
            BoardRecount.Recount how =
                    new BoardRecount.Recount(logs, writers, days.zone().getId(), logs.rules());
            recounts.forEach(
                    (shard, recount) -> found.merge(shard, recount.result(how, limits.keep()), BoardAudit::plus));
        }
        return named;
    }

    /** Reads the records; again from the start where some were removed under the reader's eyes. */
    private Map<String, WriterExtent> recount(LocalDate day, Map<BoardId, BoardRecount> recounts, Set<String> named)
            throws IOException {
        Set<String> writers = new HashSet<>();
        recounts.values().forEach(recount -> writers.addAll(recount.writers()));
        for (int attempt = 1; ; attempt++) {
            try {
                return new LogPass(limits.pace(), new Recounting(day, recounts, named)).read(logs.of(day, writers));
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                recounts.values().forEach(BoardRecount::forgetRecords);
            }
        }
    }

    /** Gives batches that were partly on their boards time to continue; one that does not move was abandoned. */
    private void awaitParts(Collection<BoardRecount> recounts) throws IOException {
        List<BoardRecount> inParts = new ArrayList<>(
                recounts.stream().filter(BoardRecount::isInParts).toList());
        for (int look = 1; look <= LOOKS && !inParts.isEmpty(); look++) {
            inParts.removeIf(recount -> !recount.isStuck(reader.ledger(recount.board())));
            if (!inParts.isEmpty() && look < LOOKS) {
                limits.pace().await(NEXT_PART);
            }
        }
    }
}
