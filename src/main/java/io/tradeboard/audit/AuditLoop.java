package io.tradeboard.audit;

import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.status.Verdicts;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Audits the boards of a daemon beside it, again and again and soon after a new one begins, and puts what it finds beside
 * them: those of today, and those of yesterday until they were audited after their day was closed.
 *
 * <p>It has a thread and a connection of its own and takes an eighth of a processor at most. Nothing that happens to it
 * reaches the daemon; what is wrong is said, once.
 */
public final class AuditLoop implements AutoCloseable {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    /** The file in which a log directory keeps what tells it from all others, its copies too. */
    private static final String NAME = "consumer";

    private final Path log;
    private final RedisSettings redis;
    private final TradingDays days;
    private final Duration interval;
    private final Consumer<String> notices;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tradeboard-audit");
    private final Map<BoardId, String> told = new HashMap<>();
    private final Set<String> failures = new HashSet<>();
    private @Nullable LocalDate finished;

    /**
     * @param log the daemon's log directory
     * @param interval from the end of an audit to the next
     * @param notices told what is wrong
     */
    @SuppressWarnings("ThreadPriorityCheck") // a wish; the pauses are what counts
    public AuditLoop(Path log, RedisSettings redis, TradingDays days, Duration interval, Consumer<String> notices) {
        this.log = log;
        this.redis = redis;
        this.days = days;
        this.interval = interval;
        this.notices = notices;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try (RedisConnection connection = new RedisConnection(redis)) {
            Duration pause = shorter(FIRST);
            long dueNanos = System.nanoTime();
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - dueNanos >= 0 || hasNewBoard(connection)) {
                    Duration next = audit(connection) ? interval : shorter(SOON);
                    dueNanos = System.nanoTime() + next.toNanos();
                }
                pause = shorter(SOON);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody began to trade what was not traded before: nobody should wait for the word on a new board. */
    private boolean hasNewBoard(RedisConnection connection) {
        try {
            BoardPages pages = new BoardPages(connection);
            LocalDate today = days.dayOf(pages.time().toEpochMilli());
            return pages.symbols(today).stream().anyMatch(symbol -> !told.containsKey(new BoardId(symbol, today)));
        } catch (RedisUnavailableException e) {
            // The daemon says so.
            return false;
        }
    }

    private Duration shorter(Duration pause) {
        return interval.compareTo(pause) < 0 ? interval : pause;
    }

    /** Audits once; returns whether that was possible, right or wrong. */
    private boolean audit(RedisConnection connection) {
        try {
            String name = LogDirectory.recall(log, NAME);
            if (name == null) {
                // The daemon is about to make it.
                return false;
            }
            BoardPages pages = new BoardPages(connection);
            long nowMillis = pages.time().toEpochMilli();
            LocalDate today = days.dayOf(nowMillis);
            LocalDate yesterday = today.minusDays(1);
            if (!yesterday.equals(finished) && days.expiresMillis(yesterday) > nowMillis) {
                publish(connection, name, auditor(pages).run(yesterday, null));
                finished = days.isLate(yesterday, nowMillis) ? yesterday : finished;
            }
            publish(connection, name, auditor(pages).run(today, null));
            return true;
        } catch (RedisUnavailableException | InterruptedIOException e) {
            // The daemon says that Redis is away; or this is the end.
            return false;
        } catch (IOException | RuntimeException e) {
            if (failures.add(e.getClass().getName())) {
                notices.accept("the audit failed: " + e.getMessage() + "; it is tried again every "
                        + interval.toSeconds() + " s, and the daemon goes on");
            }
            return true;
        }
    }

    private Auditor auditor(BoardPages pages) {
        return new Auditor(pages, List.of(log), days, new SlowPace(stop), 0);
    }

    private void publish(RedisConnection connection, String name, AuditReport report) {
        new Verdicts(connection, days).publish(name, report.verdicts());
        told.keySet().removeIf(board -> board.day().isBefore(report.day().minusDays(1)));
        for (BoardAudit board : report.boards()) {
            String verdict = board.differences() > 0
                    ? board.differences() + " differences"
                    : board.unproven().isEmpty() ? "" : "cannot be proven: " + board.unproven();
            String before = told.put(board.board(), verdict);
            if (!verdict.equals(before) && !verdict.isEmpty()) {
                notices.accept("audit of " + board.board() + ": " + verdict + "; see tradeboard audit "
                        + board.board().symbol());
            } else if (before != null && !before.isEmpty() && verdict.isEmpty()) {
                notices.accept("audit of " + board.board() + ": exact again");
            }
        }
    }

    /** Asks the audit to end and waits for it, as long as its last call to Redis may take. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(LAST_CALL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            notices.accept("the audit did not end in " + LAST_CALL.toSeconds() + " s; going without it");
        }
    }
}
