package io.tradeboard.ingest;

import io.tradeboard.buffer.Buffer;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Worker;
import io.tradeboard.source.Source;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The way of trades from one source over one log onto the boards: three stages, each a thread, that hand on groups and
 * batches. While one is busy the one before it gathers more, so both grow with the load by themselves. When one fails, or
 * its writer is fenced, this pipeline ends; what the log holds is applied by the next.
 */
final class Pipeline {
    private static final Duration LAST_FLUSH = Duration.ofSeconds(10);

    /** A heal resumes with the next run. */
    private static final Duration LAST_HEAL = Duration.ofMillis(1_500);

    private final Runtime runtime;
    private final BlockingQueue<Group> groups = new ArrayBlockingQueue<>(1);
    private final Buffer buffer;
    private final Source source;
    private final Decoders decoders;
    private final Intake intake;
    private final LogStage logStage;
    private final Flusher flusher;

    /** Makes the flush stage, once there is a buffer. */
    interface FlusherOf {
        Flusher make(Buffer buffer);
    }

    Pipeline(
            IngestConfig config,
            Ends ends,
            LogStage.PipelineLog log,
            FlusherOf flusher,
            Runtime runtime,
            Step.Observer steps) {
        this.runtime = runtime;
        this.buffer = new Buffer(
                config.buffering().capacity(),
                config.buffering().flushInterval(),
                config.buffering().limit(),
                runtime.ticker());
        this.source = ends.source();
        ColumnPool columns = new ColumnPool();
        this.decoders =
                new Decoders(config.decoders(), config.symbols(), log.writer().key(), columns);
        this.intake = new Intake(ends, config, decoders, groups, runtime, steps);
        this.logStage = new LogStage(groups, columns, log, buffer, ends.source(), runtime, steps);
        this.flusher = flusher.make(buffer);
    }

    /** Where trades come from, and where those go that are none. */
    record Ends(Source source, Rejects rejects) {}

    /** Decides by other symbols what is read from now on, as {@link Intake#change} does. Any thread. */
    void change(Symbols changed) {
        intake.change(changed);
    }

    /** Whether the source came to its end. */
    boolean isExhausted() {
        return intake.isExhausted();
    }

    /** Whether trades are read; else the source stands by until it may. Any thread. */
    boolean isReading() {
        return source.isReading();
    }

    /** Brings the gauges of what waits up to date. Any thread. */
    void measure() {
        runtime.meters().set(Gauge.BUFFERED_TRADES, buffer.trades());
        runtime.meters().set(Gauge.FLUSH_DELAY_MILLIS, buffer.oldestAge().toMillis());
        runtime.meters().set(Gauge.UNAPPLIED_BYTES, buffer.unappliedBytes());
    }

    /** Runs until each stage has passed on the last of what the one before it gave. */
    void run() throws IOException, InterruptedException {
        Worker reading = new Worker("tradeboard-intake", intake::run, () -> {
            runtime.stop().request();
            groups.put(Intake.END);
        });
        Worker logging = new Worker("tradeboard-log", logStage::run, () -> {
            runtime.stop().request();
            discard();
        });
        Worker flushing = new Worker("tradeboard-flush", flusher::run, runtime.stop()::request);
        List<Worker> workers = List.of(reading, logging, flushing);
        workers.forEach(Worker::start);
        reading.join();
        decoders.close();
        logging.join();
        if (logStage.hasPassedAll()) {
            flusher.finish();
        }
        buffer.close();
        boolean asked = runtime.stop().isRequested() && !intake.isExhausted();
        boolean ended = flushing.join(LAST_HEAL)
                || (!(asked && flusher.isHealing()) && flushing.join(LAST_FLUSH.minus(LAST_HEAL)));
        if (!ended) {
            // Ends the waiting for Redis, or the healing, if that is what takes so long; a flush under way is let
            // finish.
            flusher.abandon();
            flushing.join();
        }
        for (Worker worker : workers) {
            worker.rethrow();
        }
    }

    /** Lets the intake come to its end though nobody writes its groups any more; none of them was acknowledged. */
    private void discard() throws InterruptedException {
        boolean ended = logStage.hasTakenAll();
        while (!ended) {
            ended = groups.take() == Intake.END;
        }
    }
}
