package io.tradeboard.cli;

import io.tradeboard.board.RedisMarks;
import io.tradeboard.produce.KafkaSink;
import io.tradeboard.produce.TradeSink;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Stop;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Through a Kafka topic of three partitions, by two daemons of one group, each a process of its own. One of them is killed
 * every 20 seconds, as by {@code kill -9}, and starts again, as does one that somebody else kills.
 */
final class DemoTopic implements DemoPath {
    private static final String TOPIC = "trades";
    private static final int PARTITIONS = 3;
    private static final List<String> NAMES = List.of("one", "two");
    private static final Duration KILL_EVERY = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FLUSHES = Duration.ofSeconds(5);

    /** What a shell says of a process that was killed. */
    private static final int KILLED = 128 + 9;

    private final TrialBroker broker;
    private final KafkaSink sink;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path directory;
    private final RedisConnection connection;
    private final Consumer<String> notice;
    private final Map<String, Child> daemons = new TreeMap<>();
    private final Stop stop = new Stop();

    /**
     * @param broker which is closed with this
     * @param environment of the daemons, see {@link #environment}
     * @param boards the symbols and the trading day
     * @param redis in which the boards are
     * @param directory for what the daemons write; it is there
     * @param notice takes what happens to the daemons, in a few words
     */
    DemoTopic(
            TrialBroker broker,
            Map<String, String> environment,
            BoardOptions boards,
            RedisSettings redis,
            Path directory,
            Consumer<String> notice)
            throws IOException, InterruptedException {
        this.broker = broker;
        this.connection = new RedisConnection(redis);
        this.directory = directory;
        this.notice = notice;
        Path none = Files.createFile(directory.resolve("none.env"));
        this.command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "ingest",
                "kafka",
                "--env-file",
                none.toString(),
                "--topic",
                TOPIC,
                "--flush-interval",
                "500ms",
                "--symbols",
                boards.symbols,
                "--default-scale",
                Integer.toString(boards.defaultScale),
                "--strict-symbols=" + boards.strictSymbols,
                "--zone",
                boards.zone.getId());
        this.environment = new TreeMap<>(environment);
        this.environment.put("REDIS_ADDRESS", redis.address());
        this.environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.settings().bootstrap());
        broker.create(TOPIC, PARTITIONS);
        this.sink = new KafkaSink(broker.settings(), TOPIC, new Notices(message -> {}));
    }

    /** That of this process, without the settings of other daemons. */
    static Map<String, String> environment(Map<String, String> own) {
        return own.entrySet().stream()
                .filter(each -> !each.getKey().matches("(TRADEBOARD|REDIS|KAFKA)_.*|NOTIFY_SOCKET"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    @Override
    public TradeSink sink() {
        return sink;
    }

    @Override
    public void run() throws IOException, InterruptedException {
        for (String name : NAMES) {
            start(name);
        }
        long killedNanos = System.nanoTime();
        int kills = 0;
        while (!stop.await(LOOK)) {
            if (System.nanoTime() - killedNanos >= KILL_EVERY.toNanos()) {
                killedNanos = System.nanoTime();
                daemon(NAMES.get(kills++ % NAMES.size())).kill();
            }
            for (String name : NAMES) {
                startAgain(name);
            }
        }
        for (String name : NAMES) {
            daemon(name).terminate();
        }
        for (String name : NAMES) {
            daemon(name).await(FLUSHES);
        }
    }

    private Child daemon(String name) {
        Child daemon = daemons.get(name);
        if (daemon == null) {
            throw new IllegalStateException("daemon " + name + " was not started");
        }
        return daemon;
    }

    private void start(String name) throws IOException {
        List<String> own = new ArrayList<>(command);
        own.addAll(
                List.of("--instance", name, "--log-dir", directory.resolve(name).toString()));
        daemons.put(name, Child.start(own, environment, directory.resolve(name + ".out")));
    }

    private void startAgain(String name) throws IOException, InterruptedException {
        Child ended = daemon(name);
        if (!ended.isAlive()) {
            if (ended.exitCode() != KILLED) {
                throw new IOException("daemon " + name + " ended: " + ended.lastLine());
            }
            start(name);
            notice.accept("daemon " + name + " (pid " + ended.pid() + ") was killed and starts again (pid "
                    + daemon(name).pid() + ")");
        }
    }

    @Override
    public void stop() {
        stop.request();
    }

    @Override
    public boolean hasApplied(long trades) {
        // A flush takes more than a demo sends in a second.
        LocalDate day = TradingDays.of(ZoneOffset.UTC)
                .dayOf(new BoardPages(connection).time().toEpochMilli());
        return !new RedisMarks(connection)
                .boards(List.of(day.minusDays(1), day, day.plusDays(1)))
                .isEmpty();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public void close() throws IOException {
        sink.close();
        daemons.values().forEach(Child::close);
        broker.close();
        connection.close();
    }
}
