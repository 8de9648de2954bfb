package io.tradeboard.cli;

import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.UsageException;
import io.tradeboard.screen.WatchConfig;
import io.tradeboard.serve.Address;
import io.tradeboard.serve.ServeConfig;
import io.tradeboard.serve.WebService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "run everything in one terminal: nothing to install, nothing left behind",
        footer = {
            "Starts an embedded Redis on a free port, a mock market, the ingest daemon and the screen, and removes"
                    + " them when it ends. If standard output is not a terminal, it prints the board as text at"
                    + " every refresh.",
            "With --kafka the trades take the way of a Kafka topic: a broker, which scripts/kafka downloads with Maven"
                    + " once, and two daemons, each a process of its own. One of them is killed every 20 seconds, as by"
                    + " kill -9, and starts again.",
            "  tradeboard demo",
            "  tradeboard demo --kafka",
            "  tradeboard demo --rate 1000 --http 8080",
            "  tradeboard demo --duration 15s --plain"
        },
        exitCodeList = {"130:ended by Ctrl-C or INT", "143:ended by TERM"})
final class DemoCommand implements Callable<Integer> {
    private static final String GREETING =
            "A mock market. Arrows select, Tab: next symbol, m: movement, ?: all keys, q ends";

    private final Console console;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "200", description = "trades per second (200)")
    double rate;

    @Option(
            names = "--refresh",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "time between two readings of the board (5s)")
    Duration refresh = Duration.ZERO;

    @Option(names = "--duration", paramLabel = "TIME", description = "end after this time (never)")
    @Nullable
    Duration duration;

    @Option(
            names = "--kafka",
            description = "through a Kafka topic, with two daemons of which one is killed now and then")
    boolean kafka;

    @Option(names = "--http", paramLabel = "HOST:PORT", description = "also serve the page and the API here (off)")
    @Nullable
    String http;

    @Mixin
    ScreenOptions screen = new ScreenOptions();

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (rate <= 0 || rate > 1e6) {
            throw new UsageException("--rate must be above 0 and at most 1000000");
        }
        Address address = http == null ? null : Address.parse(http);
        Path script = kafka ? TrialBroker.download(program()) : null;
        Path scratch = Files.createTempDirectory("tradeboard-demo-");
        try (EmbeddedRedis server = EmbeddedRedis.startAnywhere(scratch.resolve("redis"), scratch)) {
            RedisSettings settings =
                    new RedisSettings("127.0.0.1", server.port(), null, null, 0, Duration.ofSeconds(2));
            WatchConfig config = screen.config(console, standard, boards, null, refresh, refresh, settings);
            try (RedisConnection connection = new RedisConnection(settings)) {
                boolean plain = screen.isPlain(console, standard);
                Viewer viewer = new Viewer(console, config, connection, plain);
                Signals.onFirst(viewer::quit);
                Signals.onContinue(viewer::resume);
                try (DemoPath path = script == null
                                ? new DemoStream(settings, config, scratch.resolve("log"), console.clock())
                                : topic(script, settings, scratch, plain ? console::say : viewer::say);
                        DemoMarket market = new DemoMarket(config.symbols(), path, rate, console.clock());
                        WebService web = address == null ? null : web(address, config, settings)) {
                    market.start(viewer::quit);
                    market.awaitFirstTrades();
                    viewer.say(GREETING);
                    if (web != null) {
                        console.say("the leaderboard is at " + web.url());
                    }
                    if (duration != null) {
                        market.after(duration, () -> viewer.quit(ExitCode.OK));
                    }
                    return viewer.run();
                }
            }
        }
    }

    /** The directory that has the program's scripts, where there are any. */
    private static Path program() {
        Path jar = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        Path directory = Objects.requireNonNullElse(jar.getParent(), jar);
        return directory.endsWith("target") ? Objects.requireNonNullElse(directory.getParent(), jar) : directory;
    }

    private DemoTopic topic(Path script, RedisSettings redis, Path scratch, Consumer<String> notice)
            throws IOException, InterruptedException {
        if (!standard.quiet) {
            console.say("starting a Kafka broker and two daemons ...");
        }
        Map<String, String> environment = DemoTopic.environment(console.environment());
        TrialBroker broker = TrialBroker.start(script, scratch.resolve("kafka"), environment);
        return new DemoTopic(broker, environment, boards, redis, scratch, notice);
    }

    private WebService web(Address address, WatchConfig config, RedisSettings settings) throws IOException {
        ServeConfig.Boards served = new ServeConfig.Boards(config.symbols(), config.zone(), refresh, config.depth());
        Runtime runtime = new Runtime(console.clock(), new Notices(message -> {}));
        return new WebService(ServeConfig.at(address, served, Version.served()), settings, runtime);
    }
}
