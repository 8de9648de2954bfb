package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Beats;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.status.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;

/** A board is dropped only where somebody can feed it again, or where that is given up in so many words. */
class RebuildCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @BeforeEach
    void countThreeTrades() throws IOException {
        ingest("ann,BTC,2\nbob,BTC,1\nbob,PEPE,1\n");
    }

    @Test
    void whereNoLiveDaemonHasTheLogTheBoardIsLeftAlone() {
        Cli.Result result = run("rebuild");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .hasSize(2)
                .allMatch(line -> line.contains(" was not dropped: writer " + writer().substring(0, 8) + " on ")
                        && line.endsWith(" logged trades of it, and no running daemon has its log; start tradeboard"
                                + " ingest on that log directory (tradeboard log verify lists the writers of one), or"
                                + " lose those trades with --force"));
        assertThat(traders("BTC")).isEqualTo(2);
        assertThat(traders("PEPE")).isEqualTo(1);
    }

    /** The old one is of other trades. */
    @Test
    void theVerdictGoesWithTheBoard() {
        String verdicts = "tradeboard:{BTC:" + today + "}:audit";
        redis.call(Command.HSET, verdicts, "a log", new Verdict(Instant.EPOCH, 2, 0, 0, false, "").toString());
        run("rebuild", "BTC", "--force");

        assertThat(redis.call(Command.EXISTS, verdicts)).isEqualTo(0L);
    }

    @Test
    void whatOnlyALogThatIsGoneHasIsGivenUpByForce() {
        assertThat(run("rebuild", "BTC", "--force"))
                .isEqualTo(new Cli.Result(0, "BTC " + today + ": rebuilt, 0 trades\n", ""));
        assertThat(traders("BTC")).isZero();
        assertThat(traders("PEPE")).isEqualTo(1);
    }

    @Test
    void aBoardIsRebuiltOnceItsDaemonHasReplayedIt() throws IOException {
        redis.call(Command.ZINCRBY, "tradeboard:{BTC:" + today + "}:volumes", 77, "ann");
        publishHeartbeat();
        CompletableFuture<Cli.Result> rebuild = CompletableFuture.supplyAsync(() -> run("rebuild"));
        await().until(() -> traders("BTC") == 0);
        while (!rebuild.isDone()) {
            ingest("");
        }

        assertThat(rebuild.join())
                .isEqualTo(new Cli.Result(
                        0, "BTC " + today + ": rebuilt, 2 trades\nPEPE " + today + ": rebuilt, 1 trade\n", ""));
        assertThat(run("audit").out()).contains("EXACT").doesNotContain("DIFFERS");
    }

    /** The index of symbols may know more, as it lags. */
    @Test
    void aSymbolWithoutABoardHoldsUpNoOther() {
        redis.call(Command.SADD, "tradeboard:symbols:" + today, "AAA");

        assertThat(run("rebuild", "--force"))
                .isEqualTo(new Cli.Result(
                        0, "BTC " + today + ": rebuilt, 0 trades\nPEPE " + today + ": rebuilt, 0 trades\n", ""));
    }

    /** It may have read a segment before it was put back. */
    @ParameterizedTest
    @EnumSource(names = {"HEALING", "RUNNING"})
    void whileADaemonReplaysOrHasNotReportedSinceNoBoardIsDropped(DaemonState state) {
        publishHeartbeat(state, state == DaemonState.RUNNING ? Duration.ofSeconds(1) : Duration.ofSeconds(-1));
        Cli.Result result = run("rebuild", "BTC", "--wait", "1ms");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .startsWith("tradeboard: no board was dropped: daemon " + writer().substring(0, 8) + " is "
                        + state.label());
        assertThat(traders("BTC")).isEqualTo(2);
    }

    @Test
    void aBoardThatIsNotWholeInTimeIsFive() {
        publishHeartbeat();
        Cli.Result result = run("rebuild", "BTC", "--wait", "1ms");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .isEqualTo("tradeboard: the board BTC " + today
                        + " was dropped and is not complete yet; its daemons are still replaying it\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rebuild DOGE                    | 3 | there is no board DOGE ",
                "rebuild --day 2020-01-01        | 3 | no board is kept for 2020-01-01; see ingest --retention",
                "rebuild BTC --day 2020-01-01    | 3 | there is no board BTC 2020-01-01",
                "rebuild b@d                     | 2 | \"b@d\" is not a symbol",
                "rebuild --day soon              | 2 | DAY is today, yesterday or a date",
            })
    void whatCannotBeRebuiltHasItsReason(String command, int code, String message) {
        Cli.Result result = run(command.split(" "));

        assertThat(result.err()).startsWith("tradeboard: ").contains(message);
        assertThat(result.code()).isEqualTo(code);
    }

    private void ingest(String trades) throws IOException {
        Path file = Files.writeString(home.resolve("trades.csv"), "traderId,symbol,quantity\n" + trades);
        assertThat(run("ingest", file.toString(), "--again").code()).isZero();
    }

    /** As if a daemon had the log, and is heard from now on. */
    private void publishHeartbeat() {
        publishHeartbeat(DaemonState.RUNNING, Duration.ofSeconds(-10));
    }

    private void publishHeartbeat(DaemonState state, Duration ago) {
        Heartbeats heartbeats = new Heartbeats(redis);
        heartbeats.publish(Beats.beat(
                writer(),
                Condition.RUNNING.with(state, ""),
                Beats.meters(0, 40),
                heartbeats.time().minus(ago),
                Duration.ZERO));
    }

    private String writer() {
        return RedisConnection.text(redis.call(
                Command.EVAL,
                "for _, f in ipairs(redis.call('HKEYS', KEYS[1])) do if f:sub(1, 5) == 'mark:' then return f:sub(6) end end",
                1,
                "tradeboard:{BTC:" + today + "}:ledger"));
    }

    private long traders(String symbol) {
        return (Long) redis.call(Command.ZCARD, "tradeboard:{" + symbol + ":" + today + "}:volumes");
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }
}
