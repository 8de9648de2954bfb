package io.tradeboard.ingest;

import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonState;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a daemon is, for its heartbeat: the worst that keeps it from its work, with its gauges brought up to date. Thread-safe. */
final class DaemonCondition implements Supplier<Condition> {
    private final LogDirectory directory;
    private final Refusals refusals;
    private final Runtime runtime;
    private volatile @Nullable Pipeline pipeline;

    DaemonCondition(LogDirectory directory, Refusals refusals, Runtime runtime) {
        this.directory = directory;
        this.refusals = refusals;
        this.runtime = runtime;
    }

    /** From now on this pipeline is measured. */
    void of(Pipeline running) {
        pipeline = running;
    }

    @Override
    public Condition get() {
        Pipeline running = pipeline;
        if (running != null) {
            running.measure();
        }
        try {
            runtime.meters().set(Gauge.LOG_BYTES, directory.bytes());
        } catch (IOException e) {
            // A segment was pruned meanwhile: the next heartbeat knows.
            runtime.meters().unset(Gauge.LOG_BYTES);
        }
        DaemonState state = state();
        String reason = state == DaemonState.CLOCKS_DIFFER ? "trades are ahead of the clock of this machine" : "";
        return new Condition(state, reason, refusals.list());
    }

    private DaemonState state() {
        if (DiskSpace.isFull(runtime)) {
            return DaemonState.DISK_FULL;
        }
        if (runtime.meters().get(Local.CLOCK_BEHIND) > 0) {
            return DaemonState.CLOCKS_DIFFER;
        }
        if (runtime.meters().get(Local.HEALING) > 0) {
            return DaemonState.HEALING;
        }
        Pipeline running = pipeline;
        return running == null || running.isReading() ? DaemonState.RUNNING : DaemonState.STANDBY;
    }
}
