package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.format.ResultDocument;
import io.tradeboard.format.ResultFiles;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** Final standings outlive their boards: in Redis, in files, and for show. */
class ResultsCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate yesterday = LocalDate.now(Clock.systemUTC()).minusDays(1);
    private final ResultStore results = new ResultStore(redis, new ResultDocument(), TradersDirectory::none);
    private final RedisStandings reader = new RedisStandings(
            redis,
            Symbols.parse("BTC:2:Bitcoin", 2, false),
            TradingDays.of(ZoneOffset.UTC),
            Clock.systemUTC(),
            TradersDirectory::none);

    @BeforeEach
    void closeADay() {
        for (String symbol : List.of("BTC", "A/B")) {
            String key = "tradeboard:{" + symbol + ":" + yesterday + "}:";
            for (int i = 1; i <= 150; i++) {
                redis.call(Command.ZADD, key + "volumes", (i + 1) / 2, "t" + i);
            }
            redis.call(Command.ZADD, key + "volumes", 9_007_199_254_740_991L, "=whale");
            redis.call(Command.HSET, key + "ledger", "scale", 2, "zone", "UTC", "trades", 151, "volume", 999_999);
            redis.call(Command.HSET, key + "ledger", "mark:w", 151, "closed:w", 151);
        }
    }

    private Standings whole(String symbol) {
        return reader.read(symbol, yesterday, Integer.MAX_VALUE);
    }

    private void publishAndDrop() throws IOException {
        results.publish(whole("BTC"));
        results.publish(whole("A/B"));
        for (String symbol : List.of("BTC", "A/B")) {
            redis.call(Command.DEL, "tradeboard:{" + symbol + ":" + yesterday + "}:volumes");
            redis.call(Command.DEL, "tradeboard:{" + symbol + ":" + yesterday + "}:ledger");
        }
    }

    @Test
    void whatIsPublishedIsReadBackAsItWas() throws IOException {
        Standings before = whole("BTC");
        publishAndDrop();

        Standings after = Objects.requireNonNull(results.read(new BoardId("BTC", yesterday)));
        assertThat(after.rows()).isEqualTo(before.rows().subList(0, 100));
        assertThat(after.totalVolume()).isEqualTo(before.totalVolume());
        assertThat(after.traders()).isEqualTo(151);
        assertThat(after.trades()).isEqualTo(151);
        assertThat(after.state()).isEqualTo(BoardState.FINAL);
        assertThat(results.days()).containsExactly(yesterday);
        assertThat(results.symbols(yesterday)).containsExactly("A/B", "BTC");
        assertThat(results.read(new BoardId("ETH", yesterday))).isNull();
        assertThat((Long) redis.call(Command.PTTL, "tradeboard:{BTC:" + yesterday + "}:result"))
                .isBetween(29L * 86_400_000, 30L * 86_400_000);
    }

    @Test
    void showUsesTheResultWhenTheBoardIsGone() throws IOException {
        publishAndDrop();

        Cli.Result result = run("show", "BTC", "--day", "yesterday", "--depth", "2", "-o", "json");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("\"final\":true", "\"traders\":151", "\"traderId\":\"t150\"")
                .doesNotContain("t148");
        assertThat(run("show", "--all", "--day", "yesterday", "-o", "ndjson")
                        .out()
                        .lines())
                .hasSize(2);
        assertThat(run("show", "ETH", "--day", "yesterday").code()).isEqualTo(3);
    }

    @Test
    void resultsOfTheLatestDayAreShown() throws IOException {
        assertThat(run("results").code()).isEqualTo(3);
        assertThat(run("results").err()).startsWith("tradeboard: no results are kept yet");
        publishAndDrop();

        assertThat(run("results").out()).contains("Bitcoin (BTC) " + yesterday + " final", "A/B (A/B)", "\u2265");
        assertThat(run("results", "-o", "json").out()).startsWith("[{").hasLineCount(1);
        assertThat(run("results", "-o", "ndjson").out().lines()).hasSize(2);
        assertThat(run("results", yesterday.toString(), "--symbol", "BTC", "-o", "json")
                        .out())
                .startsWith("{\"schema\":\"tradeboard.board/1\"");
        assertThat(run("results", "yesterday", "-o", "csv").out().lines()).hasSize(201);
        assertThat(run("results", "2001-01-01").err()).isEqualTo("tradeboard: no results are kept for 2001-01-01\n");
        assertThat(run("results", "2001-01-01").code()).isEqualTo(3);
        assertThat(run("results", "soon").code()).isEqualTo(2);
        assertThat(run("results", "--symbol", "ETH").code()).isEqualTo(3);
    }

    @Test
    void aResultThatSomebodyHasOverwrittenIsReported() throws IOException {
        publishAndDrop();
        for (String damage : List.of("", "{", "[]", "{\"rows\":1}", "null", "1")) {
            redis.call(Command.SET, "tradeboard:{BTC:" + yesterday + "}:result", damage);
            Cli.Result result = run("results", "--symbol", "BTC");
            assertThat(result.code()).as(damage).isEqualTo(9);
            assertThat(result.err()).as(damage).hasLineCount(1);
        }
    }

    @Test
    void filesHaveAllRanksAndNoTraceOfTheirMaking() throws IOException {
        Standings all = whole("A/B");
        ResultFiles files = new ResultFiles(home);
        assertThat(run("traders", "exclude", "t1").code()).isZero();
        assertThat(run("traders", "exclude", "not-on-it").code()).isZero();
        TradersDirectory directory = new RedisDirectory(redis, new TraderDocument()).get();
        files.write(all, directory);
        Path json = files.write(all, directory);

        assertThat(json).isEqualTo(home.resolve("results/" + yesterday + "/A%2FB.json"));
        assertThat(Files.readString(json))
                .contains("\"excluded\":[\"t1\"]", "\"final\":true", "\"t1\"", "\"capped\":true", "\"audit\":null");
        assertThat(Files.readString(json.resolveSibling("A%2FB.csv")).lines())
                .hasSize(152)
                .element(1)
                .asString()
                .contains("'=whale");
        try (Stream<Path> found = Files.list(json.getParent())) {
            assertThat(found).hasSize(2);
        }
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }
}
