package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.kafka.KafkaExtension;
import io.tradeboard.kafka.TopicProbe;
import io.tradeboard.run.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Daemons that read a topic, as processes: whatever happens to them, to Redis and to the topic, each trade counts once. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = KafkaExtension.BROKER, mode = ResourceAccessMode.READ)
class KafkaIngestIT {
    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    @AutoClose
    private final KafkaTopic topic;

    KafkaIngestIT(@TempDir Path directory) throws IOException, InterruptedException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
        topic = new KafkaTopic(KAFKA, 3, 20261127);
        deployment.set("KAFKA_BOOTSTRAP_SERVERS", KAFKA.settings().bootstrap());
        deployment.set("TRADEBOARD_TOPIC", topic.name());
        deployment.set("TRADEBOARD_GROUP", topic.name());
        deployment.set("TRADEBOARD_DEDUPE_WINDOW", "1000");
    }

    @ParameterizedTest
    @EnumSource
    void killedDaemonsAndAnEmptiedRedisCountEachTradeOnce(GroupProtocol protocol) throws Exception {
        Running daemon = start(protocol, "a");
        topic.send(2_000);
        awaitExact();
        topic.send(2_000);
        daemon.kill();
        topic.send(500);
        daemon = start(protocol, "a");
        awaitExact();

        redis.flushAll();
        topic.send(100);
        awaitExact();

        daemon.kill();
        redis.flushAll();
        daemon = start(protocol, "a");
        awaitExact();

        topic.send(500);
        awaitExact();
        assertThat(daemon.terminate().expect(0).err()).containsPattern("done: [0-9,]+ accepted");
        redis.delete("BTC");
        start(protocol, "a");
        awaitExact();
        assertThat(Files.readString(deployment.rejects())).contains("\"position\":\"" + topic.name() + "-");
        assertThat(deployment.run("audit").expect(ExitCode.OK).out()).contains(" EXACT: ", " 0 differences");
    }

    @Test
    void theAuditReadsThePartitionsAndTheStatusSaysWhoDoes() throws Exception {
        Running daemon = start(GroupProtocol.CLASSIC, "a");
        topic.send(1_000);
        awaitExact();
        await().atMost(Running.PATIENCE)
                .until(() -> deployment.run("show").out().contains(", EXACT "));
        assertThat(deployment.run("status").expect(ExitCode.OK).out())
                .contains("reads 3 partitions of 3 of topic " + topic.name());

        redis.add("BTC", "trader-1", 1);
        assertThat(deployment.run("audit", "BTC").expect(ExitCode.DIFFERS).out())
                .contains("trader-1");
        redis.add("BTC", "trader-1", -1);
        assertThat(deployment
                        .run("audit", "--dedupe-window", "999")
                        .expect(ExitCode.STALE)
                        .out())
                .contains("it was counted with dedupe-window 1000, ");

        daemon.terminate().expect(0);
        assertThat(deployment.run("status").expect(ExitCode.STALE).out())
                .contains("start one: tradeboard ingest kafka", "nobody reads partitions 0, 1, 2 of topic ");
    }

    @ParameterizedTest
    @EnumSource
    void aPausedMemberAndItsHeirCountEachTradeOnce(GroupProtocol protocol) throws Exception {
        List<Running> daemons = List.of(start(protocol, "a"), start(protocol, "b"));
        topic.send(1_000);
        awaitExact();
        for (Running zombie : daemons) {
            topic.send(500);
            zombie.signal("STOP");
            topic.send(1_500);
            // The session has ended, and the other has all partitions.
            awaitExact();
            topic.send(200);
            zombie.signal("CONT");
            topic.send(500);
            awaitExact();
        }
        for (Running daemon : daemons) {
            daemon.terminate().expect(0);
        }
    }

    @Test
    void aTopicThatIsCreatedAnewIsAnotherLog() throws Exception {
        Running daemon = start(GroupProtocol.CLASSIC, "a");
        topic.send(1_000);
        awaitExact();
        topic.recreate(3);
        topic.send(3_000);
        awaitExact();
        daemon.terminate().expect(0);
    }

    @Test
    void whatIsGoneFromTheTopicIsReportedAndItsBoardsAreUnverified() throws Exception {
        try (KafkaTopic small = new KafkaTopic(KAFKA, 1, 7)) {
            deployment.set("TRADEBOARD_TOPIC", small.name());
            Running daemon = start(GroupProtocol.CLASSIC, "a");
            small.send(1_000);
            awaitExact(small.journal());
            daemon.terminate().expect(0);
            small.send(1_000);
            small.deleteAllBut(200);
            daemon = start(GroupProtocol.CLASSIC, "a");
            daemon.awaitMessage(small.name() + "-0: records 1000 to 1799 are gone");
            small.send(10);
            await().atMost(Running.PATIENCE)
                    .until(() -> deployment.run("show").out().contains("UNVERIFIED"));
            assertThat(redis.counted()).isBetween(1_000L, (long) small.journal().size() - 500);
        }
    }

    @Test
    void abortedTransactionsDoNotCountAndAnOpenOneIsReported() throws Exception {
        Running daemon = start(GroupProtocol.CLASSIC, "a");
        topic.send(200);
        try (KafkaTopic.Transaction committed = topic.new Transaction(50);
                KafkaTopic.Transaction aborted = topic.new Transaction(50)) {
            committed.commit();
            aborted.abort();
            awaitExact();
        }
        try (KafkaTopic.Transaction open = topic.new Transaction(50)) {
            topic.send(100);
            daemon.awaitMessage("for a transaction that a producer left open");
            await().atMost(Running.PATIENCE)
                    .until(() -> deployment.run("status").out().contains("waiting for an open transaction"));
            assertThat(redis.counted()).isLessThan(topic.journal().size());
            open.commit();
        }
        awaitExact();
        daemon.terminate().expect(0);
    }

    @Test
    void rejectedTradesAreCopiedToTheDeadLetterTopic() throws Exception {
        String dead = KAFKA.createTopic(1);
        Running daemon = start(GroupProtocol.CLASSIC, "a", "--dead-letter", dead);
        topic.send(2_000);
        awaitExact();
        daemon.terminate().expect(0);

        assertThat(topic.rejected()).isPositive();
        assertThat(TopicProbe.records(KAFKA.settings(), dead))
                .hasSize(topic.rejected())
                .allSatisfy(record -> {
                    assertThat(record.key()).matches(topic.name() + "-[012]@[0-9]+");
                    assertThat(record.value()).isEqualTo("{\"traderId\":\"nobody\"}");
                    assertThat(record.headers().lastHeader("tradeboard.reason").value())
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo("symbol is missing");
                });
    }

    @Test
    void oneNameIsOneProcess() throws Exception {
        Running first = start(GroupProtocol.CLASSIC, "a");
        topic.send(100);
        awaitExact();
        start(GroupProtocol.CLASSIC, "a");
        assertThat(first.join().expect(ExitCode.TAKEN).err())
                .contains("another process reads as instance a of group " + topic.name());
        topic.send(100);
        awaitExact();
    }

    @Test
    void aTopicThatDoesNotExistIsAnError() throws Exception {
        assertThat(deployment
                        .run("ingest", "kafka", "--topic", "nowhere")
                        .expect(ExitCode.USAGE)
                        .err())
                .endsWith(" ERROR Kafka at " + KAFKA.settings().bootstrap()
                        + " has no topic nowhere; tradeboard produce --to kafka --topic nowhere --create-topic PARTITIONS"
                        + " --count 0 creates it\n");
    }

    private Running start(GroupProtocol protocol, String instance, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "ingest",
                "kafka",
                "--instance",
                instance,
                "--kafka-config",
                protocol.settingsIn(deployment).toString()));
        arguments.addAll(List.of(more));
        Running daemon = deployment.start(arguments.toArray(String[]::new));
        daemon.awaitMessage("reading topic ");
        return daemon;
    }

    private void awaitExact() throws IOException {
        awaitExact(topic.journal());
    }

    private void awaitExact(List<String> journal) throws IOException {
        Recount recount = Recount.of(List.copyOf(journal));
        await().atMost(Running.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(recount.differences(redis)).isEmpty());
    }
}
