package io.tradeboard.cli;

import io.tradeboard.audit.AuditLoop;
import io.tradeboard.ingest.Daemon;
import io.tradeboard.ingest.IngestConfig;
import io.tradeboard.ingest.KafkaIngestConfig;
import io.tradeboard.log.FileLogs;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.UsageException;
import io.tradeboard.serve.Address;
import io.tradeboard.serve.DaemonView;
import io.tradeboard.serve.MetricsServer;
import io.tradeboard.source.FileOpening;
import io.tradeboard.source.LineSource;
import io.tradeboard.source.Source;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.text.Counts;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ingest",
        description = "run the daemon: log trades, sum them, update the boards",
        footer = {
            "INT and TERM shut it down cleanly: it stops reading, syncs the log, flushes and exits 0. A second"
                    + " signal kills it at once; the next start then applies what is in the log. HUP reloads symbols and"
                    + " log level from the settings file; at a terminal it shuts down. See also: tradeboard help"
                    + " operations",
            "  tradeboard ingest",
            "  tradeboard ingest trades.csv",
            "  tradeboard ingest --log-dir /var/lib/tradeboard/log --metrics 9464",
            "  tradeboard ingest --standby",
            "  tradeboard ingest kafka --group board --instance one"
        },
        exitCodeList = {
            "5:trades are in the log, but their boards cannot take them",
            "6:Redis is unreachable; accepted trades are in the log",
            "7:some lines of FILE or standard input were rejected",
            "8:another daemon has the log directory or reads the stream",
            "9:the disk failed; accepted trades are on the disk",
            "130:INT stopped it before the end of FILE",
            "143:TERM stopped it before the end of FILE"
        })
final class IngestCommand implements Callable<Integer>, MessageOptions.Unattended, Reload.Reloadable {
    private static final String STREAM = "redis";
    private static final String KAFKA = "kafka";

    /** Options that mean nothing where a topic is read. */
    private static final List<String> NOT_FOR_KAFKA =
            List.of("--strict", "--again", "--take-last-line", "--standby", "--claim", "--sync", "--log-retention");

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
                "redis reads the stream that tradeboard produce fills, until it is stopped (the default).",
                "kafka reads a Kafka topic, until it is stopped.",
                "FILE or - reads NDJSON or CSV, plain or gzipped, to its end. FILE resumes where the last run"
                        + " stopped."
            })
    String source = STREAM;

    @Option(names = "--strict", description = "stop at the first bad line")
    boolean strict;

    @Option(names = "--again", description = "read FILE from its start even if it was read before")
    boolean again;

    @Option(
            names = "--take-last-line",
            description = "count the last line of FILE even if it has no line end, because its writer has finished")
    boolean takeLastLine;

    @Option(names = "--standby", description = "wait while another daemon reads the stream, and take over when it ends")
    boolean standby;

    @Option(
            names = "--claim",
            paramLabel = "CONSUMER",
            description = "also count the entries pending for this consumer, which will not return")
    @Nullable
    String claim;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "listen here for Prometheus, at /metrics (off)")
    @Nullable
    String metrics;

    @Mixin
    IngestOptions options = new IngestOptions();

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    ShardOptions shards = new ShardOptions();

    @Mixin
    DayOptions days = new DayOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Mixin
    GroupOptions group = new GroupOptions();

    @Mixin
    MessageOptions messages = new MessageOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    IngestCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean runsUntilStopped() {
        return source.equals(STREAM) || source.equals(KAFKA);
    }

    @Override
    public Symbols symbols() throws IOException {
        redis.settings();
        return options.config(boards, shards, days, console.home(), strict, !runsUntilStopped())
                .symbols();
    }

    @Override
    public Integer call() throws Exception {
        if (source.equals(KAFKA)) {
            return fromKafka();
        }
        boolean fromStream = source.equals(STREAM);
        boolean fromFile = !fromStream && !FileArgument.isStandardInput(source);
        if (fromFile) {
            FileArgument.parse(source);
        }
        IngestConfig config = options.config(boards, shards, days, console.home(), strict, !fromStream);
        RedisSettings settings = redis.settings();
        Address address = metrics == null ? null : Address.parse(metrics);
        AtomicReference<@Nullable LineSource> file = new AtomicReference<>();
        Runtime runtime = new Runtime(console.clock(), console.notices(standard.quiet));
        ServiceManager manager = new ServiceManager(console, runtime.notices(), runtime.work());
        Daemon daemon = new Daemon(
                config,
                settings,
                (from, running) -> {
                    if (fromStream) {
                        StreamSource stream =
                                StreamSource.open(settings, from, new StreamOptions(standby, claim), running);
                        if (stream.isReading()) {
                            running.notices()
                                    .say("reading the stream at " + settings.address() + ", log in "
                                            + config.logging().directory());
                        }
                        return ready(stream, manager);
                    }
                    LineSource lines = fromFile
                            ? new FileOpening(
                                            Path.of(source),
                                            new LineSource.Reading(again, takeLastLine),
                                            running.notices()::say)
                                    .open(from.positions())
                            : LineSource.pipe(FileArgument.standardInput(console), LineSource.STDIN);
                    file.set(lines);
                    return ready(lines, manager);
                },
                holder(),
                runtime);
        AtomicInteger signal = new AtomicInteger();
        Signals.onFirst(code -> {
            signal.set(code);
            daemon.stop();
        });
        if (fromStream) {
            Reload.onHangUp(console, spec, runtime.notices(), daemon::change);
        }
        long startNanos = System.nanoTime();
        Daemon.Progress end;
        try (AuditLoop audit = new AuditLoop(
                        new FileLogs(List.of(config.logging().directory())),
                        settings,
                        config.days(),
                        new AuditLoop.Rhythm(fromFile ? FIRST_AUDIT_BESIDE_A_FILE : FIRST_AUDIT, AUDIT_INTERVAL),
                        config.buffering().flushInterval(),
                        runtime);
                MetricsServer exported = address == null
                        ? null
                        : MetricsServer.ofDaemon(
                                address, new DaemonView(runtime, daemon::condition, audit::latest), Version.served());
                manager;
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
            console.warn(Counts.of(end.unapplied(), "trade is", "trades are")
                    + " in the log but not on the boards; the next start applies them");
            return ExitCode.REDIS_UNREACHABLE;
        }
        if (end.refused() > 0) {
            console.warn(Counts.of(end.refused(), "trade is", "trades are")
                    + " in the log, but their boards cannot take them; see tradeboard status");
            return ExitCode.STALE;
        }
        if (fromFile && !end.exhausted() && signal.get() != 0) {
            return signal.get();
        }
        return end.rejected() > 0 && (!fromStream || strict) ? ExitCode.REJECTED : ExitCode.OK;
    }

    private int fromKafka() throws IOException, InterruptedException {
        for (String option : NOT_FOR_KAFKA) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UsageException(option + " is not for kafka: leave it out");
            }
        }
        IngestConfig config = options.config(boards, shards, days, console.home(), false, false);
        KafkaIngestConfig from = new KafkaIngestConfig(
                kafka.settings(),
                group.membership(kafka.topic),
                config.logging().dedupeWindow(),
                group.deadLetter(kafka.topic));
        return new KafkaIngest(console, spec, standard.quiet)
                .run(config, from, redis.settings(), metrics == null ? null : Address.parse(metrics));
    }

    private static Source ready(Source source, ServiceManager manager) throws IOException, InterruptedException {
        try {
            manager.ready();
            return source;
        } catch (InterruptedException e) {
            source.close();
            throw e;
        }
    }

    private void report(Daemon.Progress end, double seconds, IngestConfig config, @Nullable LineSource file) {
        if (standard.quiet) {
            return;
        }
        boolean idle = end.accepted() + end.rejected() + end.duplicates() == 0;
        if (file != null && file.lastLineWaits()) {
            console.say(file.label()
                    + ": the last line has no line end yet and was not counted; add one and ingest FILE again, or use"
                    + " --take-last-line");
            if (idle && file.startOffset() > 0) {
                return;
            }
        } else if (idle && file != null && file.startOffset() > 0) {
            console.say(file.label()
                    + ": no new lines since the last run; --again reads it from the start (trades with an id"
                    + " count once)");
            return;
        }
        if (end.rejected() > 0) {
            if (strict) {
                console.warn("stopped at the first bad line (--strict)");
            }
            console.warn(String.format(
                    Locale.ROOT,
                    "%,d of %s rejected; see %s",
                    end.rejected(),
                    Counts.of(end.accepted() + end.duplicates() + end.rejected(), "line"),
                    config.logging().rejects()));
        }
        console.line(done(end, seconds));
        if (file != null && end.late() > 0 && end.late() == end.accepted()) {
            console.say(
                    end.late() == 1
                            ? "the trade was late: its trading day is over, so no board counts it"
                            : String.format(
                                    Locale.ROOT,
                                    "all %,d trades were late: their trading day is over, so no board counts them",
                                    end.late()));
        }
    }

    /** What a run has come to, in a line. */
    static String done(Daemon.Progress end, double seconds) {
        return String.format(
                Locale.ROOT,
                "done: %,d accepted%s, %,d rejected%s, %.1f s",
                end.accepted(),
                end.late() > 0 ? String.format(Locale.ROOT, " (%,d late)", end.late()) : "",
                end.rejected(),
                end.duplicates() > 0 ? ", " + Counts.of(end.duplicates(), "duplicate") : "",
                seconds);
    }

    private String holder() {
        String since = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(console.clock().instant());
        return "pid " + ProcessHandle.current().pid() + " (ingest, since " + since + " UTC)";
    }
}
