package io.tradeboard.cli;

import io.tradeboard.audit.AuditLoop;
import io.tradeboard.ingest.Daemon;
import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.ingest.KafkaDaemon;
import io.tradeboard.ingest.KafkaIngestConfig;
import io.tradeboard.ingest.TopicCheck;
import io.tradeboard.kafka.KafkaFailure;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.kafka.Topics;
import io.tradeboard.log.PartitionLogs;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.UsageException;
import io.tradeboard.serve.Address;
import io.tradeboard.serve.DaemonView;
import io.tradeboard.serve.MetricsServer;
import io.tradeboard.text.Counts;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs the daemon that reads a Kafka topic, until it is stopped. */
final class KafkaIngest {
    private static final String AWAY = "kafka";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final AuditLoop.Rhythm AUDITS = new AuditLoop.Rhythm(Duration.ofSeconds(2), Duration.ofMinutes(10));

    private final Console console;
    private final CommandSpec spec;
    private final boolean quiet;

    KafkaIngest(Console console, CommandSpec spec, boolean quiet) {
        this.console = console;
        this.spec = spec;
        this.quiet = quiet;
    }

    /** @param metrics where Prometheus is served; null for nowhere */
    int run(IngestConfig config, KafkaIngestConfig kafka, RedisSettings redis, @Nullable Address metrics)
            throws IOException, InterruptedException {
        Runtime runtime = new Runtime(console.clock(), console.notices(quiet));
        KafkaDaemon daemon = new KafkaDaemon(config, kafka, redis, runtime);
        Signals.onFirst(code -> daemon.stop());
        // Symbols are among the rules by which a partition is judged, and read again, whoever does it.
        Reload.onHangUp(console, spec, runtime.notices(), null);
        int partitions = awaited(config, kafka, runtime);
        long startNanos = System.nanoTime();
        Daemon.Progress end;
        try (TopicReader reader =
                        new TopicReader(kafka.settings(), kafka.membership().topic());
                AuditLoop audit = new AuditLoop(
                        new PartitionLogs(reader, daemon.rules(), daemon::partitions, runtime.stop()::isRequested),
                        redis,
                        config.days(),
                        AUDITS,
                        config.buffering().flushInterval(),
                        runtime);
                MetricsServer exported = metrics == null
                        ? null
                        : MetricsServer.ofDaemon(
                                metrics, new DaemonView(runtime, daemon::condition, audit::latest), Version.served());
                ServiceManager manager = new ServiceManager(console, runtime.notices(), runtime.work())) {
            if (exported != null) {
                runtime.notices().say("metrics are at " + exported.url());
            }
            audit.start();
            end = daemon.run(() -> {
                runtime.notices()
                        .say("reading topic " + kafka.membership().topic() + " with "
                                + Counts.of(partitions, "partition") + " of Kafka at "
                                + kafka.settings().bootstrap() + " as group "
                                + kafka.membership().group());
                manager.ready();
            });
        }
        return ended(end, daemon.left(), (System.nanoTime() - startNanos) / 1e9);
    }

    /** Checks the topics once Kafka can be reached: a daemon waits for that, as it does for Redis. */
    private static int awaited(IngestConfig config, KafkaIngestConfig kafka, Runtime runtime)
            throws InterruptedException {
        while (true) {
            try {
                int partitions = checked(config, kafka, runtime.notices());
                runtime.notices().end(AWAY, "Kafka is there");
                return partitions;
            } catch (KafkaFailure e) {
                if (!e.isUnreachable()) {
                    throw e;
                }
                runtime.notices().begin(AWAY, e.sentence() + "; retrying until it is there");
                if (runtime.stop().await(RETRY)) {
                    throw e;
                }
            }
        }
    }

    /** Checks that the topics exist, and how they are kept; returns how many partitions there are. */
    private static int checked(IngestConfig config, KafkaIngestConfig kafka, Notices notices)
            throws InterruptedException {
        String topic = kafka.membership().topic();
        try (Topics topics = new Topics(kafka.settings())) {
            int partitions = existing(topics, kafka, topic);
            if (kafka.deadLetter() != null) {
                existing(topics, kafka, kafka.deadLetter());
            }
            try {
                topics.layout(topic)
                        .ifPresent(layout -> TopicCheck.warnings(topic, layout, config.days())
                                .forEach(notices::warn));
            } catch (KafkaFailure e) {
                if (!e.isDenied()) {
                    throw e;
                }
                notices.warn("how topic " + topic + " is kept is not checked: " + e.sentence());
            }
            return partitions;
        }
    }

    private static int existing(Topics topics, KafkaIngestConfig kafka, String topic) throws InterruptedException {
        return topics.partitions(topic)
                .orElseThrow(
                        () -> new UsageException("Kafka at " + kafka.settings().bootstrap() + " has no topic "
                                + topic + "; tradeboard produce --to kafka --topic " + topic
                                + " --create-topic PARTITIONS --count 0 creates it"));
    }

    private int ended(Daemon.Progress end, long left, double seconds) {
        if (!quiet) {
            console.line(IngestCommand.done(end, seconds));
        }
        if (left > 0) {
            console.warn(Counts.of(left, "trade is", "trades are")
                    + " not on the boards; they are in Kafka, and the next start reads them again");
            return ExitCode.REDIS_UNREACHABLE;
        }
        if (end.refused() > 0) {
            console.warn(Counts.of(end.refused(), "trade is", "trades are")
                    + " in Kafka, but their boards cannot take them; see tradeboard status");
            return ExitCode.STALE;
        }
        return ExitCode.OK;
    }
}
