package io.tradeboard.ingest;

import io.tradeboard.board.RedisBoards;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.run.Worker;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.RedisHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ingest daemon for a Kafka topic. Each partition is a log that can be read again, so there is none of ours: what is on the
 * boards is where their marks say, and the offsets that the group commits only save reading.
 *
 * <p>{@link #run} does it all, once, on the thread that polls. {@link #progress} and {@link #condition} may be called from any
 * thread.
 */
public final class KafkaDaemon {
    /** What the operator calls the source. */
    private static final String SOURCE = "kafka";

    private final IngestConfig config;
    private final KafkaIngestConfig kafka;
    private final RedisSettings redis;
    private final Runtime runtime;
    private long left;
    private volatile @Nullable Refusals refusals;
    private volatile @Nullable PartitionPipeline pipeline;

    /** @param config of which no log is used, only its directory, for rejected trades and results */
    public KafkaDaemon(IngestConfig config, KafkaIngestConfig kafka, RedisSettings redis, Runtime runtime) {
        this.config = config;
        this.kafka = kafka;
        this.redis = redis;
        this.runtime = runtime;
    }

    /** Asks for the end: read no more, flush, commit. */
    public void stop() {
        runtime.stop().request();
    }

    public Daemon.Progress progress() {
        return new Daemon.Progress(
                runtime.meters().get(Counter.ACCEPTED),
                runtime.meters().get(Counter.REJECTED),
                runtime.meters().get(Counter.LATE),
                runtime.meters().get(Counter.DUPLICATES),
                runtime.meters().get(Counter.APPLIED),
                runtime.meters().get(Gauge.REFUSED_TRADES),
                false);
    }

    /** How many trades were read and are not on the boards, once it has ended; they are read again. */
    public long left() {
        return left;
    }

    /** How the daemon is. Any thread. */
    public Condition condition() {
        Refusals known = refusals;
        DaemonState state = runtime.meters().get(Local.HEALING) > 0 ? DaemonState.HEALING : DaemonState.RUNNING;
        PartitionPipeline running = pipeline;
        Condition now = new Condition(
                state, "", known == null ? List.of() : known.list(), running == null ? null : running.report());
        return HeartbeatLoop.withClocks(now, runtime.meters());
    }

    /** By which rules records are judged. */
    public PartitionJudge.Rules rules() {
        return new PartitionJudge.Rules(config.symbols(), config.days(), kafka.window());
    }

    /** The partitions that are read here, as the writers of marks. Any thread. */
    public Set<String> partitions() {
        PartitionPipeline now = pipeline;
        return now == null ? Set.of() : now.writers();
    }

    /**
     * Runs until the stop is requested.
     *
     * @param ready run when the daemon is about to join the group
     * @throws io.tradeboard.kafka.KafkaFailure if Kafka refuses, or another process is the same member
     */
    public Daemon.Progress run(Worker.Body ready) throws IOException, InterruptedException {
        // For rejected trades and results; there is no log in it.
        Path directory = Files.createDirectories(config.logging().directory());
        String writer = UUID.randomUUID().toString().replace("-", "");
        Instant since = runtime.clock().instant();
        try (RedisConnection connection = new RedisConnection(redis);
                TopicReader reader =
                        new TopicReader(kafka.settings(), kafka.membership().topic());
                Rejects file = new Rejects(config.logging().rejects(), SOURCE, runtime.notices());
                Sampler sampler = new Sampler(redis, config.days(), config.samplingStep(), runtime);
                ResultLoop results = new ResultLoop(redis, config, directory, runtime)) {
            warn(connection);
            PartitionPipeline running = pipeline(connection, reader, file);
            pipeline = running;
            try (HeartbeatLoop heartbeat = new HeartbeatLoop(
                    redis,
                    () -> id(writer, since, running.writers()),
                    this::condition,
                    connected -> running.lag(),
                    runtime)) {
                heartbeat.start();
                sampler.start();
                results.start();
                ready.run();
                left = running.run();
            }
            return progress();
        }
    }

    /** Says what about Redis may cost data. Where Redis is away, the workers report that, and wait for it. */
    private void warn(RedisConnection connection) {
        try {
            RedisHealth.inspect(connection).warnings().forEach(runtime.notices()::warnOnce);
        } catch (RedisUnavailableException e) {
            runtime.notices().say(e.sentence() + "; its settings are not checked");
        }
    }

    private PartitionPipeline pipeline(RedisConnection connection, TopicReader reader, Rejects file) {
        RedisMarks stored = new RedisMarks(connection);
        Refusals boards = new Refusals(stored, config.days(), runtime);
        refusals = boards;
        Sharding sharding = new Sharding(new ShardIndex(connection), config.shards(), config.days(), runtime.notices());
        Applier applier = new Applier(
                new RedisBoards(connection, config.days(), rules().text()),
                stored,
                boards,
                sharding,
                config.days(),
                Step.Observer.NONE);
        PartitionJudge.Rules rules = rules();
        Stop abandon = new Stop();
        PartitionReplay replay = new PartitionReplay(kafka, rules, reader, applier, runtime, () -> {
            runtime.work().begin(PartitionWorker.WORK);
            return abandon.isRequested();
        });
        PartitionFlusher flusher = new PartitionFlusher(
                kafka, config.days(), new PartitionFlusher.Ends(applier, stored, reader), replay, runtime);
        KafkaRejects rejects = new KafkaRejects(kafka, file, runtime.notices());
        return new PartitionPipeline(
                config.buffering(),
                kafka,
                rules,
                new PartitionPipeline.Ends(flusher, rejects, abandon, sharding::spread),
                runtime);
    }

    private DaemonId id(String writer, Instant since, Set<String> partitions) {
        String instance = kafka.membership().instance();
        String log = instance == null ? "" : "kafka " + kafka.membership().group() + " " + instance;
        Set<String> writers = new TreeSet<>(partitions);
        writers.add(writer);
        return DaemonId.ofThisProcess(writer, log, since, writers);
    }
}
