package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Meters;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.status.Rates;
import io.tradeboard.status.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** What show says of boards in every state, and its exit codes. */
@Isolated
class ShowCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());
    private final LocalDate yesterday = today.minusDays(1);

    @BeforeEach
    void fillTheBoards() {
        board("BTC", today, "UTC");
        board("ETH", today, "UTC");
        board("ETH", yesterday, "UTC");
        redis.call(Command.HSET, key("ETH", yesterday, "ledger"), "mark:w", 9);
    }

    private void board(String symbol, LocalDate day, String zone) {
        redis.call(Command.ZADD, key(symbol, day, "volumes"), 9_007_199_254_740_991L, "whale", 700, "ann");
        redis.call(Command.HSET, key(symbol, day, "ledger"), "scale", 8, "zone", zone, "trades", 2, "volume", 800);
    }

    private static String key(String symbol, LocalDate day, String part) {
        return "tradeboard:{" + symbol + ":" + day + "}:" + part;
    }

    private void daemonReports(Duration ago, String state) {
        new Heartbeats(redis)
                .publish(new Heartbeat(
                        new DaemonId("w", "a log", "", 0, Instant.EPOCH),
                        new Condition(DaemonState.valueOf(state), "", List.of()),
                        Meters.Snapshot.NONE,
                        Rates.NONE,
                        Instant.now().minus(ago),
                        Duration.ZERO));
    }

    @Test
    void aBoardThatNoDaemonFeedsSaysSo() {
        assertThat(show("BTC").out()).contains(", DAEMON DOWN\n2 traders").endsWith("""
                        No ingest daemon has reported; volumes are not moving. Try: tradeboard ingest
                        ≥ marks the largest volume that a board can hold; the real one may be larger
                        """);
        assertThat(show("BTC", "-o", "json").out()).contains("\"state\":\"DAEMON_DOWN\"", "\"daemons\":[]");
        daemonReports(Duration.ofSeconds(40), "RUNNING");
        assertThat(show("BTC").out()).contains("Ingest stopped: no daemon has reported for 4");
        daemonReports(Duration.ZERO, "RUNNING");
        assertThat(show("BTC").out()).doesNotContain("DAEMON", "Ingest").contains("≥90,071,992.54740991");
        assertThat(show("BTC", "-o", "json").out()).contains("\"state\":\"LIVE\"", "\"capped\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show BTC", "show --all", "rank whale BTC"})
    void anIndexOfDaemonsThatIsSomethingElseSpoilsNoBoard(String command) {
        redis.call(Command.SET, "tradeboard:daemons", "foreign");
        Cli.Result result =
                new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(command.split(" "));

        assertThat(result.code()).isNotEqualTo(1);
        assertThat(result.out()).contains("BTC");
        assertThat(result.err()).doesNotContain("WRONGTYPE");
    }

    @ParameterizedTest
    @CsvSource({"0, RUNNING, 0", "9, RUNNING, 0", "12, RUNNING, 5", "40, RUNNING, 5", "0, HEALING, 5", "0, STOPPED, 5"})
    void maxAgeIsFiveWhereTheBoardIsBehind(long agoSeconds, String state, int code) {
        daemonReports(Duration.ofSeconds(agoSeconds), state);

        Cli.Result result = show("BTC", "--max-age", "10s");
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.err().isEmpty()).isEqualTo(code == 0);
        assertThat(show("BTC").code()).isZero();
    }

    @Test
    void maxAgeSaysWhyTheBoardMayBeOutOfDate() {
        assertThat(show("BTC", "--max-age", "10s").err())
                .isEqualTo("tradeboard: the board BTC " + today + " is DAEMON DOWN: No ingest daemon has reported;"
                        + " volumes are not moving. Try: tradeboard ingest\n");
        daemonReports(Duration.ofMillis(3_500), "RUNNING");
        assertThat(show("BTC", "--max-age", "1ms").err())
                .matches("tradeboard: no daemon has reported within 1ms \\(last: [3-9]s ago\\)\n");
        assertThat(show("--all", "--max-age", "1ms", "-o", "json").err().lines())
                .hasSize(1);
        assertThat(show("BTC", "--max-age", "1ms", "-q").err()).isEmpty();
        daemonReports(Duration.ZERO, "HEALING");
        assertThat(show("BTC", "--max-age", "1m").err())
                .isEqualTo("tradeboard: the board BTC " + today
                        + " is HEALING: The daemon is replaying its log onto the boards\n");
    }

    @Test
    void whileADaemonReplaysItsLogTheBoardIsNotExact() {
        Verdict exact = new Verdict(Instant.now(), 2, 0, 0, false, "");
        redis.call(Command.HSET, key("BTC", today, "audit"), "log", exact.toString());
        daemonReports(Duration.ZERO, "RUNNING");
        assertThat(show("BTC").out()).contains("EXACT");
        daemonReports(Duration.ZERO, "HEALING");
        assertThat(show("BTC").out())
                .doesNotContain("EXACT")
                .contains(
                        ", BEHIND (audit ", "A daemon is replaying its log onto this board, which was last audited at");
    }

    @Test
    void aDayIsFinalOnlyWhenEveryWriterHasClosedIt() {
        Cli.Result closing = show("ETH", "--day", "yesterday", "-o", "json");
        assertThat(closing.out()).contains("\"final\":false", "\"state\":\"CLOSING\"");
        assertThat(show("ETH", "--day", "yesterday").out())
                .contains("\nThe day is over; PROVISIONAL until its writer has closed it\n");
        redis.call(Command.HSET, key("ETH", yesterday, "ledger"), "closed:w", 9);
        assertThat(show("ETH", "--day", yesterday.toString(), "-o", "json").out())
                .contains("\"final\":true", "\"state\":\"FINAL\"");
        assertThat(show("ETH", "--day", "yesterday").out()).contains(yesterday + " final, as of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "csv", "ndjson"})
    void aDayThatIsNotKeptIsThree(String format) {
        Cli.Result result = show("BTC", "--day", "yesterday", "-o", format);

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        String message = "no board is kept for " + yesterday + "; see ingest --retention";
        assertThat(result.err())
                .isEqualTo(
                        format.endsWith("json")
                                ? "{\"error\":{\"code\":3,\"message\":\"" + message + "\",\"hint\":null}}\n"
                                : "tradeboard: " + message + "\n");
        assertThat(show("--all", "--day", "2001-01-01", "-o", format).code()).isEqualTo(3);
    }

    @Test
    void jsonIsOneDocumentAndNdjsonLines() {
        assertThat(show("--all", "-o", "json").out())
                .startsWith("[{")
                .endsWith("}]\n")
                .hasLineCount(1);
        assertThat(show("--all", "-o", "ndjson").out().lines()).hasSize(5).allMatch(line -> line.startsWith("{"));
        assertThat(show("BTC", "-o", "json").out()).startsWith("{").hasLineCount(1);
        assertThat(show("--all", "--day", "yesterday", "-o", "json").out())
                .startsWith("[{\"schema")
                .contains("ETH");
    }

    @ParameterizedTest
    @CsvSource({
        "volume, much, its ledger has the volume \\\"much\\\"",
        "lastTradeAt, soon, its ledger has the lastTradeAt \\\"soon\\\"",
        "trades, '', its ledger has the trades \\\"\\\"",
        "scale, 99, its ledger has the scale \\\"99\\\"",
        "zone, Mars, its ledger has the zone \\\"Mars\\\""
    })
    void aLedgerThatCannotBeReadIsAStateAndTheOtherBoardsGoOn(String field, String value, String reason) {
        redis.call(Command.HSET, key("BTC", today, "ledger"), field, value);

        assertRefused(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "volumes, SET, the key of its volumes is not a sorted set",
        "ledger, SET, the key of its ledger is not a hash",
        "ledger, DEL, ''"
    })
    void aKeyOfAnotherTypeIsAStateToo(String part, Command command, String reason) {
        redis.call(Command.DEL, key("BTC", today, part));
        if (command == Command.SET) {
            redis.call(Command.SET, key("BTC", today, part), "x");
            assertRefused(reason);
        } else {
            assertThat(show("BTC").code()).isZero();
        }
    }

    @Test
    void aVolumeThatIsNoWholeNumberOfUnitsIsAStateToo() {
        redis.call(Command.ZADD, key("BTC", today, "volumes"), "inf", "mallory");

        assertRefused("the volume of \\\"mallory\\\" is inf");
    }

    private void assertRefused(String reason) {
        daemonReports(Duration.ZERO, "RUNNING");
        Cli.Result one = show("BTC", "-o", "json");
        assertThat(one.out()).contains("\"state\":\"REFUSED\"", reason);
        assertThat(one.code()).isEqualTo(5);
        Cli.Result all = show("--all", "-o", "ndjson");
        assertThat(all.out().lines().filter(line -> line.contains("\"state\":\"LIVE\"")))
                .hasSize(1);
        assertThat(all.code()).isEqualTo(5);
        assertThat(cli().run("rank", "ann", "BTC").code()).isEqualTo(5);
    }

    @Test
    void anotherWritersMarkIsNotLookedAt() {
        daemonReports(Duration.ZERO, "RUNNING");
        redis.call(Command.HSET, key("BTC", today, "ledger"), "mark:OTHER", "garbage");

        assertThat(show("BTC", "-o", "json").out()).contains("\"state\":\"LIVE\"");
    }

    @Test
    void anIndexOfSymbolsThatIsNoSetCostsNothingButTheOtherSymbols() {
        redis.call(Command.SET, "tradeboard:symbols:" + today, "x");

        assertThat(show("--all", "-o", "ndjson").code()).isZero();
        assertThat(show("--all", "-o", "ndjson").out().lines()).hasSize(5);
        assertThat(show("NOPE").code()).isEqualTo(3);
    }

    /** Zones whose date is the one before, and the one after, at some hour of the day. */
    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Etc/GMT+12", "Pacific/Kiritimati", "Asia/Tokyo", "Etc/GMT-14"})
    void aBoardIsShownInItsOwnZoneWhateverWasAskedFor(String zone) {
        Cli.Result result = show("BTC", "-o", "json", "--zone", zone);

        assertThat(result.out())
                .contains("\"zone\":\"UTC\"", "\"day\":\"" + today + "\"", "\"traders\":2")
                .doesNotContain(zone);
        assertThat(result.err())
                .isEqualTo("tradeboard: the board of BTC " + today + " is kept in UTC, not in " + zone
                        + ", and is shown as it is\n");
        assertThat(cli().run("rank", "ann", "--zone", zone, "-o", "json").out()).contains("\"zone\":\"UTC\"");
        assertThat(show("BTC", "--zone", "Etc/UTC").err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Etc/GMT+12"})
    void theDayOfABoardIsThatOfItsOwnZone(String zone) {
        LocalDate there = Instant.now().atZone(ZoneId.of(zone)).toLocalDate();
        board("SOL", there, zone);

        assertThat(show("SOL", "-o", "json").out())
                .contains("\"zone\":\"" + zone + "\"", "\"day\":\"" + there + "\"", "\"traders\":2");
    }

    /** MULTI is refused then, and the reads are not. */
    @Test
    void aRedisThatIsOutOfMemoryIsRead() {
        daemonReports(Duration.ZERO, "RUNNING");
        redis.call(Command.CONFIG, "SET", "maxmemory", "1");
        try {
            Cli.Result result = show("BTC", "-o", "json", "--max-age", "10s");
            assertThat(result.out()).contains("\"state\":\"READ_ONLY\"", "out of memory", "\"traders\":2");
            assertThat(result.code()).isEqualTo(5);
            assertThat(show("--all").code()).isZero();
            assertThat(cli().run("rank", "ann").out()).startsWith("ann is #2 of 2 traders with");
        } finally {
            redis.call(Command.CONFIG, "SET", "maxmemory", "0");
        }
    }

    private Cli cli() {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address()));
    }

    private Cli.Result show(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "show";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return cli().run(all);
    }
}
