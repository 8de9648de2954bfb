package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** What the completion scripts get to offer. */
class CompleteCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @BeforeEach
    void tradeAndHide() {
        redis.call(Command.SADD, "tradeboard:symbols:" + today, "PEPE");
        String board = "tradeboard:{BTC:" + today + "}:";
        redis.call(Command.ZADD, board + "volumes", 900, "ann", 700, "bob", 600, "carl", 50, "dora");
        redis.call(Command.HSET, board + "ledger", "scale", 2, "trades", 9, "volume", 2_250);
        assertThat(run("traders", "hide", "bob").code()).isZero();
        assertThat(run("traders", "alias", "carl", "Charles").code()).isZero();
        assertThat(run("traders", "exclude", "dora").code()).isZero();
    }

    @Test
    void symbolsAreTheConfiguredOnesAndThoseTradedToday() {
        assertThat(run("complete", "symbols").out()).isEqualTo("BTC\nETH\nSOL\nUSDC\nARB\nPEPE\n");
    }

    @Test
    void daysAreTodayYesterdayAndThoseWithResults() {
        redis.call(Command.ZADD, "tradeboard:results", 0, "2026-11-22");

        assertThat(run("complete", "days").out()).isEqualTo("today\nyesterday\n2026-11-22\n");
    }

    @Test
    void tradersAreThoseThatAreShownBestFirst() {
        assertThat(run("complete", "traders").out()).matches("ann\nTrader [0-9a-f]{4}\ncarl\n");
    }

    @Test
    void idsAreThoseThatAreNotHidden() {
        assertThat(run("complete", "ids").out()).isEqualTo("ann\ncarl\ndora\n");
    }

    @Test
    void tradersAreThoseOfAllConfiguredSymbols() {
        String board = "tradeboard:{ETH:" + today + "}:";
        redis.call(Command.ZADD, board + "volumes", 9, "eve", 8, "ann");
        redis.call(Command.HSET, board + "ledger", "scale", 2, "trades", 2, "volume", 17);

        assertThat(run("complete", "traders").out()).matches("ann\nTrader [0-9a-f]{4}\ncarl\neve\n");
        assertThat(run("complete", "ids").out()).isEqualTo("ann\ncarl\ndora\neve\n");
        assertThat(run("complete", "ids", "--symbols", "ETH:2:Ethereum").out()).isEqualTo("eve\nann\ncarl\ndora\n");
    }

    @Test
    void idsAreRawWhereAnotherTraderIsShownByThem() {
        assertThat(run("traders", "alias", "carl", "ann").code()).isZero();

        assertThat(run("complete", "traders").out()).contains("ann (its own id)\n");
        assertThat(run("complete", "ids").out()).isEqualTo("ann\ncarl\ndora\n");
    }

    @Test
    void withoutRedisThereAreTheConfiguredSymbols() {
        Cli away = new Cli(home, Map.of("REDIS_ADDRESS", "127.0.0.1:1"));

        assertThat(away.run("complete", "symbols")).isEqualTo(new Cli.Result(0, "BTC\nETH\nSOL\nUSDC\nARB\n", ""));
        assertThat(away.run("complete", "days")).isEqualTo(new Cli.Result(0, "today\nyesterday\n", ""));
        assertThat(away.run("complete", "traders")).isEqualTo(new Cli.Result(0, "", ""));
    }

    @Test
    void noHelpNamesTheCommand() {
        assertThat(run("help").out()).doesNotContain("complete ");
        assertThat(run("help", "complete").code()).isEqualTo(2);
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }
}
