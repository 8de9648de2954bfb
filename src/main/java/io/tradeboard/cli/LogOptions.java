package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which logs are read; none is locked, so a daemon may be writing to them. */
final class LogOptions {
    @Option(
            names = "--log-dir",
            paramLabel = "DIR",
            description = "log directory; may be given several times (data/log in the installation directory)")
    List<Path> directories = new ArrayList<>();

    /** Those of them that exist. */
    List<Path> existing(Path home) {
        return asked(home).stream().filter(Files::exists).toList();
    }

    private List<Path> asked(Path home) {
        return directories.isEmpty() ? List.of(home.resolve("data/log")) : directories;
    }

    /** @throws UsageException if one of them does not exist */
    List<Path> directories(Path home) {
        List<Path> asked = asked(home);
        for (Path directory : asked) {
            if (Files.notExists(directory)) {
                throw new UsageException("no such directory: " + directory);
            }
        }
        return asked;
    }
}
