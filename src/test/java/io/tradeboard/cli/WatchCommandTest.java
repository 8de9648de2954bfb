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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** What is reported beside the board. */
@Timeout(60)
class WatchCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String DUMB =
            "tradeboard: a terminal with TERM=dumb cannot show a screen; this is --plain; " + "press Ctrl-C to stop\n";

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @BeforeEach
    void tradePepe() {
        redis.call(Command.SADD, "tradeboard:symbols:" + today, "PEPE");
    }

    @Test
    void aTerminalThatCanOnlyPrintGetsText() {
        Cli.Result result = cli().runUnreadAtTerminal("watch", "--refresh", "1s");

        assertThat(result.out())
                .startsWith("Bitcoin (BTC) " + today + ", as of ")
                .doesNotContain("\u001b");
        assertThat(result.err()).startsWith(DUMB);
        assertThat(cli().runUnreadAtTerminal("watch", "--refresh", "1s", "-q").err())
                .doesNotContain(DUMB);
        assertThat(cli().runUnreadAtTerminal("watch", "--refresh", "1s", "--plain")
                        .err())
                .startsWith("tradeboard: press Ctrl-C to stop\n");
        assertThat(cli().runUnread("watch", "--refresh", "1s").err()).doesNotContain("Ctrl-C");
    }

    @Test
    void aSymbolThatNobodyTradesIsRefused() {
        String unknown = "is neither configured nor traded on " + today + "; ";

        assertThat(cli().runUnread("watch", "--refresh", "1s", "DOGE"))
                .isEqualTo(new Cli.Result(
                        3, "", "tradeboard: symbol DOGE " + unknown + "configured: BTC, ETH, SOL, USDC, ARB\n"));
        assertThat(cli().runUnread("watch", "--refresh", "1s", "btc").err())
                .isEqualTo("tradeboard: symbol btc " + unknown + "did you mean BTC?\n");
        assertThat(cli().runUnreadAtTerminal("watch", "DOGE").code()).isEqualTo(3);
        assertThat(cli().runUnread("watch", "--refresh", "1s", "PEPE").err()).doesNotContain("PEPE");
        assertThat(cli().runUnread("watch", "--refresh", "1s", "ETH").err()).doesNotContain("ETH");
    }

    @Test
    void turnsNeedAWallAndASecond() {
        Cli.Result turns = cli().run("watch", "--rotate", "20s");
        assertThat(turns.code()).isEqualTo(2);
        assertThat(turns.err()).startsWith("tradeboard: --rotate needs --wall\n");
        assertThat(cli().run("watch", "--wall", "--rotate", "10ms").err())
                .startsWith("tradeboard: a symbol must be shown for at least 1 s\n");
    }

    private Cli cli() {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address(), "TERM", "dumb"));
    }
}
