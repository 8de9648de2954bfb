package io.tradeboard.cli;

import static io.tradeboard.status.Beats.beat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Meters;
import io.tradeboard.source.StreamSource;
import io.tradeboard.status.Beats;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.status.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class StatusCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final Heartbeats heartbeats = new Heartbeats(redis);
    private final Instant now = heartbeats.time();
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);

    /** A server that was started just now makes no daemon silent. */
    @BeforeAll
    static void awaitServer() {
        try (RedisConnection connection = new RedisConnection(REDIS.settings())) {
            await().until(() -> !RedisHealth.read(connection).hasJustStarted());
        }
    }

    @Test
    void aDaemonAtWorkHasItsRatesItsBacklogAndItsTimes() {
        publish("running-1", Condition.RUNNING, Duration.ZERO);
        Cli.Result result = status();

        assertThat(result.out().lines().skip(1))
                .satisfies(
                        lines -> assertThat(lines.get(1)).matches("  heartbeat [0-9]s ago, since 2026-11-22T08:00:00Z"))
                .contains(
                        "Daemon running- on host-1, pid 4121: RUNNING",
                        "  12.5 trades/s  12.0 applied/s  log 4.8 MiB",
                        "  since its start: accepted 12,000  applied 11,999  rejected 4  late 1  duplicates 2  healed 0",
                        "  backlog 0  flush delay 40 ms  unapplied 0 bytes  buffered 7  clock difference -3 ms",
                        "  arrival to board: p50 512.3 ms  p99 1,004.0 ms  max 1,090.0 ms  (12,000 trades in the last minute)",
                        "  sync: p50 1.2 ms  p99 9.0 ms  max 9.1 ms  (50 syncs in the last minute)",
                        "  flush: p50 2.3 ms  p99 4.0 ms  max 4.1 ms  (60 flushes in the last minute)",
                        "  flush trades: p50 200  p99 210  max 212",
                        "All is well.");
        assertThat(result.code()).isZero();
    }

    @Test
    void jsonHasTheSameUnderTheSameNames() {
        publish("running-1", Condition.RUNNING, Duration.ZERO);

        assertThat(json())
                .startsWith("{\"schema\":\"tradeboard.status/1\",\"redis\":{\"address\":\""
                        + REDIS.settings().address() + "\",\"version\":\"")
                .contains(
                        "\"refusesWrites\":null,\"reason\":null,\"warnings\":[]},\"daemons\":[{\"writer\":\"running-1\","
                                + "\"log\":\"log of running-1\",\"host\":\"host-1\",\"pid\":4121,"
                                + "\"since\":\"2026-11-22T08:00:00Z\",\"heartbeatAt\":\"")
                .contains(",\"state\":\"RUNNING\",\"reason\":null,\"tradesPerSecond\":12.5,\"appliedPerSecond\":12.0,"
                        + "\"accepted\":12000,\"rejected\":4,\"duplicates\":2,\"late\":1,\"applied\":11999,\"flushes\":60,"
                        + "\"healed\":0,\"backlog\":0,\"unappliedBytes\":0,\"logBytes\":5000000,\"refusedTrades\":null,"
                        + "\"bufferedTrades\":7,\"flushDelayMs\":40,\"clockDifferenceMs\":-3,"
                        + "\"arrivalToBoard\":{\"count\":12000,\"p50Ms\":512.345,\"p99Ms\":1004.0,\"maxMs\":1090.0},"
                        + "\"sync\":{\"count\":50,\"p50Ms\":1.2,\"p99Ms\":9.0,\"maxMs\":9.1},"
                        + "\"flush\":{\"count\":60,\"p50Ms\":2.3,\"p99Ms\":4.0,\"maxMs\":4.1},"
                        + "\"flushTrades\":{\"count\":60,\"p50\":200,\"p99\":210,\"max\":212},\"topic\":null,\"refused\":[]}],"
                        + "\"stream\":{\"entries\":0,\"abandoned\":[]},\"boards\":[],\"problems\":[]}");
    }

    @Test
    void whatWasNotMeasuredIsLeftOutOfTheTableAndNullInJson() {
        heartbeats.publish(beat("a", Condition.RUNNING, Meters.Snapshot.NONE, now, Duration.ZERO));

        assertThat(status().out()).doesNotContain("arrival to board", "backlog", "sync:");
        for (String unknown : new String[] {"backlog", "flushDelayMs", "logBytes", "arrivalToBoard", "sync"}) {
            assertThat(json()).contains("\"" + unknown + "\":null");
        }
    }

    @Test
    void ofADaemonThatIsGoneNothingIsShownAsIfItWereThere() {
        publish("killed-1", Condition.RUNNING, Duration.ofSeconds(150));
        publish("stopped-1", new Condition(DaemonState.STOPPED, "", List.of()), Duration.ofHours(3));
        Cli.Result result = status();

        assertThat(result.out())
                .contains("Daemon killed-1 on host-1, pid 4121: SILENT", "  heartbeat 2m3")
                .contains("Daemon stopped- on host-1, pid 4121: STOPPED", "  heartbeat 3h00m ago")
                .doesNotContain("trades/s", "flush delay", "arrival to board")
                .contains("2 problems:", "  no daemon is running; start one: tradeboard ingest")
                .containsPattern("  daemon killed-1 has sent no heartbeat for 2m3\\ds and did not shut down");
        assertThat(result.code()).isEqualTo(5);
    }

    @Test
    void oneOfTwoDaemonsDeadIsAProblem() {
        publish("dead", Condition.RUNNING, Duration.ofSeconds(150));
        publish("alive", Condition.RUNNING, Duration.ZERO);

        assertThat(status().out()).containsPattern("1 problem:\n  daemon dead has sent no heartbeat for 2m3\\ds");
        assertThat(status().code()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100000, 0", "600000, 5"})
    void aLargeBacklogIsAProblem(long backlog, int code) {
        heartbeats.publish(beat("a", Condition.RUNNING, Beats.meters(backlog, 40), now, Duration.ZERO));

        assertThat(status().code()).isEqualTo(code);
    }

    @Test
    void aRefusedBoardHasItsReason() {
        publish("a", new Condition(DaemonState.RUNNING, "", List.of(Beats.REFUSED)), Duration.ZERO);
        Cli.Result result = status();

        assertThat(result.out())
                .contains("  refused BTC 2026-11-22: it keeps 2 decimals, not 8; its trades wait in the log");
        assertThat(result.code()).isEqualTo(5);
        assertThat(json())
                .contains(
                        "\"refused\":[{\"symbol\":\"BTC\",\"day\":\"2026-11-22\",\"reason\":\"it keeps 2 decimals, not 8\"}]");
    }

    @Test
    void aBoardHasItsLastTradeItsProofAndItsDaemons() {
        publish("daemon-of-a-board", Condition.RUNNING, Duration.ZERO);
        Instant last = now.minus(Duration.ofMinutes(7)).minusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
        board("BTC", "lastTradeAt", last.toEpochMilli(), "mark:daemon-of-a-board", 1, "mark:gone", 1);
        board("NEWCOIN", "lastTradeAt", last.toEpochMilli());
        redis.call(Command.SADD, "tradeboard:symbols:" + today, "NEWCOIN");
        verdict("BTC", new Verdict(now.minusSeconds(120), 1, 0, 0, false, ""));
        Cli.Result result = status();

        assertThat(result.out())
                .containsPattern("BTC      1 trader  1 trade  last trade " + last
                        + ", 7m2[0-9]s ago  EXACT \\(audit 2m0[0-9]s ago\\)  by daemon-o\n")
                .containsPattern("NEWCOIN  1 trader  1 trade  last trade .* ago  NOT AUDITED\n");
        assertThat(result.code()).isZero();
        assertThat(json()).contains("\"writers\":[\"daemon-of-a-board\",\"gone\"]");
    }

    @Test
    void aBoardThatIsBehindOrUnverifiedIsInTheSummaryAndIsNoProblem() {
        publish("a", Condition.RUNNING, Duration.ZERO);
        board("BTC");
        verdict("BTC", new Verdict(now.minusSeconds(120), 1, 0, 12, true, ""));

        assertThat(status().out())
                .doesNotContain("All is well.")
                .endsWith("No problems, but 1 board is behind or unverified:\n"
                        + "  the board BTC " + today + " was behind the log by 12 trades at its last audit;"
                        + " the daemon catches up by itself\n");
        assertThat(status().code()).isZero();

        board("ETH");
        verdict("ETH", new Verdict(now.minusSeconds(120), 1, 0, 0, false, "segment 3 is missing"));
        assertThat(status().out())
                .contains("No problems, but 2 boards are behind or unverified:\n")
                .endsWith("  the log could not verify the board ETH " + today + ": segment 3 is missing\n");
        assertThat(status().code()).isZero();

        board("SOL");
        verdict("SOL", new Verdict(now.minusSeconds(120), 1, 1, 0, false, ""));
        assertThat(status().out())
                .contains("1 problem:\n  the board SOL ", "2 boards are behind or unverified:\n")
                .doesNotContain("No problems");
        assertThat(status().code()).isEqualTo(5);
    }

    @Test
    void whileADaemonReplaysItsLogNoBoardIsCalledExactAndNotAllIsWell() {
        publish("a", new Condition(DaemonState.HEALING, "", List.of()), Duration.ZERO);
        board("BTC");
        verdict("BTC", new Verdict(now.minusSeconds(120), 1, 0, 0, false, ""));
        Cli.Result result = status();

        assertThat(result.out())
                .doesNotContain("All is well.", "EXACT")
                .containsPattern("BTC .*  HEALING \\(last audit 2m0[0-9]s ago\\)")
                .endsWith("Healing:\n  daemon a is replaying its log; boards may lack trades until it is done\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void aCappedTraderIsShownWithTheRemedyAndIsNoProblem() {
        publish("a", Condition.RUNNING, Duration.ZERO);
        board("BTC");
        redis.call(Command.ZADD, "tradeboard:{BTC:" + today + "}:volumes", 9007199254740990L, "nearly");
        redis.call(Command.ZADD, "tradeboard:{BTC:" + today + "}:volumes", 9007199254740991L, "whale");
        assertThat(status().out())
                .contains("  BTC: 1 trader is capped at 2^53-1 units; from the next day on keep")
                .contains("fewer decimals (TRADEBOARD_SYMBOLS)\n");

        redis.call(Command.ZADD, "tradeboard:{BTC:" + today + "}:volumes", 9007199254740991L, "second");
        assertThat(status().out())
                .contains("  BTC: 2 traders are capped at 2^53-1 units; from the next day on keep")
                .contains("fewer decimals (TRADEBOARD_SYMBOLS)\n");
        assertThat(status().code()).isZero();
        assertThat(json()).contains("\"traders\":4,\"trades\":1,\"capped\":2,");
    }

    /** Each key in its turn holds something that it must not; the other board is shown all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tradeboard:{BTC:DAY}:ledger",
                "tradeboard:{BTC:DAY}:volumes",
                "tradeboard:{BTC:DAY}:audit",
                "tradeboard:symbols:DAY",
                "tradeboard:daemons",
                "tradeboard:daemon:a",
                "tradeboard:trades"
            })
    void aKeyOfAnotherTypeCostsItsPartAndNothingMore(String key) {
        publish("a", Condition.RUNNING, Duration.ZERO);
        board("BTC");
        board("ETH");
        String foreign = key.replace("DAY", today.toString());
        redis.call(Command.DEL, foreign);
        redis.call(Command.SET, foreign, "foreign");
        Cli.Result result = status();

        assertThat(result.out()).contains("Redis ", "WRONGTYPE").containsPattern("ETH +1 trader  1 trade  ");
        assertThat(result.code()).isEqualTo(5);
        assertThat(json()).containsPattern("\"problems\":\\[\".*WRONGTYPE");
    }

    @ParameterizedTest
    @CsvSource({
        "scale, x",
        "scale, 2.5",
        "scale, ''",
        "volume, many",
        "trades, 1e3",
        "lastTradeAt, noon",
        "lastTradeAt, 99999999999999999999"
    })
    void aFieldThatIsNoNumberMakesItsBoardUnreadable(String field, String value) {
        publish("a", Condition.RUNNING, Duration.ZERO);
        board("BTC", field, value);
        board("ETH");
        Cli.Result result = status();

        assertThat(result.out())
                .contains("BTC     UNREADABLE  its ledger cannot be read: " + field + " is not a number: " + value)
                .contains("ETH     1 trader  1 trade  ");
        assertThat(result.code()).isEqualTo(5);
        assertThat(json())
                .contains("\"traders\":null,\"trades\":null,\"capped\":null,\"lastTradeAt\":null,\"audit\":null,"
                        + "\"writers\":[],\"shards\":1,\"unreadable\":\"its ledger cannot be read: " + field);
    }

    @Test
    void aMarkOfAnotherWriterIsNotLookedAt() {
        publish("a", Condition.RUNNING, Duration.ZERO);
        board("BTC", "mark:other", "not a mark");

        assertThat(status().code()).isZero();
    }

    @Test
    void aRedisThatIsOutOfMemoryIsReadAndTheDaemonIsNotCalledSilent(@TempDir Path directory) throws IOException {
        try (EmbeddedRedis server =
                        EmbeddedRedis.startAnywhere(directory.resolve("data"), directory.resolve("scratch"));
                RedisConnection there = new RedisConnection(
                        new RedisSettings("127.0.0.1", server.port(), null, null, 0, Duration.ofSeconds(5)))) {
            Heartbeats heard = new Heartbeats(there);
            heard.publish(beat(
                    "a", Condition.RUNNING, Beats.meters(0, 40), heard.time().minusSeconds(60), Duration.ZERO));
            there.call(Command.ZADD, "tradeboard:{BTC:" + today + "}:volumes", 9, "ann");
            there.call(Command.HSET, "tradeboard:{BTC:" + today + "}:ledger", "scale", 2, "trades", 1, "volume", 9);
            there.call(Command.CONFIG, "SET", "maxmemory", 1);
            Cli.Result result =
                    new Cli(home, Map.of("REDIS_ADDRESS", there.settings().address())).run("status");

            assertThat(result.out())
                    .contains(", OOM\n  Redis is out of memory (")
                    .contains("Daemon a on host-1, pid 4121: REDIS REFUSES, Redis is out of memory")
                    .contains("BTC     1 trader  1 trade  ")
                    .contains("  Redis refuses writes: Redis is out of memory (")
                    .doesNotContain("SILENT");
            assertThat(result.code()).isEqualTo(5);
        }
    }

    @Test
    void withoutTheRightToLookAtTheStreamTheRestIsShown() {
        publish("a", Condition.RUNNING, Duration.ZERO);
        redis.call(Command.ACL, "SETUSER", "reader", "on", "nopass", "+@all", "-xlen", "~*");
        try {
            Cli.Result result = new Cli(
                            home,
                            Map.of(
                                    "REDIS_ADDRESS",
                                    "redis://reader:x@" + REDIS.settings().address()))
                    .run("status", "-o", "json");
            assertThat(result.out()).contains("\"stream\":{\"entries\":null,");
            assertThat(result.code()).isZero();
        } finally {
            redis.call(Command.ACL, "DELUSER", "reader");
        }
    }

    @Test
    void entriesThatAConsumerWhichDoesNotReadHasLeftAreShownWithTheRemedy() {
        publish("a", Condition.RUNNING, Duration.ZERO);
        redis.call(Command.XGROUP, "CREATE", StreamSource.STREAM, "tradeboard", "0", "MKSTREAM");
        for (int i = 0; i < 5; i++) {
            redis.call(Command.XADD, StreamSource.STREAM, "*", "traderId", "ann");
        }
        read("gone", 3);
        read("reading", 2);
        redis.call(
                Command.HSET, "tradeboard:lease:{" + StreamSource.STREAM + "}", "reader", "a", "consumer", "reading");
        Cli.Result result = status();

        assertThat(result.out())
                .contains(
                        "Stream: 5 entries\n",
                        "  3 entries pending for consumer gone; if it will not return: tradeboard ingest --claim gone\n")
                .doesNotContain("consumer reading");
        assertThat(result.code()).isZero();
        assertThat(json()).contains("\"stream\":{\"entries\":5,\"abandoned\":[{\"consumer\":\"gone\",\"entries\":3}]}");
    }

    private void read(String consumer, int entries) {
        redis.call(
                Command.XREADGROUP,
                "GROUP",
                "tradeboard",
                consumer,
                "COUNT",
                entries,
                "STREAMS",
                StreamSource.STREAM,
                ">");
    }

    private void publish(String writer, Condition condition, Duration age) {
        Heartbeat beat = beat(writer, condition, Beats.meters(0, 40), now.minus(age), Duration.ZERO);
        heartbeats.publish(beat);
    }

    private void board(String symbol, Object... fields) {
        redis.call(Command.ZADD, "tradeboard:{" + symbol + ":" + today + "}:volumes", 9, "ann");
        String ledger = "tradeboard:{" + symbol + ":" + today + "}:ledger";
        redis.call(Command.HSET, ledger, "scale", 2, "trades", 1, "volume", 9);
        for (int i = 0; i < fields.length; i += 2) {
            redis.call(Command.HSET, ledger, fields[i], fields[i + 1]);
        }
    }

    private void verdict(String symbol, Verdict verdict) {
        redis.call(Command.HSET, "tradeboard:{" + symbol + ":" + today + "}:audit", "log", verdict.toString());
    }

    private String json() {
        return status("-o", "json").out();
    }

    private Cli.Result status(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "status";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(all);
    }
}
