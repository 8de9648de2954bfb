package io.tradeboard.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that is killed when this one ends, however it ends. Ctrl-C in the terminal does not reach it. A shell stands
 * between, as before an {@link io.tradeboard.redis.EmbeddedRedis}.
 */
final class Child implements AutoCloseable {
    private static final Duration ENDS = Duration.ofSeconds(10);

    private static final String GUARD = """
            output=$1
            shift
            trap '' INT HUP QUIT
            exec 3<&0
            if command -v setsid >/dev/null 2>&1; then
              setsid "$@" </dev/null >"$output" 2>&1 3<&- &
            else
              "$@" </dev/null >"$output" 2>&1 3<&- &
            fi
            pid=$!
            echo "$pid"
            exec >/dev/null 2>&1
            (
              while read -r _ <&3; do :; done
              kill -9 "$pid"
            ) &
            watcher=$!
            wait "$pid"
            status=$?
            kill "$watcher"
            exit "$status"
            """;

    private final Process guard;
    private final ProcessHandle process;
    private final Path output;

    private Child(Process guard, ProcessHandle process, Path output) {
        this.guard = guard;
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a command.
     *
     * @param environment all the variables that it sees
     * @param output the file that takes all it prints
     */
    static Child start(List<String> command, Map<String, String> environment, Path output) throws IOException {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "guard", output.toString()));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process guard = builder.start();
        BufferedReader started =
                new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.UTF_8));
        String pid = started.readLine();
        if (pid == null) {
            throw new IOException("sh does not start " + command.get(0));
        }
        // One that has ended by now is known by its guard, which ends too.
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElse(guard.toHandle());
        return new Child(guard, process, output);
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Of one that has ended; 128 and the number of the signal where one has ended it. */
    int exitCode() {
        return guard.exitValue();
    }

    /** Sends TERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends KILL, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        await(ENDS);
    }

    /** Whether it ends within that time. */
    boolean await(Duration atMost) throws InterruptedException {
        return guard.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The last line that it printed; empty where there is none. */
    String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
