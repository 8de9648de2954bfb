package io.tradeboard.cli;

import io.tradeboard.audit.AuditReport;
import io.tradeboard.audit.Auditor;
import io.tradeboard.audit.InputAudit;
import io.tradeboard.audit.Pace;
import io.tradeboard.format.AuditWriter;
import io.tradeboard.produce.GivenTrades;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.source.LineSource;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description = "recount the log, and compare every trader on every board",
        footer = {
            "",
            "Reads only, and is exact while trades pour in. Exit code 4 where something differs,",
            "5 where the log cannot prove a board. Several daemons on the same boards: give",
            "the log directory of each."
        })
final class AuditCommand implements Callable<Integer> {
    private static final int TRADES_AT_ONCE = 10_000;

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SYMBOL", description = "one board (all of them)")
    @Nullable
    String symbol;

    @Option(
            names = "--day",
            paramLabel = "DAY",
            defaultValue = DayArgument.TODAY,
            description = "today, or a day such as 2026-11-22 that is retained (today)")
    String day = DayArgument.TODAY;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "recount these trades instead of the log; they must be all that was ever sent that day, and the"
                            + " boards at rest")
    @Nullable
    Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (table)")
    AuditWriter.Format output = AuditWriter.Format.table;

    @Mixin
    LogOptions logs = new LogOptions();

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
            LocalDate asked =
                    DayArgument.parse(day, () -> days.dayOf(pages.time().toEpochMilli()));
            AuditReport report = input == null
                    ? new Auditor(pages, logs.directories(console.home()), days, Pace.full(), Integer.MAX_VALUE)
                            .run(asked, symbol)
                    : ofInput(input, new InputAudit(pages, days, asked, symbol, Integer.MAX_VALUE));
            if (symbol != null) {
                UnknownSymbolException.check(boards.symbols(), symbol, asked, report.hasTrades());
            }
            new AuditWriter(console::print, output, input == null ? "log" : "input").write(report);
            if (input != null && report.differences() > 0 && !standard.quiet) {
                console.say("the boards count whatever was sent that day: --input proves them only where " + input
                        + " is all of it");
            }
            return report.differences() > 0 ? ExitCode.DIFFERS : report.isProven() ? ExitCode.OK : ExitCode.STALE;
        }
    }

    private AuditReport ofInput(Path file, InputAudit audit) throws IOException {
        Symbols symbols = boards.symbols();
        int[] rejected = {0};
        try (LineSource lines = LineSource.file(file, Map.of(), false)) {
            GivenTrades trades = new GivenTrades(
                    lines, new TradeRules(symbols), console.clock(), (arrival, reason) -> rejected[0]++);
            for (List<Trade> next = trades.next(TRADES_AT_ONCE); next != null; next = trades.next(TRADES_AT_ONCE)) {
                next.forEach(audit::add);
            }
        }
        if (rejected[0] > 0 && !standard.quiet) {
            console.say(String.format(
                    Locale.ROOT, "%,d lines of %s are no trades, and are not counted", rejected[0], file));
        }
        return audit.compare(symbols::scale);
    }
}
