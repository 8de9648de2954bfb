package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.buffer.Buffer;
import io.tradeboard.log.Summaries;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Backoff;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Worker;
import io.tradeboard.source.Source;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.trade.BoardId;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The ingest daemon: takes the log directory, replays what is not on the boards yet, then reads its source until that
 * ends or {@link #stop} is called.
 *
 * <p>{@link #run} does it all, once, and returns when nothing of the daemon is left running. {@link #stop} and {@link
 * #progress} may be called from any thread.
 */
public final class Daemon {
    private static final Duration LAST_FLUSH = Duration.ofSeconds(10);
    private static final long SEGMENT_BYTES = 256L << 20;

    private final IngestConfig config;
    private final RedisSettings redis;
    private final SourceOpener opener;
    private final String holder;
    private final Notices notices;
    private final Consumer<String> out;
    private final Clock clock;
    private final Counters counters = new Counters();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean exhausted;

    /**
     * Opens the source, once everything else is ready: the log is locked and replayed, and has told how far each source
     * was read and under which name the stream is read.
     */
    public interface SourceOpener {
        Source open(Map<String, String> positions, String consumer) throws IOException, InterruptedException;
    }

    /**
     * How a run went, or goes.
     *
     * @param accepted trades made durable
     * @param rejected lines refused
     * @param late trades accepted after their day
     * @param duplicates trades that came again
     * @param flushed trades that the boards have taken
     * @param refused trades that are in the log, and whose board cannot take them
     * @param exhausted whether the source came to its end
     */
    public record Progress(
            long accepted, long rejected, long late, long duplicates, long flushed, long refused, boolean exhausted) {
        /** Trades that are in the log and not on a board, because Redis was away. */
        public long unapplied() {
            return accepted - late - flushed - refused;
        }
    }

    /**
     * @param holder who takes the log directory, told to others who try
     * @param notices takes messages for the operator, from any thread
     */
    public Daemon(
            IngestConfig config,
            RedisSettings redis,
            SourceOpener opener,
            String holder,
            Consumer<String> notices,
            Clock clock) {
        this.config = config;
        this.redis = redis;
        this.opener = opener;
        this.holder = holder;
        this.out = notices;
        this.notices = new Notices(notices);
        this.clock = clock;
    }

    /** Asks for the end: read no more, sync, flush. */
    public void stop() {
        stop.countDown();
    }

    public Progress progress() {
        return new Progress(
                counters.accepted.get(),
                counters.rejected.get(),
                counters.late.get(),
                counters.duplicates.get(),
                counters.flushed.get(),
                counters.refused.get(),
                exhausted);
    }

    /**
     * Runs to the end.
     *
     * @throws io.tradeboard.wal.LogLockedException if another process has the log directory
     * @throws io.tradeboard.wal.LogCorruptException if the log is of a version that is not known here; other damage is told
     * @throws RedisUnavailableException if Redis is away at the start of a one-shot run, or the daemon is stopped while
     *     it waits for Redis at the start
     * @throws IOException if the log or the source fails
     */
    public Progress run() throws IOException, InterruptedException {
        try (LogDirectory directory = LogDirectory.open(config.logDirectory(), holder);
                RedisConnection connection = new RedisConnection(redis)) {
            Summaries summaries = new Summaries(directory, config.days(), notices);
            Recovery recovery = Recovery.of(directory, summaries, config.dedupeWindow(), notices);
            Applier applier = new Applier(new RedisBoards(connection, config.days()), notices);
            Buffer buffer =
                    new Buffer(config.bufferCapacity(), config.flushInterval(), config.bufferLimit(), System::nanoTime);
            try (LogWriter log = directory.startWriter(recovery.positions(), SEGMENT_BYTES)) {
                Pulse pulse = new Pulse(
                        new Heartbeats(connection),
                        log.id(),
                        recovery.consumer(),
                        directory,
                        buffer,
                        applier,
                        counters,
                        notices,
                        clock.instant(),
                        System::nanoTime);
                Map<String, Map<BoardId, Mark>> held = replayBeforeAnythingElse(
                        replay(directory, summaries, applier, pulse, () -> stop.getCount() == 0), log.id(), applier);
                try (Source source = opener.open(recovery.positions(), recovery.consumer());
                        Rejects rejects = new Rejects(config.rejects(), source.label(), out);
                        Sampler sampler = new Sampler(redis, config.days(), pulse::isHealing, notices, clock)) {
                    sampler.start();
                    BlockingQueue<Group> groups = new ArrayBlockingQueue<>(1);
                    Intake intake = new Intake(
                            source, config, rejects, groups, counters, notices, clock, System::nanoTime, stop);
                    LogStage syncer = new LogStage(
                            groups,
                            recovery.duplicates(),
                            log,
                            config.sync(),
                            summaries,
                            buffer,
                            source,
                            config.days(),
                            counters,
                            notices,
                            stop,
                            System::nanoTime);
                    Flusher flusher = new Flusher(
                            buffer,
                            applier,
                            replay(directory, summaries, applier, pulse, () -> false),
                            pulse,
                            new Pruner(directory, summaries, config.days(), log, config.logRetention(), notices),
                            log.id(),
                            counters,
                            notices,
                            config.days(),
                            held);
                    pump(intake, syncer, flusher, groups, buffer);
                    exhausted = intake.isExhausted();
                    return progress();
                }
            }
        }
    }

    private Replay replay(
            LogDirectory directory, Summaries summaries, Applier applier, Pulse pulse, BooleanSupplier cancelled) {
        return new Replay(
                directory, summaries, applier, config.days(), config.bufferLimit(), notices, pulse, cancelled);
    }

    private Map<String, Map<BoardId, Mark>> replayBeforeAnythingElse(Replay replay, String live, Applier applier)
            throws IOException, InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                applier.boards().timeMillis();
                Map<String, Map<BoardId, Mark>> held = replay.run(live, 0);
                RedisOutage.back(notices);
                if (stop.getCount() == 0) {
                    notices.say("stopped during the replay of the log; the next start takes it up again");
                }
                return held;
            } catch (RedisUnavailableException e) {
                if (config.oneShot()) {
                    throw e;
                }
                RedisOutage.away(notices, e);
                if (stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    /** Runs the three threads until each has passed on the last of what the one before it gave. */
    private void pump(Intake intake, LogStage syncer, Flusher flusher, BlockingQueue<Group> groups, Buffer buffer)
            throws IOException, InterruptedException {
        Worker reading = new Worker("tradeboard-intake", intake::run, () -> {
            stop.countDown();
            groups.put(Intake.END);
        });
        Worker syncing = new Worker("tradeboard-sync", syncer::run, () -> {
            stop.countDown();
            discard(groups, syncer);
        });
        Worker flushing = new Worker("tradeboard-flush", flusher::run, stop::countDown);
        List<Worker> stages = List.of(reading, syncing, flushing);
        stages.forEach(Worker::start);
        reading.join();
        syncing.join();
        buffer.close();
        if (!flushing.join(LAST_FLUSH)) {
            // Ends the waiting for Redis, if that is what takes so long; a flush under way is let finish.
            flusher.abandon();
            flushing.join();
        }
        for (Worker stage : stages) {
            stage.rethrow();
        }
    }

    /** Lets the intake come to its end though nobody writes its groups any more; none of them was acknowledged. */
    private static void discard(BlockingQueue<Group> groups, LogStage syncer) throws InterruptedException {
        boolean ended = syncer.hasTakenAll();
        while (!ended) {
            ended = groups.take() == Intake.END;
        }
    }
}
