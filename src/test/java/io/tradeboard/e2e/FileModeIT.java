package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody but its owner reads a log, however freely the process may give files away. */
@Execution(ExecutionMode.CONCURRENT)
class FileModeIT {
    @AutoClose
    private final Deployment deployment;

    FileModeIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"umask 000;", "umask 000; mkdir -m 777 log;", "umask 022;"})
    void theLogAndEveryFileInItAreTheirOwnersAlone(String before) throws Exception {
        Path file = Market.of(deployment, 100).file();
        String ingest = "tradeboard ingest trades.ndjson --log-dir log --rejects other.ndjson\n";
        deployment
                .shell(before + "cat " + file + " > trades.ndjson; echo rubbish >> trades.ndjson\n" + ingest
                        + ingest.replace(" --rejects other.ndjson", "")
                        + "echo rubbish >> trades.ndjson\n"
                        + ingest.replace(" --rejects other.ndjson", ""))
                .expect(7);
        assertThat(modes(deployment.file("log")))
                .hasEntrySatisfying("log", mode -> assertThat(mode).isEqualTo("rwx------"))
                .containsKeys("lock", "rejects.ndjson")
                .anySatisfy((name, mode) -> assertThat(name).endsWith(".summary"))
                .anySatisfy((name, mode) -> assertThat(name).endsWith(".log"))
                .allSatisfy((name, mode) ->
                        assertThat(mode).as(name).isEqualTo(name.equals("log") ? "rwx------" : "rw-------"));
        assertThat(modes(deployment.file("other.ndjson"))).containsOnly(Map.entry("other.ndjson", "rw-------"));
        assertThat(modes(deployment.file("redis")).get("redis")).isEqualTo("rwx------");

        Running daemon = deployment.startDaemon();
        daemon.awaitMessage("reading the stream");
        assertThat(modes(deployment.file("log")).values()).containsOnly("rwx------", "rw-------");
        daemon.terminate().expect(0);
        assertThat(modes(deployment.file("log")).values()).containsOnly("rwx------", "rw-------");
    }

    private static Map<String, String> modes(Path top) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.toList()) {
                modes.put(
                        file.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return modes;
    }
}
