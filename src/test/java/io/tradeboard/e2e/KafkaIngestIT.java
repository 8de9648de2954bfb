package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.Midnight;
import io.tradeboard.kafka.KafkaExtension;
import io.tradeboard.kafka.TopicProbe;
import io.tradeboard.run.ExitCode;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** Those of a deployment, of which none ends meanwhile: most commands look at today. */
    private static final TradingDays DAYS = new TradingDays(Midnight.farAway(), Duration.ofDays(1), Duration.ofDays(1));

    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    @AutoClose
    private final KafkaTopic topic;

    KafkaIngestIT(@TempDir Path directory) throws IOException, InterruptedException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
        topic = new KafkaTopic(KAFKA.broker(), 3, 20261127, DAYS);
        deployment.set("TRADEBOARD_ZONE", DAYS.zone().getId());
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
        try (KafkaTopic small = new KafkaTopic(KAFKA.broker(), 1, 7, DAYS)) {
            deployment.set("TRADEBOARD_TOPIC", small.name());
            Running daemon = start(GroupProtocol.CLASSIC, "a");
            small.send(1_000);
            awaitExact(small, DAYS);
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

    /** Trades of the day that is over keep coming, and those of the day before it. */
    @Test
    void aDayEndsWhileTheTopicIsBusyAndTheNextOneBegins() throws Exception {
        TradingDays days =
                new TradingDays(Midnight.in(Duration.ofSeconds(4)), Duration.ofSeconds(1), Duration.ofDays(1));
        LocalDate day = LocalDate.now(days.zone());
        Instant midnight = Instant.ofEpochMilli(days.endMillis(day));
        List<Instant> around = List.of(midnight.minusMillis(1), midnight, midnight.plusMillis(1));
        try (KafkaTopic busy = new KafkaTopic(KAFKA.broker(), 3, 11, days)) {
            deployment.set("TRADEBOARD_TOPIC", busy.name());
            deployment.set("TRADEBOARD_ZONE", days.zone().getId());
            deployment.set("TRADEBOARD_LATENESS", "1s");
            busy.send(around);
            Running daemon = start(GroupProtocol.CLASSIC, "a");
            CountDownLatch over = new CountDownLatch(1);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                do {
                    busy.send(20);
                    busy.send(around);
                } while (!isOver(over));
            });
            await().atMost(Running.PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> states(day).equals(Set.of("FINAL")) || sending.isDone());
            assertThat(states(day.plusDays(1))).containsExactly("LIVE");
            over.countDown();
            sending.join();

            awaitExact(busy, days);
            assertThat(states(day)).containsExactly("FINAL");
            for (LocalDate audited : List.of(day, day.plusDays(1))) {
                assertThat(deployment
                                .run("audit", "--day", audited.toString())
                                .expect(ExitCode.OK)
                                .out())
                        .contains(" EXACT: ", " 0 differences");
            }
            assertThat(busy.late()).isPositive();
            assertThat(daemon.terminate().expect(0).err())
                    .contains(String.format(Locale.ROOT, " (%,d late)", busy.late()));
        }
    }

    private static boolean isOver(CountDownLatch over) {
        try {
            return over.await(25, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The states of all boards of a day. */
    private Set<Object> states(LocalDate day) throws IOException, InterruptedException {
        Set<Object> states = new TreeSet<>();
        for (String board : deployment
                .run("show", "--all", "-o", "ndjson", "--day", day.toString())
                .out()
                .lines()
                .toList()) {
            states.add(Json.object(board).get("state"));
        }
        return states;
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
        awaitExact(topic, DAYS);
    }

    private void awaitExact(KafkaTopic sent, TradingDays days) throws IOException {
        Recount recount = Recount.of(sent.journal(), days.zone());
        await().atMost(Running.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(recount.differences(redis)).isEmpty());
    }
}
