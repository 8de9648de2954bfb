package io.tradeboard.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Programs of others that we are compared with, and that need not be there. */
enum Tool {
    REDIS_SERVER("redis-server"),
    REDIS_CLI("redis-cli"),
    REDIS_BENCHMARK("redis-benchmark"),
    AWK("awk");

    private final String command;

    Tool(String command) {
        this.command = command;
    }

    boolean isThere() {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** Whether all of these are on the path; the report says what cannot be run where one is not. */
    static boolean areThere(Report report, String what, Tool... tools) {
        List<String> absent = Arrays.stream(tools)
                .filter(tool -> !tool.isThere())
                .map(tool -> tool.command)
                .toList();
        if (!absent.isEmpty()) {
            report.miss(what + ": " + String.join(", ", absent) + " not on the PATH");
        }
        return absent.isEmpty();
    }
}
