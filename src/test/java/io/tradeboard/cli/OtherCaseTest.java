package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A symbol in letters of the other case is another symbol, and that is said. */
class OtherCaseTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String NOTICE = "tradeboard: symbol btc is not BTC: its trades count on a separate board;"
            + " to reject them: --strict-symbols\n";

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "produce"})
    void itIsReportedOnceAndCounted(String command) throws IOException {
        Path file = Files.writeString(
                home.resolve("trades.csv"),
                "traderId,symbol,quantity\nann,BTC,1\nann,btc,1\nann,PEPE,1\nann,Btc,1\nann,btc,1\n");
        Cli.Result result = run(command, file.toString());

        assertThat(result.code()).isZero();
        assertThat(result.err()).startsWith(NOTICE + "done: 5 ");
    }

    @Test
    void itIsReportedForATradeByHand() {
        String[] call = {"produce", "--trader", "ann", "--symbol", "btc", "--quantity", "1"};
        assertThat(run(call)).isEqualTo(new Cli.Result(0, "", NOTICE + "done: 1 trade sent\n"));

        call[4] = "BTC";
        assertThat(run(call).err()).isEqualTo("done: 1 trade sent\n");
    }

    @Test
    void quietSaysNothing() {
        assertThat(run("produce", "-q", "--trader", "ann", "--symbol", "btc", "--quantity", "1")
                        .err())
                .isEmpty();
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }
}
