package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.kafka.KafkaBroker;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.ExitCode;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A topic, and two daemons of one group that read it, under load: a static member and one without a name. In each cycle
 * trades are sent all the time, a fault strikes at a random moment, and in the end every trader on every board is compared
 * with the journal of the sender.
 */
final class KafkaTorture implements AutoCloseable {
    /** Beyond what sessions, transactions and a broker that starts make the daemons wait, one after the other. */
    private static final Duration SETTLES = Duration.ofMinutes(2);

    private static final String STATIC = "static";
    private static final List<String> NAMES = List.of(STATIC, "dynamic");
    private static final int PARTITIONS = 3;

    /** Those of a deployment, and of the recount by another client. */
    private static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ofDays(1), Duration.ofDays(1));

    private static final int WINDOW = 1_000;
    private static final int AT_ONCE = 50;
    private static final Duration PACE = Duration.ofMillis(25);
    private static final int SNAPSHOTS = 5;
    private static final Path RECOUNT = Path.of("src/test/kafka/recount.py").toAbsolutePath();

    private final Random random;
    private final KafkaBroker broker;
    private final GroupProtocol protocol;
    private final Deployment deployment;
    private final KillableRedis redis;
    private final RedisProbe probe;
    private final KafkaTopic topic;
    private final TreeMap<String, Running> daemons = new TreeMap<>();
    private final List<Path> snapshots = new ArrayList<>();
    private final Recount recount = new Recount();
    private int journalled;
    private int cycles;
    private @Nullable Load load;

    KafkaTorture(Path directory, KafkaBroker broker, GroupProtocol protocol, Random random)
            throws IOException, InterruptedException {
        this.random = random;
        this.broker = broker;
        this.protocol = protocol;
        deployment = new Deployment(Files.createDirectories(directory));
        redis = new KillableRedis(deployment.port(), deployment.file("redis"));
        probe = new RedisProbe(deployment);
        topic = new KafkaTopic(broker, PARTITIONS, random.nextLong(), DAYS);
        deployment.set("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap());
        deployment.set("TRADEBOARD_TOPIC", topic.name());
        deployment.set("TRADEBOARD_GROUP", topic.name());
        deployment.set("TRADEBOARD_DEDUPE_WINDOW", Integer.toString(WINDOW));
        if (random.nextBoolean()) {
            deployment.set("TRADEBOARD_BOARD_SHARDS", "BTC:6,SOL:2");
        }
        startDaemons();
    }

    /** Trades that are sent by a thread of its own until the fault is over. */
    private final class Load {
        private final CountDownLatch over = new CountDownLatch(1);
        private final CountDownLatch repeat = new CountDownLatch(1);
        private final AtomicInteger records = new AtomicInteger();
        private final CompletableFuture<Void> sent = CompletableFuture.runAsync(this::send);

        private void send() {
            boolean repeated = false;
            try {
                do {
                    topic.send(AT_ONCE);
                    if (!repeated && repeat.getCount() == 0) {
                        repeated = true;
                        topic.repeat();
                    }
                    records.addAndGet(AT_ONCE);
                } while (!over.await(PACE.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Sends trades, lets the fault strike, and fails unless all is exact afterwards. */
    void cycle(KafkaFault fault) throws Exception {
        cycles++;
        Load sending = new Load();
        load = sending;
        try {
            awaitRecords(random.nextInt(200, 1_000));
            takeSnapshot();
            awaitRecords(random.nextInt(200, 1_000));
            fault.strike(this);
            awaitRecords(random.nextInt(200, 1_000));
        } finally {
            sending.over.countDown();
            sending.sent.join();
        }
        List<String> journal = topic.journal();
        for (String line : journal.subList(journalled, journal.size())) {
            recount.add(line);
        }
        journalled = journal.size();
        awaitExact();
    }

    private void takeSnapshot() throws IOException {
        Path snapshot = deployment.file("snapshot-" + cycles);
        redis.copyTo(snapshot);
        snapshots.add(snapshot);
        if (snapshots.size() > SNAPSHOTS) {
            Files.delete(snapshots.remove(0));
        }
    }

    private void awaitExact() {
        await().alias("every trader on every board is exact")
                .atMost(SETTLES)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(RedisUnavailableException.class)
                .failFast(() -> assertThat(daemons)
                        .allSatisfy(
                                (name, daemon) -> assertThat(daemon.process().isAlive())
                                        .as("daemon %s runs, which printed%n%s", name, daemon.printed())
                                        .isTrue()))
                .untilAsserted(() -> assertThat(recount.differences(probe)).isEmpty());
    }

    Random random() {
        return random;
    }

    KillableRedis redis() {
        return redis;
    }

    KafkaBroker broker() {
        return broker;
    }

    KafkaTopic topic() {
        return topic;
    }

    Running daemon(String name) {
        return Objects.requireNonNull(daemons.get(name));
    }

    String anyName() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    String anyBoardKey() {
        await().until(() -> !redis.boardKeys().isEmpty());
        List<String> keys = redis.boardKeys();
        return keys.get(random.nextInt(keys.size()));
    }

    /** What Redis held at a moment of this cycle, or of one before. */
    Path anySnapshot() {
        return snapshots.get(random.nextInt(snapshots.size()));
    }

    /** Starts a daemon in place of the one of that name which is gone. */
    void startDaemon(String name) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "ingest",
                "kafka",
                "--kafka-config",
                protocol.settingsIn(deployment).toString(),
                "--timeout",
                "400ms",
                "--buffer-capacity",
                random.nextBoolean() ? "10" : "2000",
                "--flush-interval",
                random.nextBoolean() ? "20ms" : "500ms",
                "--buffer-limit",
                random.nextInt(3) == 0 ? "100" : "1000000"));
        if (name.equals(STATIC)) {
            options.addAll(List.of("--instance", name));
        }
        Running daemon = deployment.start(options.toArray(String[]::new));
        daemons.put(name, daemon);
        daemon.awaitMessage("reading topic ");
    }

    void startDaemons() throws IOException {
        for (String name : NAMES) {
            startDaemon(name);
        }
    }

    void killDaemons() throws IOException, InterruptedException {
        for (String name : NAMES) {
            daemon(name).kill();
        }
    }

    /** Expects a daemon no more that has ended. */
    void forget(String name) {
        daemons.remove(name);
    }

    /** Returns once so many more records are in the topic. */
    void awaitRecords(int more) {
        Load sending = Objects.requireNonNull(load);
        int goal = sending.records.get() + more;
        await().alias(more + " records are sent")
                .atMost(SETTLES)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sending.records.get() >= goal || sending.sent.isDone());
    }

    /** Has the latest trades sent again. */
    void repeatTrades() {
        Objects.requireNonNull(load).repeat.countDown();
        awaitRecords(2 * AT_ONCE);
    }

    /** Lets time pass while trades are sent. */
    void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /**
     * Ends the daemons, and compares once more: with what the program audits, and with what a client of another kind reads
     * from the topic.
     *
     * @param python a Python with confluent-kafka; null where there is none
     * @return what it printed
     */
    String end(@Nullable String python) throws IOException, InterruptedException {
        for (Running daemon : daemons.values()) {
            daemon.terminate().expect(0);
        }
        if (cycles == 0) {
            return "";
        }
        for (String day : List.of("today", "yesterday")) {
            deployment.run("audit", "--day", day).expect(ExitCode.OK);
        }
        if (python == null) {
            return "";
        }
        Path output = deployment.file("recount.out");
        Process process = new ProcessBuilder(
                        python,
                        RECOUNT.toString(),
                        broker.bootstrap(),
                        topic.name(),
                        Integer.toString(redis.port()),
                        Integer.toString(WINDOW))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(SETTLES.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as("%s", printed).isZero();
        return printed;
    }

    /** How many trades were meant to count. */
    int trades() {
        return journalled;
    }

    @Override
    public void close() {
        topic.close();
        probe.close();
        deployment.close();
        redis.close();
    }
}
