package io.tradeboard.cli;

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

    List<Path> directories(Path home) {
        return directories.isEmpty() ? List.of(home.resolve("data/log")) : directories;
    }
}
