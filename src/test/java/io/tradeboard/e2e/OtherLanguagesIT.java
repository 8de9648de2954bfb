package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples of the README send a trade from other languages, where their Redis client is installed. */
@Execution(ExecutionMode.CONCURRENT)
class OtherLanguagesIT {
    private static final Path NOTHING = Path.of("/dev/null");

    @AutoClose
    private final Deployment deployment;

    OtherLanguagesIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "python | python3 -c 'import redis'                                   | python3 -",
                // Node finds what npm has installed globally only from beside it.
                "js     | cd $(npm root -g)/.. && node --input-type=module -e 'import \"redis\"' | cd $(npm root -g)/.. && node --input-type=module -",
            })
    void theSampleSendsATrade(String language, String check, String run) throws Exception {
        assumeTrue(succeeds(check, NOTHING), "a Redis client for " + language + " is not installed");

        assertSends(run, language.equals("js") ? ofHelp() : sample(language));
    }

    @Test
    void theLineForRedisCliSendsATrade() throws Exception {
        assumeTrue(succeeds("redis-cli --version", NOTHING), "redis-cli is not installed");
        String line = sample("sh", "redis-cli XADD").strip();

        assertSends("sh", line.replace("redis-cli", "redis-cli -p " + deployment.port()));
    }

    private void assertSends(String run, String sample) throws Exception {
        Path script = Files.writeString(
                deployment.file("sample"), sample.replace("6379", Integer.toString(deployment.port())));
        assertThat(succeeds(run, script)).isTrue();
        Running daemon = deployment.startDaemon();
        try (RedisProbe redis = new RedisProbe(deployment)) {
            redis.awaitCounted(1);
        }
        daemon.terminate().expect(0);
        assertThat(deployment.run("show", "BTC", "-o", "csv").expect(0).out()).contains(",kestrel,kestrel,1.5");
    }

    private boolean succeeds(String command, Path input) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(deployment.file("sample-out").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
        return process.exitValue() == 0;
    }

    /** The sample for Node in the help on trades. */
    private static String ofHelp() throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/io/tradeboard/cli/trades.txt")).stream()
                .dropWhile(line -> !line.startsWith("|  import "))
                .takeWhile(line -> line.startsWith("|  "))
                .map(line -> line.substring(3) + "\n")
                .collect(Collectors.joining());
    }

    private static String sample(String language) throws IOException {
        return sample(language, "");
    }

    /** The first block of code in a language whose text starts so. */
    private static String sample(String language, String start) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf("```" + language + "\n" + start) + language.length() + 4;
        return readme.substring(from, readme.indexOf("```", from));
    }
}
