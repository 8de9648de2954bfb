package io.tradeboard.cli;

import io.tradeboard.audit.AuditReport;
import io.tradeboard.audit.Auditor;
import io.tradeboard.audit.Flushes;
import io.tradeboard.audit.InputAudit;
import io.tradeboard.audit.Limits;
import io.tradeboard.audit.Pace;
import io.tradeboard.format.AuditWriter;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.produce.GivenTrades;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.source.LineSource;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description = "recount the log and compare every trader on every board",
        footer = {
            "An audit only reads, and is exact even while trades arrive. EXACT: the board is complete, except for"
                    + " trades younger than a flush. BEHIND: records are missing that should be on the board by now."
                    + " UNVERIFIED: the logs given do not cover all that the board counts. DIFFERS: the board is"
                    + " not equal to the log. For boards that several daemons feed, pass the log directory of"
                    + " each. Boards that are fed from Kafka are recounted from the topic.",
            "  tradeboard audit",
            "  tradeboard audit BTC -o json",
            "  tradeboard audit --log-dir data/log --log-dir data/other-log",
            "  tradeboard audit --topic trades --kafka-bootstrap-servers broker1:9092",
            "  tradeboard audit --input trades.ndjson"
        },
        exitCodeList = {
            "3:the day is not kept, or the symbol is neither configured nor traded that day",
            "4:DIFFERS",
            "5:BEHIND or UNVERIFIED"
        })
final class AuditCommand implements Callable<Integer> {
    private static final int TRADES_AT_ONCE = 10_000;

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SYMBOL", description = "one board (all)")
    @Nullable
    String symbol;

    @Mixin
    DayOption day = new DayOption();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "recount these trades instead of the log: they must be all that were sent that day, and no more"
                            + " may be arriving")
    @Nullable
    Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (table)")
    AuditWriter.Format output = AuditWriter.Format.table;

    @Option(
            names = "--flush-interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "the flush interval of the daemon: records older than two of these and 5s must be on the"
                    + " boards (1s)")
    Duration flushInterval = Duration.ZERO;

    @Option(
            names = "--dedupe-window",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "that of the daemons that read Kafka (1000000)")
    int dedupeWindow;

    @Mixin
    LogOptions logs = new LogOptions();

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    DayOptions dayOptions = new DayOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    AuditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (symbol != null) {
            boards.symbolOrFirst(symbol);
        }
        if (input != null) {
            FileArgument.parse(input.toString());
        }
        TradingDays days = dayOptions.days(boards);
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            BoardPages pages = new BoardPages(connection);
            Instant now = pages.time();
            LocalDate asked = day.of(() -> days.dayOf(now.toEpochMilli()));
            if (!isKept(asked, days, now) && pages.symbols(asked).isEmpty()) {
                throw NotKeptException.ofDay(asked);
            }
            AuditReport report = input == null
                    ? ofLogs(connection, pages, days, asked)
                    : ofInput(input, new InputAudit(pages, days, asked, symbol, Integer.MAX_VALUE));
            if (symbol != null) {
                UnknownSymbolException.check(boards.symbols(), symbol, asked, report.hasTrades());
            }
            new AuditWriter(console::print, output, input == null ? "log" : "input").write(report);
            if (input != null && report.differences() > 0 && !standard.quiet) {
                console.say("the boards count all trades that were sent that day, so --input verifies them only if "
                        + input + " has all of them");
            }
            return switch (report.word()) {
                case EXACT -> ExitCode.OK;
                case BEHIND, UNVERIFIED -> ExitCode.STALE;
                case DIFFERS -> ExitCode.DIFFERS;
            };
        }
    }

    /** Whether the day has begun and its boards have not expired. */
    private static boolean isKept(LocalDate day, TradingDays days, Instant now) {
        return days.expiresMillis(day) > now.toEpochMilli() && !day.isAfter(days.dayOf(now.toEpochMilli()));
    }

    private AuditReport ofLogs(RedisConnection connection, BoardPages pages, TradingDays days, LocalDate asked)
            throws IOException {
        Supplier<Set<String>> running = running(connection);
        Flushes flushes = Flushes.every(
                flushInterval, console.clock(), writer -> running.get().contains(writer));
        PartitionJudge.Rules rules = new PartitionJudge.Rules(boards.symbols(), days, dedupeWindow);
        try (AuditedLogs audited = new AuditedLogs(logs, console.home(), kafka, rules, running)) {
            return new Auditor(pages, audited, days, flushes, new Limits(Pace.full(), Integer.MAX_VALUE))
                    .run(asked, symbol);
        }
    }

    /** The writers whose daemons run; asked once, when it is needed. */
    private static Supplier<Set<String>> running(RedisConnection connection) {
        AtomicReference<@Nullable Set<String>> known = new AtomicReference<>();
        return () -> {
            Set<String> before = known.get();
            if (before != null) {
                return before;
            }
            Set<String> found = new HashSet<>();
            new Heartbeats(connection)
                    .ifReadable().stream()
                            .filter(Heartbeat::isAlive)
                            .forEach(beat -> found.addAll(beat.daemon().writers()));
            known.set(found);
            return found;
        };
    }

    private AuditReport ofInput(Path file, InputAudit audit) throws IOException {
        Symbols symbols = boards.symbols();
        int[] rejected = {0};
        try (LineSource lines = LineSource.wholeFile(file)) {
            GivenTrades trades = new GivenTrades(lines, symbols, console.clock(), (arrival, reason) -> rejected[0]++);
            for (List<Trade> next = trades.next(TRADES_AT_ONCE); next != null; next = trades.next(TRADES_AT_ONCE)) {
                next.forEach(audit::add);
            }
        }
        if (rejected[0] > 0 && !standard.quiet) {
            console.say(String.format(
                    Locale.ROOT,
                    rejected[0] == 1
                            ? "%,d line of %s is not a valid trade and was skipped"
                            : "%,d lines of %s are not valid trades and were skipped",
                    rejected[0],
                    file));
        }
        return audit.compare(symbols::scale);
    }
}
