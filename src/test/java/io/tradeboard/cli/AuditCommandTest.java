package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an audit says to whom it is asked by. */
class AuditCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @BeforeEach
    void countTwoTrades() throws IOException {
        Files.writeString(home.resolve("trades.csv"), "traderId,symbol,quantity\nann,BTC,2\nbob,PEPE,1\n");
        assertThat(run("ingest", home.resolve("trades.csv").toString()).code()).isZero();
    }

    @Test
    void aSymbolThatIsNeitherConfiguredNorTradedIsThree() {
        for (String[] call : new String[][] {
            {"audit", "DOGE"},
            {"audit", "DOGE", "-o", "json"},
            {"audit", "DOGE", "--input", home.resolve("trades.csv").toString()}
        }) {
            assertThat(run(call))
                    .isEqualTo(new Cli.Result(
                            3, "", "tradeboard: symbol DOGE is neither configured nor traded on " + today + "\n"));
        }
    }

    @Test
    void aSymbolThatIsConfiguredOrTradedIsAudited() {
        assertThat(run("audit", "ETH").out()).startsWith("ETH          EXACT     0 trades");
        assertThat(run("audit", "PEPE").out()).startsWith("PEPE         EXACT     1 trades");
    }

    @Test
    void aFileThatIsNotAllThatWasSentDiffersAndThatIsExplained() throws IOException {
        Path part = Files.writeString(home.resolve("part.csv"), "traderId,symbol,quantity\nann,BTC,2\n");
        Cli.Result result = run("audit", "--input", part.toString());

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out())
                .contains("  trader bob: board 1.00000000, input 0.00000000")
                .doesNotContain("log");
        assertThat(result.err())
                .isEqualTo("tradeboard: the boards count whatever was sent that day: --input proves them only where "
                        + part + " is all of it\n");
        assertThat(run("audit", "--input", part.toString(), "-q").err()).isEmpty();
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }
}
