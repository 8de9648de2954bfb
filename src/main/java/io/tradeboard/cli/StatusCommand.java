package io.tradeboard.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.format.BoardText;
import io.tradeboard.format.StandingsWriter;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.Standings;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Latencies;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "say how Redis, the daemons and today's boards are",
        footer = {"", "Exit code 5 where no daemon has reported within 15 s, or a board is refused."})
final class StatusCommand implements Callable<Integer> {
    private final Console console;
    private final Settings settings;

    /** How the status is printed. */
    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (table)")
    Format output = Format.table;

    @Option(names = "--config", description = "print each setting and where it came from instead; secrets are masked")
    boolean config;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    StatusCommand(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    /** What was found out, once. */
    private record Status(
            String address, String version, double latencyMillis, List<Heartbeat> daemons, List<Standings> boards) {
        boolean isWell() {
            return daemons.stream().anyMatch(Heartbeat::isAlive)
                    && daemons.stream()
                            .noneMatch(beat ->
                                    beat.isAlive() && !beat.quarantined().isEmpty());
        }
    }

    @Override
    public Integer call() throws Exception {
        if (config) {
            return printConfig();
        }
        RedisSettings where = redis.settings();
        try (RedisConnection connection = new RedisConnection(where)) {
            Status status = read(connection, where);
            console.print(output == Format.json ? json(status) : table(status));
            return status.isWell() ? ExitCode.OK : ExitCode.STALE;
        }
    }

    private Status read(RedisConnection connection, RedisSettings where) {
        connection.ping();
        long start = System.nanoTime();
        connection.ping();
        double latencyMillis = (System.nanoTime() - start) / 1e6;
        RedisStandings reader =
                new RedisStandings(connection, boards.symbols(), TradingDays.of(boards.zone), console.clock());
        LocalDate today = reader.today();
        List<Standings> standings = new ArrayList<>();
        for (String symbol : reader.symbols(today)) {
            standings.add(reader.read(symbol, today, 1));
        }
        return new Status(
                where.address(), connection.version(), latencyMillis, new Heartbeats(connection).all(), standings);
    }

    private static String table(Status status) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT, "Redis %s at %s, %.1f ms%n", status.version(), status.address(), status.latencyMillis()));
        if (status.daemons().isEmpty()) {
            out.append("No ingest daemon has reported in the last day. Start one: tradeboard ingest\n");
        }
        for (Heartbeat beat : status.daemons()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%s  %s %s  %srejected %,d  late %,d  repeated %,d  log %,d bytes%s%n",
                    beat.writer().substring(0, Math.min(8, beat.writer().length())),
                    beat.condition(),
                    DurationConverter.rounded(beat.age()),
                    beat.isAlive() ? pace(beat) : "",
                    beat.rejected(),
                    beat.late(),
                    beat.duplicates(),
                    beat.logBytes(),
                    beat.quarantined().isEmpty() ? "" : "  refused: " + beat.quarantined()));
            if (beat.isAlive() && !beat.lags().isEmpty()) {
                out.append(lags(beat.lags()));
            }
        }
        for (Standings board : status.boards()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-12s %,d traders  %,d trades  last trade %s  %s%n",
                    board.board().symbol(),
                    board.traders(),
                    board.trades(),
                    lastTrade(board),
                    BoardText.proof(board)));
        }
        return out.toString();
    }

    /** How fast a daemon is; of one that is gone it would only say how fast it was. */
    private static String pace(Heartbeat beat) {
        return String.format(Locale.ROOT, "%.1f trades/s  lag %d ms  ", beat.tradesPerSecond(), beat.lagMillis());
    }

    private static String lastTrade(Standings board) {
        Instant at = board.lastTradeAt();
        return at == null
                ? "unknown"
                : at.truncatedTo(ChronoUnit.SECONDS) + ", "
                        + DurationConverter.rounded(Duration.between(at, board.asOf())) + " ago";
    }

    private static String lags(Latencies lags) {
        return String.format(
                Locale.ROOT,
                "          arrival to board, %,d trades of its last minute: p50 %,.1f ms  p99 %,.1f ms  max %,.1f ms%n",
                lags.trades(),
                lags.p50Micros() / 1e3,
                lags.p99Micros() / 1e3,
                lags.maxMicros() / 1e3);
    }

    private static String json(Status status) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", "tradeboard.status/1");
            json.writeObjectFieldStart("redis");
            json.writeStringField("address", status.address());
            json.writeStringField("version", status.version());
            json.writeNumberField("latencyMs", status.latencyMillis());
            json.writeEndObject();
            json.writeArrayFieldStart("daemons");
            for (Heartbeat beat : status.daemons()) {
                daemon(json, beat);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("boards");
            for (Standings board : status.boards()) {
                json.writeStartObject();
                json.writeStringField("symbol", board.board().symbol());
                json.writeStringField("day", board.board().day().toString());
                json.writeNumberField("traders", board.traders());
                json.writeNumberField("trades", board.trades());
                json.writeStringField(
                        "lastTradeAt",
                        board.lastTradeAt() == null ? null : board.lastTradeAt().toString());
                json.writeFieldName("audit");
                StandingsWriter.audit(json, board.audit());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void daemon(JsonGenerator json, Heartbeat beat) throws IOException {
        json.writeStartObject();
        json.writeStringField("writer", beat.writer());
        json.writeStringField("since", beat.since().toString());
        json.writeStringField("heartbeatAt", beat.at().toString());
        json.writeNumberField("ageMs", beat.age().toMillis());
        json.writeStringField("state", beat.condition());
        json.writeNumberField("tradesPerSecond", beat.tradesPerSecond());
        json.writeNumberField("lagMs", beat.lagMillis());
        json.writeFieldName("lags");
        lags(json, beat.lags());
        json.writeNumberField("rejected", beat.rejected());
        json.writeNumberField("late", beat.late());
        json.writeNumberField("duplicates", beat.duplicates());
        json.writeNumberField("logBytes", beat.logBytes());
        json.writeArrayFieldStart("quarantined");
        for (String board : beat.quarantined().split(", ", -1)) {
            if (!board.isEmpty()) {
                json.writeString(board);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void lags(JsonGenerator json, Latencies lags) throws IOException {
        if (lags.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("trades", lags.trades());
        json.writeNumberField("p50Ms", lags.p50Micros() / 1e3);
        json.writeNumberField("p99Ms", lags.p99Micros() / 1e3);
        json.writeNumberField("maxMs", lags.maxMicros() / 1e3);
        json.writeEndObject();
    }

    private int printConfig() {
        for (Setting setting : Setting.values()) {
            Settings.Found found = settings.find(setting);
            CommandLine.Model.OptionSpec own = spec.findOption(setting.option());
            boolean given = own != null && isGiven(setting.option());
            String value = given ? own.getValue().toString() : found != null ? found.value() : defaultOf(setting);
            String origin = given ? "option" : found != null ? found.origin() : "default";
            console.print(
                    String.format(Locale.ROOT, "%-32s %-12s %s%n", setting.variable(), origin, masked(setting, value)));
        }
        return ExitCode.OK;
    }

    /** Whether the option stands behind the command, or before it. */
    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option)
                || spec.parent().commandLine().getParseResult().hasMatchedOption(option);
    }

    private String defaultOf(Setting setting) {
        for (CommandLine command : spec.parent().subcommands().values()) {
            CommandLine.Model.OptionSpec option = command.getCommandSpec().findOption(setting.option());
            if (option != null) {
                return option.defaultValue() == null ? "-" : option.defaultValue();
            }
        }
        return "-";
    }

    /** An address may hold a password: of it only user, host, port and database are shown. */
    private String masked(Setting setting, String value) {
        return setting == Setting.REDIS_ADDRESS
                ? RedisSettings.parse(value, null, redis.timeout).toString()
                : value;
    }
}
