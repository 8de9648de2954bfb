package io.tradeboard.cli;

import io.tradeboard.audit.AuditLoop;
import io.tradeboard.ingest.Daemon;
import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.serve.Address;
import io.tradeboard.serve.DaemonView;
import io.tradeboard.serve.MetricsServer;
import io.tradeboard.source.FileOpening;
import io.tradeboard.source.LineSource;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ingest",
        description = "run the daemon: log and sum trades, move them onto the boards",
        footer = {
            "",
            "INT and TERM end it in order: read no more, sync, flush, exit 0. A second one ends it at once; "
                    + "what is in the log is applied at the next start."
        })
final class IngestCommand implements Callable<Integer> {
    private static final String STREAM = "redis";
    private static final Duration AUDIT_INTERVAL = Duration.ofMinutes(10);
    private static final Duration FIRST_AUDIT = Duration.ofSeconds(1);

    /** Most files are done by then; auditing beside them would only hold them up. */
    private static final Duration FIRST_AUDIT_BESIDE_A_FILE = Duration.ofSeconds(10);

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            defaultValue = STREAM,
            description = {
                "redis: the stream that tradeboard produce fills, for ever (the default)",
                "FILE or -: NDJSON or CSV, also gzipped, to its end; a FILE goes on where the last run stopped"
            })
    String source = STREAM;

    @Option(names = "--strict", description = "stop at the first bad line")
    boolean strict;

    @Option(names = "--again", description = "read a FILE from its start though it was read before")
    boolean again;

    @Option(
            names = "--take-last-line",
            description = "take the last line of a FILE though it has no end, as its writer has finished")
    boolean takeLastLine;

    @Option(names = "--standby", description = "wait while another daemon reads the stream, and take over from it")
    boolean standby;

    @Option(
            names = "--claim",
            paramLabel = "CONSUMER",
            description = "count the entries that a consumer was given and left pending, if it will not return")
    @Nullable
    String claim;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "serve metrics for Prometheus there, at /metrics (nowhere)")
    @Nullable
    String metrics;

    @Mixin
    IngestOptions options = new IngestOptions();

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    DayOptions days = new DayOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    IngestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        boolean fromStream = source.equals(STREAM);
        boolean fromFile = !fromStream && !FileArgument.isStandardInput(source);
        if (fromFile) {
            FileArgument.parse(source);
        }
        IngestConfig config = options.config(boards, days, console.home(), strict, !fromStream);
        RedisSettings settings = redis.settings();
        Address address = metrics == null ? null : Address.parse(metrics);
        Consumer<String> notices = standard.quiet ? message -> {} : console::say;
        AtomicReference<@Nullable LineSource> file = new AtomicReference<>();
        Runtime runtime = new Runtime(console.clock(), new Notices(notices));
        Daemon daemon = new Daemon(
                config,
                settings,
                (from, running) -> {
                    Readiness.tell(console);
                    if (fromStream) {
                        if (!standard.quiet) {
                            console.say("reading the stream at " + settings.address() + ", log in "
                                    + config.logging().directory());
                        }
                        return StreamSource.open(settings, from, new StreamOptions(standby, claim), running);
                    }
                    LineSource lines = fromFile
                            ? new FileOpening(Path.of(source), new LineSource.Reading(again, takeLastLine), notices)
                                    .open(from.positions())
                            : LineSource.pipe(FileArgument.standardInput(console), LineSource.STDIN);
                    file.set(lines);
                    return lines;
                },
                holder(),
                runtime);
        AtomicInteger signal = new AtomicInteger();
        Signals.onFirst(code -> {
            signal.set(code);
            daemon.stop();
        });
        long startNanos = System.nanoTime();
        Daemon.Progress end;
        try (AuditLoop audit = new AuditLoop(
                        config.logging().directory(),
                        settings,
                        config.days(),
                        new AuditLoop.Rhythm(fromFile ? FIRST_AUDIT_BESIDE_A_FILE : FIRST_AUDIT, AUDIT_INTERVAL),
                        config.buffering().flushInterval(),
                        runtime);
                MetricsServer exported = address == null
                        ? null
                        : MetricsServer.ofDaemon(
                                address, new DaemonView(runtime, daemon::condition, audit::latest), Version.served());
                Progress progress = new Progress(console, !standard.quiet && !fromStream, daemon, file::get)) {
            if (exported != null) {
                runtime.notices().say("metrics are at " + exported.url());
            }
            audit.start();
            progress.start();
            end = daemon.run();
        }
        report(end, (System.nanoTime() - startNanos) / 1e9, config, file.get());
        if (end.unapplied() > 0) {
            console.say(String.format(
                    Locale.ROOT, "%,d trades are in the log and will be applied at the next start", end.unapplied()));
            return ExitCode.REDIS_UNREACHABLE;
        }
        if (end.refused() > 0) {
            console.say(String.format(
                    Locale.ROOT, "%,d trades are in the log, and their boards cannot take them", end.refused()));
            return ExitCode.STALE;
        }
        if (fromFile && !end.exhausted() && signal.get() != 0) {
            return signal.get();
        }
        return end.rejected() > 0 && (!fromStream || strict) ? ExitCode.REJECTED : ExitCode.OK;
    }

    private void report(Daemon.Progress end, double seconds, IngestConfig config, @Nullable LineSource file) {
        if (standard.quiet) {
            return;
        }
        boolean idle = end.accepted() + end.rejected() + end.duplicates() == 0;
        if (file != null && file.lastLineWaits()) {
            console.say(file.label()
                    + ": the last line has no end and waits for it; end it and read the FILE once more, or"
                    + " --take-last-line takes it as it is");
            if (idle && file.startOffset() > 0) {
                return;
            }
        } else if (idle && file != null && file.startOffset() > 0) {
            console.say(
                    file.label() + ": already read; --again reads it once more (trades with an id still count once)");
            return;
        }
        if (end.rejected() > 0) {
            if (strict) {
                console.say("stopped at the first bad line (--strict)");
            }
            console.say(String.format(
                    Locale.ROOT,
                    "%,d of %,d lines rejected; see %s",
                    end.rejected(),
                    end.accepted() + end.duplicates() + end.rejected(),
                    config.logging().rejects()));
        }
        console.err()
                .println(String.format(
                        Locale.ROOT,
                        "done: %,d accepted, %,d rejected%s%s, %.1f s",
                        end.accepted(),
                        end.rejected(),
                        end.late() > 0 ? String.format(Locale.ROOT, ", %,d of them late", end.late()) : "",
                        end.duplicates() > 0 ? String.format(Locale.ROOT, ", %,d duplicates", end.duplicates()) : "",
                        seconds));
        if (file != null && end.late() > 0 && end.late() == end.accepted()) {
            console.say(
                    end.late() == 1
                            ? "the trade was late: its day is over, and it is on no board"
                            : String.format(
                                    Locale.ROOT,
                                    "all %,d trades were late: their day is over, and they are on no board",
                                    end.late()));
        }
    }

    private String holder() {
        String since = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(console.clock().instant());
        return "pid " + ProcessHandle.current().pid() + " (ingest, since " + since + " UTC)";
    }
}
