package io.tradeboard.ingest;

import io.tradeboard.board.RedisBoards;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.log.FileLog;
import io.tradeboard.log.Summaries;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Backoff;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import io.tradeboard.source.Source;
import io.tradeboard.source.StreamGroup;
import io.tradeboard.source.StreamLog;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.trade.Symbols;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogFullException;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ingest daemon: takes the log directory, replays what is not on the boards yet, then runs a pipeline from its source
 * until that ends or the stop is requested.
 *
 * <p>{@link #run} does it all, once, and returns when nothing of the daemon is left running. {@link #progress} may be
 * called from any thread.
 */
public final class Daemon {
    private static final long SEGMENT_BYTES = 256L << 20;

    /** The file in which a log directory keeps as whom it reads the stream. */
    private static final String STREAM = "stream";

    private static final Duration FULL_RETRY = Duration.ofMillis(500);
    private static final Duration GONE_RETRY = Duration.ofMillis(100);

    private volatile IngestConfig config;
    private final RedisSettings redis;
    private final SourceOpener opener;
    private final String holder;
    private final Runtime runtime;
    private final Step.Observer steps;
    private volatile boolean exhausted;
    private volatile @Nullable DaemonCondition condition;
    private @Nullable Pipeline pipeline;

    /**
     * Opens the source, once everything else is ready: the log is locked and replayed, and it is known how far each source
     * was read.
     */
    public interface SourceOpener {
        Source open(StreamLog log, Runtime runtime) throws IOException, InterruptedException;
    }

    /**
     * How a run went, or goes.
     *
     * @param accepted trades made durable
     * @param rejected lines refused
     * @param late trades accepted after their day
     * @param duplicates trades that were dropped, as they came before
     * @param applied trades that the boards have taken
     * @param refused trades that are in the log, and whose board cannot take them
     * @param exhausted whether the source came to its end
     */
    public record Progress(
            long accepted, long rejected, long late, long duplicates, long applied, long refused, boolean exhausted) {
        /** Trades that are in the log and not on a board, because Redis was away. */
        public long unapplied() {
            return accepted - late - applied - refused;
        }
    }

    /** @param holder who takes the log directory, shown to others who try */
    public Daemon(IngestConfig config, RedisSettings redis, SourceOpener opener, String holder, Runtime runtime) {
        this(config, redis, opener, holder, runtime, Step.Observer.NONE);
    }

    Daemon(
            IngestConfig config,
            RedisSettings redis,
            SourceOpener opener,
            String holder,
            Runtime runtime,
            Step.Observer steps) {
        this.config = config;
        this.redis = redis;
        this.opener = opener;
        this.holder = holder;
        this.runtime = runtime;
        this.steps = steps;
        // Until the log has been read, nobody knows what the boards lack.
        runtime.meters().set(Local.HEALING, 1);
    }

    /** Asks for the end: read no more, sync, flush. */
    public void stop() {
        runtime.stop().request();
    }

    public Progress progress() {
        Meters meters = runtime.meters();
        return new Progress(
                meters.get(Counter.ACCEPTED),
                meters.get(Counter.REJECTED),
                meters.get(Counter.LATE),
                meters.get(Counter.DUPLICATES),
                meters.get(Counter.APPLIED),
                meters.get(Gauge.REFUSED_TRADES),
                exhausted);
    }

    /**
     * How the daemon is, with its gauges brought up to date; null while it has not taken its log. May be called from any
     * thread.
     */
    public @Nullable Condition condition() {
        DaemonCondition known = condition;
        if (known != null) {
            return HeartbeatLoop.withClocks(known.get(), runtime.meters());
        }
        return DiskSpace.isFull(runtime) ? Condition.RUNNING.with(DaemonState.DISK_FULL, "") : null;
    }

    /**
     * Reads by other symbols from the next batch on. What was accepted keeps its decimals, which are in the log with it. Any
     * thread.
     *
     * @throws io.tradeboard.run.UsageException if a board that is open holds other decimals; then nothing is changed
     * @throws RedisUnavailableException if decimals change and Redis, which knows those of the boards, cannot be reached
     */
    public synchronized void change(Symbols changed) {
        if (!changed.keepsAll(config.symbols())) {
            try (RedisConnection connection = new RedisConnection(redis)) {
                HeldScales.check(connection, config.days(), runtime.clock().millis(), config.symbols(), changed);
            }
        }
        if (pipeline != null) {
            pipeline.change(changed);
        }
        config = config.with(changed);
    }

    /** Makes the pipeline, by the symbols that there are then. */
    private synchronized Pipeline started(Function<IngestConfig, Pipeline> make) {
        Pipeline made = make.apply(config);
        pipeline = made;
        return made;
    }

    /**
     * Runs to the end.
     *
     * @throws io.tradeboard.wal.LogLockedException if another process has the log directory
     * @throws io.tradeboard.wal.LogCorruptException if the log is of a version that is not known here; other damage is
     *     reported
     * @throws RedisUnavailableException if Redis is away at the start of a one-shot run, or the stop is requested while
     *     the daemon waits for Redis at the start
     * @throws FencedException if somebody else moves the marks of this daemon's writer
     * @throws IOException if the log or the source fails
     */
    public Progress run() throws IOException, InterruptedException {
        try (LogDirectory directory =
                        opened(() -> LogDirectory.open(config.logging().directory(), holder));
                RedisConnection connection = new RedisConnection(redis)) {
            Summaries summaries = new Summaries(directory, runtime.notices());
            Recovery recovery = opened(() -> recovered(directory, summaries));
            RedisMarks stored = new RedisMarks(connection);
            Refusals refusals = new Refusals(stored, config.days(), runtime);
            Sharding sharding =
                    new Sharding(new ShardIndex(connection), config.shards(), config.days(), runtime.notices());
            Applier applier = new Applier(
                    new RedisBoards(connection, config.days()), stored, refusals, sharding, config.days(), steps);
            Marks marks = new Marks();
            DaemonCondition current = new DaemonCondition(directory, refusals, runtime);
            condition = current;
            try (LogWriter log = directory.startWriter(recovery.positions(), SEGMENT_BYTES)) {
                Replay replay = new Replay(
                        () -> FileLog.of(directory, summaries, log.id()),
                        applier,
                        config.buffering().limit(),
                        runtime);
                DaemonId id = DaemonId.ofThisProcess(
                        log.id(), recovery.logName(), runtime.clock().instant(), writers(recovery, log));
                try (HeartbeatLoop heartbeat = new HeartbeatLoop(redis, id, current, this::unread, runtime)) {
                    // Who cannot reach Redis, or is not let in, need not be heard.
                    attempted(() -> measured(applier));
                    attempted(() -> warned(connection));
                    // A new log has nothing to heal with.
                    runtime.meters().set(Local.HEALING, recovery.writers().isEmpty() ? 0 : 1);
                    heartbeat.start();
                    if (!attempted(() -> replayed(replay, marks))) {
                        return progress();
                    }
                    runtime.meters().set(Local.HEALING, 0);
                    Pruner pruner = new Pruner(
                            directory,
                            summaries,
                            config.days(),
                            log,
                            config.logging().retention(),
                            runtime);
                    Upkeep upkeep = new Upkeep(marks, applier, config.days(), pruner, runtime);
                    attempted(() -> begun(upkeep, applier));
                    try (Source source = opened(streamLog(directory, log, recovery), heartbeat);
                            Rejects rejects =
                                    new Rejects(config.logging().rejects(), source.label(), runtime.notices());
                            Sampler sampler = new Sampler(redis, config.days(), config.samplingStep(), runtime);
                            ResultLoop results = new ResultLoop(redis, config, directory.path(), runtime)) {
                        Pipeline running = started(latest -> new Pipeline(
                                latest,
                                new Pipeline.Ends(source, rejects),
                                new LogStage.PipelineLog(
                                        log,
                                        latest.logging().sync(),
                                        recovery.duplicates(),
                                        summaries,
                                        sharding.spread()),
                                buffer -> new Flusher(log.id(), buffer, applier, replay, upkeep, runtime),
                                runtime,
                                steps));
                        current.of(running);
                        sampler.start();
                        results.start();
                        running.run();
                        exhausted = running.isExhausted();
                        return progress();
                    }
                }
            }
        }
    }

    /** Trades of the stream that nobody has read; -1 where it is not the stream that is read. */
    private long unread(RedisConnection connected) {
        return config.oneShot() ? -1 : new StreamGroup(connected).unread();
    }

    private static StreamLog streamLog(LogDirectory directory, LogWriter log, Recovery recovery) {
        return new StreamLog(log.id(), writers(recovery, log), recovery.positions(), new StreamLog.Memory() {
            @Override
            public String place() throws IOException {
                return Long.toString(directory.inode());
            }

            @Override
            public @Nullable String recall() throws IOException {
                return directory.recall(STREAM);
            }

            @Override
            public void remember(String text) throws IOException {
                directory.remember(STREAM, text);
            }
        });
    }

    /** Every incarnation of the log that there is something of, and the one that begins. */
    private static Set<String> writers(Recovery recovery, LogWriter log) {
        Set<String> writers = new HashSet<>(recovery.writers());
        writers.add(log.id());
        return writers;
    }

    /** Opens the source. A daemon that cannot, as when another one reads the stream, was never one to be heard of. */
    private Source opened(StreamLog log, HeartbeatLoop heartbeat) throws IOException, InterruptedException {
        try {
            return opener.open(log, runtime);
        } catch (IOException | InterruptedException | RuntimeException e) {
            heartbeat.withdraw();
            throw e;
        }
    }

    /** What may find the disk of the log full. */
    private interface Opening<T> {
        T open() throws IOException, InterruptedException;
    }

    /** Opens; where the disk of the log is full, when there is space. */
    private <T> T opened(Opening<T> opening) throws IOException, InterruptedException {
        while (true) {
            try {
                T opened = opening.open();
                DiskSpace.back(runtime);
                return opened;
            } catch (IOException e) {
                if (!LogFullException.isNoSpace(e)) {
                    throw e;
                }
                DiskSpace.full(runtime, e);
                if (runtime.stop().await(FULL_RETRY)) {
                    throw e;
                }
            }
        }
    }

    /** Reads what the log knows; where a segment is being restored, once it is there. */
    private Recovery recovered(LogDirectory directory, Summaries summaries) throws IOException, InterruptedException {
        while (true) {
            try {
                Recovery recovery =
                        Recovery.of(directory, summaries, config.logging().dedupeWindow(), runtime);
                Replay.reportNotGone(runtime.notices());
                return recovery;
            } catch (NoSuchFileException e) {
                if (!Files.isDirectory(directory.path())) {
                    throw e;
                }
                Replay.reportGone(e, runtime.notices());
                if (runtime.stop().await(GONE_RETRY)) {
                    throw e;
                }
            }
        }
    }

    /** What needs Redis before anything is read. */
    private interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Does it; a daemon, unlike a one-shot run, tries again until Redis is there. */
    private <T> T attempted(Attempt<T> attempt) throws IOException, InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                T result = attempt.run();
                RedisOutage.back(runtime);
                return result;
            } catch (RedisUnavailableException e) {
                if (config.oneShot()) {
                    throw e;
                }
                RedisOutage.away(runtime, e);
                if (runtime.stop().await(backoff.next())) {
                    throw e;
                }
            }
        }
    }

    private boolean measured(Applier applier) {
        new ClockGuard(runtime).measured(applier.timeMillis());
        return true;
    }

    private static boolean begun(Upkeep upkeep, Applier applier) {
        upkeep.begin(applier.timeMillis());
        return true;
    }

    /** Says what about Redis may cost data, before it does. */
    private boolean warned(RedisConnection connection) {
        RedisHealth.inspect(connection).warnings().forEach(runtime.notices()::warnOnce);
        return true;
    }

    /** Replays; returns whether that came to its end, which it does not where the stop was requested. */
    private boolean replayed(Replay replay, Marks marks) throws IOException, InterruptedException {
        Backoff backoff = new Backoff();
        while (!replay.run("", 0, marks, runtime.stop()::isRequested)) {
            if (runtime.stop().await(backoff.next())) {
                runtime.notices().say("stopped while replaying the log; the next start resumes it");
                return false;
            }
        }
        return true;
    }
}
