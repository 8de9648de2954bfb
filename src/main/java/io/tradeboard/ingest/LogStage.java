package io.tradeboard.ingest;

import io.tradeboard.buffer.Buffer;
import io.tradeboard.log.Summaries;
import io.tradeboard.log.Summary;
import io.tradeboard.run.Notices;
import io.tradeboard.source.Source;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.LogFullException;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The second thread: drops what came before, writes the rest of each group to the log, makes it durable, and only then adds its sums to the buffer and tells
 * the source. So Redis never knows more than the log, unless a looser {@link SyncMode} is chosen.
 */
final class LogStage {
    private static final int FIRST_RECORDS_BYTES = 64 << 10;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration FULL_RETRY = Duration.ofMillis(500);
    private static final Duration FULL_TOLD = Duration.ofMinutes(1);

    private final BlockingQueue<Group> groups;
    private final DuplicateWindow duplicates;
    private final LogWriter log;
    private final SyncMode mode;
    private final Summaries summaries;
    private final Buffer buffer;
    private final Source source;
    private final TradingDays days;
    private final Counters counters;
    private final Notices notices;
    private final CountDownLatch stop;
    private final LongSupplier nanoTime;
    private ByteBuffer records = ByteBuffer.allocate(FIRST_RECORDS_BYTES);
    private Summary summary = new Summary(0);
    private long syncedNanos;
    private boolean takenAll;

    /** @param stop when it is counted down, a full disk is not waited for any more */
    LogStage(
            BlockingQueue<Group> groups,
            DuplicateWindow duplicates,
            LogWriter log,
            SyncMode mode,
            Summaries summaries,
            Buffer buffer,
            Source source,
            TradingDays days,
            Counters counters,
            Notices notices,
            CountDownLatch stop,
            LongSupplier nanoTime) {
        this.groups = groups;
        this.duplicates = duplicates;
        this.log = log;
        this.mode = mode;
        this.summaries = summaries;
        this.buffer = buffer;
        this.source = source;
        this.days = days;
        this.counters = counters;
        this.notices = notices;
        this.stop = stop;
        this.nanoTime = nanoTime;
        this.syncedNanos = nanoTime.getAsLong();
    }

    /** Takes groups until {@link Intake#END}. */
    void run() throws IOException, InterruptedException {
        for (Group group = next(); group != Intake.END; group = next()) {
            if (group != null) {
                take(group);
            }
            if (mode == SyncMode.INTERVAL && untilDue() <= 0) {
                sync();
            }
        }
        takenAll = true;
        sync();
        if (!log.segment().isEmpty()) {
            summaries.store(log.segment(), summary);
        }
    }

    /** Whether it has taken {@link Intake#END}, on the thread that runs it. */
    boolean hasTakenAll() {
        return takenAll;
    }

    /** The next group, or null where it is time to sync what there is. */
    private @Nullable Group next() throws InterruptedException {
        return mode == SyncMode.INTERVAL ? groups.poll(untilDue(), TimeUnit.NANOSECONDS) : groups.take();
    }

    private long untilDue() {
        return syncedNanos + INTERVAL.toNanos() - nanoTime.getAsLong();
    }

    private void sync() throws IOException {
        log.sync();
        syncedNanos = nanoTime.getAsLong();
    }

    private void take(Group group) throws IOException, InterruptedException {
        counters.duplicates.addAndGet(group.dropRepeated(duplicates));
        if (group.isEmpty()) {
            return;
        }
        records = group.records(records);
        long to = append(group);
        if (mode == SyncMode.BATCH) {
            log.sync();
        }
        counters.accepted.addAndGet(group.trades().size());
        add(group, to);
        if (!group.position().source().isEmpty()) {
            source.committed(group.position().value());
        }
    }

    /** Appends; a full disk pauses the intake, which has nobody to hand its next group to, until there is space. */
    private long append(Group group) throws IOException, InterruptedException {
        String before = log.segment();
        long toldNanos = 0;
        while (true) {
            try {
                long to = log.append(group.trades().size(), group.arrivalMillis(), group.position(), records);
                if (counters.full.compareAndSet(true, false)) {
                    notices.say("there is space for the log again; intake goes on");
                }
                if (!log.segment().equals(before)) {
                    if (!before.isEmpty()) {
                        summaries.store(before, summary);
                    }
                    summary = new Summary(to - group.trades().size());
                    summary.positions().putAll(log.positions());
                }
                return to;
            } catch (LogFullException e) {
                long now = nanoTime.getAsLong();
                if (counters.full.compareAndSet(false, true) || now - toldNanos >= FULL_TOLD.toNanos()) {
                    toldNanos = now;
                    notices.say(e.getMessage()
                            + "; intake paused, accepted trades are on disk; resumes when space is freed");
                }
                if (stop.await(FULL_RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    private void add(Group group, long to) {
        Map<BoardId, List<LoggedTrade>> counted = new HashMap<>();
        int late = 0;
        for (LoggedTrade trade : group.trades()) {
            BoardId board = days.boardOf(trade.symbol(), trade.timestampMillis(), group.arrivalMillis());
            summary.add(trade, board);
            if (board == null) {
                late++;
            } else {
                counted.computeIfAbsent(board, b -> new ArrayList<>()).add(trade);
            }
        }
        counters.late.addAndGet(late);
        summary.reach(to, group.arrivalMillis());
        if (!group.position().source().isEmpty()) {
            summary.positions().put(group.position().source(), group.position().value());
        }
        buffer.add(group.trades().size() - late, to, group.arrivedNanos(), sums -> counted.forEach(sums::add));
    }
}
