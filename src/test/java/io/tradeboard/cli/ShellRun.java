package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run of a shell, which ends with all that it started, also where one of them hangs. */
final class ShellRun {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private ShellRun() {}

    /** What it prints; it must exit with 0 in time. */
    static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        // A file: a read from a pipe would wait for whatever holds the other end.
        Path file = Files.createTempFile("shell", ".out");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                end(process);
            }
            String out = Files.readString(file);
            assertThat(ended)
                    .as("%s ends, having printed: %s", builder.command(), out)
                    .isTrue();
            assertThat(process.exitValue()).as(out).isZero();
            return out;
        } finally {
            Files.delete(file);
        }
    }

    /** Writes the completion script of the shell as the file {@code script}. */
    static void writeScript(Path home, Shell shell) throws IOException {
        Files.writeString(
                home.resolve("script"),
                new Cli(home, Map.of()).run("generate-completion", shell.name()).out());
    }

    static boolean isInstalled(String program) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /** Skips the test where one of the programs is missing, and says so: Surefire keeps the reason to its report. */
    static void skipWithout(String... programs) {
        List<String> missing =
                Stream.of(programs).filter(program -> !isInstalled(program)).toList();
        if (!missing.isEmpty()) {
            String reason = "a test of completion is skipped: not installed: " + String.join(", ", missing);
            System.err.println(reason);
            abort(reason);
        }
    }

    static void end(Process process) {
        List<ProcessHandle> running = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        running.forEach(ProcessHandle::destroyForcibly);
        running.forEach(each ->
                each.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }
}
