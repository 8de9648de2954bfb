package io.tradeboard.ingest;

import io.tradeboard.buffer.Buffer;
import io.tradeboard.log.Summaries;
import io.tradeboard.log.Summary;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Runtime;
import io.tradeboard.source.Source;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.wal.LogFullException;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log writer stage: drops duplicates, writes the rest of each group to the log, makes it durable, and only then adds
 * its sums to the buffer and acknowledges it to the source. So Redis never knows more than the log, unless {@link
 * SyncMode#NEVER} is chosen.
 */
final class LogStage {
    private static final int FIRST_RECORDS_BYTES = 64 << 10;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String WORK = "log";
    private static final Duration FULL_RETRY = Duration.ofMillis(500);

    private final BlockingQueue<Group> groups;
    private final ColumnPool columns;
    private final PipelineLog log;
    private final Buffer buffer;
    private final Source source;
    private final Runtime runtime;
    private final Step.Observer steps;
    private final Deque<Appended> unsynced = new ArrayDeque<>();
    private ByteBuffer records = ByteBuffer.allocate(FIRST_RECORDS_BYTES);
    private Summary summary = new Summary(0);
    private long syncedNanos;
    private boolean takenAll;
    private boolean passedAll;

    /** What a pipeline writes to, and how. */
    record PipelineLog(
            LogWriter writer, SyncMode sync, DuplicateWindow duplicates, Summaries summaries, ShardSpread shards) {}

    /** A group that the operating system has, and the offset behind it. */
    private record Appended(Group group, long to) {}

    LogStage(
            BlockingQueue<Group> groups,
            ColumnPool columns,
            PipelineLog log,
            Buffer buffer,
            Source source,
            Runtime runtime,
            Step.Observer steps) {
        this.groups = groups;
        this.columns = columns;
        this.log = log;
        this.buffer = buffer;
        this.source = source;
        this.runtime = runtime;
        this.steps = steps;
        this.syncedNanos = runtime.ticker().getAsLong();
    }

    /** Takes groups until {@link Intake#END}. */
    void run() throws IOException, InterruptedException {
        try {
            takeAll();
        } finally {
            runtime.work().end(WORK);
        }
    }

    private void takeAll() throws IOException, InterruptedException {
        for (Group group = next(); group != Intake.END; group = next()) {
            runtime.work().begin(WORK);
            if (group != null) {
                take(group);
            }
            if (log.sync() == SyncMode.INTERVAL && untilDue() <= 0) {
                syncAll();
            }
            runtime.work().end(WORK);
        }
        takenAll = true;
        runtime.work().begin(WORK);
        syncAll();
        passedAll = true;
        if (!log.writer().segment().isEmpty()) {
            LogWriter writer = log.writer();
            log.summaries().store(writer.segment(), summary, writer.bytes(), writer.checksum());
        }
    }

    /** Whether it has taken {@link Intake#END}, on the thread that runs it. */
    boolean hasTakenAll() {
        return takenAll;
    }

    /** Whether everything that was appended is in the buffer, and nothing more will be; asked when its thread has ended. */
    boolean hasPassedAll() {
        return passedAll;
    }

    /** The next group, or null where it is time to sync what there is. */
    private @Nullable Group next() throws InterruptedException {
        return log.sync() == SyncMode.INTERVAL ? groups.poll(untilDue(), TimeUnit.NANOSECONDS) : groups.take();
    }

    private long untilDue() {
        return syncedNanos + INTERVAL.toNanos() - runtime.ticker().getAsLong();
    }

    private void take(Group group) throws IOException, InterruptedException {
        runtime.meters().add(Counter.DUPLICATES, group.dropDuplicates(log.duplicates()));
        long to = group.isEmpty() ? log.writer().nextOffset() : append(group);
        unsynced.add(new Appended(group, to));
        if (log.sync() == SyncMode.BATCH) {
            syncAll();
        } else if (log.sync() == SyncMode.NEVER) {
            passOn();
        }
    }

    /** Makes all that was appended durable, and passes it on. */
    private void syncAll() throws IOException {
        long begin = runtime.ticker().getAsLong();
        steps.reached(Step.SYNC);
        if (log.writer().sync()) {
            long now = runtime.ticker().getAsLong();
            runtime.meters().record(Distribution.SYNC, TimeUnit.NANOSECONDS.toMicros(now - begin), now);
        }
        syncedNanos = runtime.ticker().getAsLong();
        passOn();
    }

    /** While there is no space for more, what was appended before is not kept waiting. */
    private void syncWhatThereIs() throws IOException {
        try {
            if (!unsynced.isEmpty()) {
                syncAll();
            }
        } catch (LogFullException e) {
            // Nor is there space for that: it is tried again with the next append.
            return;
        }
    }

    private void passOn() {
        for (Appended next = unsynced.poll(); next != null; next = unsynced.poll()) {
            steps.reached(Step.ADD);
            Group group = next.group();
            int late = group.late();
            // The log has them without.
            group.parts().forEach(log.shards()::spread);
            runtime.meters().add(Counter.ACCEPTED, group.size());
            runtime.meters().add(Counter.LATE, late);
            buffer.add(
                    new Buffer.Addition(
                            group.size() - late,
                            next.to(),
                            group.arrivedNanos(),
                            group.watermarkMillis(),
                            group.isBehind()),
                    group::addTo);
            if (!group.position().source().isEmpty()) {
                steps.reached(Step.ACK);
                source.committed(group.position().value());
            }
            columns.release(group.parts());
        }
    }

    /** Appends; a full disk pauses the intake, which has nobody to hand its next group to, until there is space. */
    private long append(Group group) throws IOException, InterruptedException {
        records = group.records(records);
        while (true) {
            runtime.work().begin(WORK);
            LogWriter writer = log.writer();
            String before = writer.segment();
            long bytes = writer.bytes();
            int checksum = writer.checksum();
            try {
                steps.reached(Step.APPEND);
                long to = writer.append(group.size(), group.arrivalMillis(), group.position(), records);
                DiskSpace.back(runtime);
                if (!writer.segment().equals(before)) {
                    if (!before.isEmpty()) {
                        log.summaries().store(before, summary, bytes, checksum);
                    }
                    summary = new Summary(to - group.size());
                    summary.positions().putAll(writer.positions());
                }
                group.summarise(summary, to);
                buffer.appended(to, records.remaining());
                return to;
            } catch (LogFullException e) {
                DiskSpace.full(runtime, e);
                syncWhatThereIs();
                if (runtime.stop().await(FULL_RETRY)) {
                    throw e;
                }
            }
        }
    }
}
