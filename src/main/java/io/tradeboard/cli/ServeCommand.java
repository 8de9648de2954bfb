package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.UsageException;
import io.tradeboard.serve.ServeConfig;
import io.tradeboard.serve.WebService;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "serve the leaderboard over HTTP: web page, API, widget",
        footer = {
            "Boards are read once a refresh, however many clients there are. While Redis is unreachable the last"
                    + " ones are served, with their state. INT and TERM shut it down cleanly, exit 0. HUP reloads"
                    + " symbols and log level from the settings file; at a terminal it shuts down.",
            "The page is at /, the documentation of the API at /docs, its OpenAPI description at /openapi.json, a"
                    + " widget for other sites at /embed/SYMBOL, health checks at /healthz and /readyz. See also:"
                    + " tradeboard help serving",
            "  tradeboard serve",
            "  tradeboard serve --http 0.0.0.0:8080 --public-url https://example.com",
            "  tradeboard serve --tls-cert chain.pem --tls-key key.pem --metrics 9465"
        },
        exitCodeList = {"8:the port is in use"})
final class ServeCommand implements Callable<Integer>, MessageOptions.Unattended, Reload.Reloadable {
    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

    private final Console console;

    @Option(
            names = "--refresh",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "time between two readings of the boards (60s)")
    Duration refresh = Duration.ZERO;

    @Option(names = "--depth", paramLabel = "N", defaultValue = "10", description = "number of rows of a page (10)")
    int depth;

    @Mixin
    ServeOptions options = new ServeOptions();

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    MessageOptions messages = new MessageOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean runsUntilStopped() {
        return true;
    }

    @Override
    public Symbols symbols() throws IOException {
        redis.settings();
        return config().boards().symbols();
    }

    private ServeConfig config() throws IOException {
        if (depth < 1 || depth > ServeConfig.MOST_ROWS) {
            throw new UsageException("--depth must be from 1 to " + ServeConfig.MOST_ROWS);
        }
        if (refresh.compareTo(SHORTEST_REFRESH) < 0) {
            throw new UsageException("--refresh must be at least " + SHORTEST_REFRESH.toSeconds() + " s");
        }
        return options.config(new ServeConfig.Boards(boards.symbols(), boards.zone, refresh, depth));
    }

    @Override
    public Integer call() throws Exception {
        ServeConfig config = config();
        Notices notices = console.notices(standard.quiet);
        Runtime runtime = new Runtime(console.clock(), notices);
        Signals.onFirst(code -> runtime.stop().request());
        try (WebService service = new WebService(config, redis.settings(), runtime);
                ServiceManager manager = new ServiceManager(console, notices, runtime.work())) {
            notices.say("the leaderboard is at " + service.url());
            if (service.metricsUrl() != null) {
                notices.say("metrics are at " + service.metricsUrl());
            }
            Reload.onHangUp(console, spec, notices, service::change);
            manager.ready();
            runtime.stop().await();
        }
        return ExitCode.OK;
    }
}
