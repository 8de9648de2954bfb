package io.tradeboard.audit;

import io.tradeboard.log.Logs;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.status.Verdict;
import io.tradeboard.status.Verdicts;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Audits the boards of a daemon beside it, again and again and soon after a new one begins, and puts what it finds beside
 * them: those of today, and those of yesterday until they were audited after their day was closed. While the daemon
 * replays its log, boards lack what is known to be missing; they are audited when that is over.
 *
 * <p>It has a thread and a connection of its own and takes 1/8 of a CPU core at most. Nothing that happens to it reaches
 * the daemon, and nothing ends it but {@link #close}: what keeps it from auditing is reported once, published as the
 * verdict on the boards where Redis lets it, and tried again.
 */
public final class AuditLoop implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** How often to look whether a replay is over. */
    private static final Duration HEALING = Duration.ofSeconds(1);

    /**
     * What was wrong a moment ago may be right again long before the next audit is due. A board that lacked trades is
     * looked at {@link #SOON} once.
     */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Logs logs;
    private final TradingDays days;
    private final Rhythm rhythm;
    private final Duration flushInterval;
    private final Runtime runtime;
    private final RedisConnection redis;
    private final BoardPages pages;
    private final Verdicts verdicts;
    private final AuditNews news;
    private final Set<String> troubles = new TreeSet<>();
    private final Map<BoardId, Verdict> latest = new ConcurrentHashMap<>();
    private final Repeating repeating;
    private @Nullable String name;
    private @Nullable LocalDate finished;
    private boolean wasBehind;
    private long healed;
    private Duration pause;
    private long dueNanos;

    /**
     * When it audits.
     *
     * @param first how long after its start
     * @param interval from the end of an audit to the next
     */
    public record Rhythm(Duration first, Duration interval) {}

    /**
     * @param logs the daemon's
     * @param flushInterval the daemon's
     */
    public AuditLoop(
            Logs logs,
            RedisSettings settings,
            TradingDays days,
            Rhythm rhythm,
            Duration flushInterval,
            Runtime runtime) {
        this.logs = logs;
        this.days = days;
        this.rhythm = rhythm;
        this.flushInterval = flushInterval;
        this.runtime = runtime;
        this.redis = new RedisConnection(settings);
        this.pages = new BoardPages(redis);
        this.verdicts = new Verdicts(redis, days);
        this.news = new AuditNews(runtime.notices());
        this.pause = rhythm.first();
        this.dueNanos = runtime.ticker().getAsLong();
        this.repeating = new Repeating("audit", () -> pause, this::turn, redis::close, runtime.notices());
    }

    public void start() {
        repeating.start();
    }

    /** What was found last of each board that is audited; empty before the first audit. May be called from any thread. */
    public Map<BoardId, Verdict> latest() {
        return Map.copyOf(latest);
    }

    private Duration shorter(Duration other) {
        return rhythm.interval().compareTo(other) < 0 ? rhythm.interval() : other;
    }

    private void turn(Stop stop) throws InterruptedIOException {
        pause = shorter(SOON);
        long healedNow = runtime.meters().get(Counter.HEALED);
        if (runtime.meters().get(Local.HEALING) > 0) {
            pause = shorter(HEALING);
            next(Duration.ZERO);
            return;
        }
        try {
            boolean due = runtime.ticker().getAsLong() - dueNanos >= 0 || healedNow != healed;
            healed = healedNow;
            if (due || (troubles.isEmpty() && hasNewBoard())) {
                next(audit(stop));
            }
        } catch (RedisUnavailableException e) {
            // The daemon reports it.
            next(shorter(SOON));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            next(shorter(RETRY));
            trouble(e);
        }
    }

    private void next(Duration in) {
        dueNanos = runtime.ticker().getAsLong() + in.toNanos();
    }

    /** Whether somebody began to trade what was not traded before: nobody should wait long for its first verdict. */
    private boolean hasNewBoard() {
        LocalDate today = days.dayOf(pages.time().toEpochMilli());
        return pages.symbols(today).stream()
                .map(symbol -> new BoardId(symbol, today))
                .anyMatch(board -> !news.has(board) && isOurs(board));
    }

    private boolean isOurs(BoardId board) {
        BoardLedger ledger = new BoardReader(pages, Pace.full()).ledger(board);
        return ledger == null || logs.cover(ledger.marks().keySet());
    }

    /** Audits once; returns when to do it again. */
    private Duration audit(Stop stop) throws IOException {
        String known = logs.name();
        if (known == null && name == null) {
            // The daemon is about to make it.
            return shorter(SOON);
        }
        name = known == null ? name : known;
        long nowMillis = pages.time().toEpochMilli();
        LocalDate today = days.dayOf(nowMillis);
        LocalDate yesterday = today.minusDays(1);
        latest.keySet().removeIf(board -> board.day().isBefore(yesterday));
        boolean behind = audit(today, stop).word() == Verdict.Word.BEHIND;
        if (!yesterday.equals(finished) && days.expiresMillis(yesterday) > nowMillis) {
            AuditReport report = audit(yesterday, stop);
            finished = days.isLate(yesterday, nowMillis) && report.pending() == 0 ? yesterday : finished;
            behind |= report.word() == Verdict.Word.BEHIND;
        }
        troubles.forEach(trouble -> runtime.notices().end(trouble, "the audit runs again (" + trouble + " is over)"));
        troubles.clear();
        Duration again = wasBehind ? RETRY : SOON;
        wasBehind = behind;
        return behind ? shorter(again) : rhythm.interval();
    }

    private AuditReport audit(LocalDate day, Stop stop) throws IOException {
        Flushes flushes = Flushes.every(flushInterval, runtime.clock(), writer -> true);
        Limits limits = new Limits(new SlowPace(stop, runtime.ticker()), 0);
        AuditReport report = new Auditor(pages, logs, days, flushes, limits).run(day, null, logs::cover);
        publish(report.verdicts());
        news.report(report);
        return report;
    }

    /** Publishes the verdicts; where Redis refuses one, the others all the same. */
    private void publish(Map<BoardId, Verdict> all) {
        String directory = String.valueOf(name);
        latest.putAll(all);
        try {
            verdicts.publish(directory, all);
        } catch (RedisRefusedException e) {
            if (e.isOfRights()) {
                throw e;
            }
            all.forEach((board, verdict) -> publish(directory, board, verdict));
        }
    }

    private void publish(String directory, BoardId board, Verdict verdict) {
        try {
            verdicts.publish(directory, Map.of(board, verdict));
        } catch (RedisRefusedException e) {
            runtime.notices().warnOnce("the verdict of the audit of " + board + " cannot be stored: " + e.getMessage());
        }
    }

    /** Reports what keeps the audit from its work, and says so of the boards where that is possible. */
    private void trouble(Exception e) {
        String reason = reason(e);
        String kind = kind(e);
        troubles.add(kind);
        runtime.notices()
                .begin(
                        kind,
                        "the audit failed: " + reason + "; retrying every "
                                + shorter(RETRY).toSeconds() + " s; the daemon is not affected");
        if (name == null) {
            return;
        }
        try {
            Instant at = pages.time();
            LocalDate today = days.dayOf(at.toEpochMilli());
            Map<BoardId, Verdict> unverified = new LinkedHashMap<>();
            Verdict failed = new Verdict(at, 0, 0, 0, false, "the audit failed: " + reason);
            List<BoardId> boards = pages.symbols(today).stream()
                    .map(symbol -> new BoardId(symbol, today))
                    .toList();
            for (BoardId shard : pages.shards(boards)) {
                if (isOurs(shard)) {
                    unverified.put(shard, failed);
                }
            }
            publish(unverified);
        } catch (RedisRefusedException | RedisUnavailableException refused) {
            // The verdicts there are grow old, which says the same a little later.
            return;
        }
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof NoSuchFileException ? "no such file or directory: " + message : message;
    }

    /** The kind of trouble: the first word of the reply of Redis, or the class of the error. */
    private static String kind(Exception e) {
        return e instanceof RedisRefusedException
                ? String.valueOf(e.getMessage()).split(" ", 2)[0]
                : e.getClass().getSimpleName();
    }

    /** Asks the audit to end and waits for it, as long as its last call to Redis may take. */
    @Override
    public void close() {
        repeating.close();
    }
}
