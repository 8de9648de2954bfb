package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real terminal with a shell in it, in a tmux server of its own; ended by {@link #close}. Where tmux is not installed,
 * the test that asks for one is skipped and says so.
 */
final class Tmux implements AutoCloseable {
    private static final String TARGET = "main";

    private final String socket;

    /** Opens a terminal of 80 columns and 24 rows in a directory. */
    Tmux(Path directory, String locale) throws IOException {
        assumeTrue(isInstalled(), "tmux is not installed: tests in a real terminal are skipped");
        this.socket = directory.resolve("tmux.socket").toString();
        tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-s",
                TARGET,
                "-x",
                "80",
                "-y",
                "24",
                "-c",
                directory.toString(),
                "env -u NO_COLOR LC_ALL=" + locale + " PS1='ready> ' sh");
        awaitScreen(screen -> screen.contains("ready>"));
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("tmux", "-V").start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Types a line and the return key. */
    void type(String line) throws IOException {
        keys(line);
        press("Enter");
    }

    /** Types characters as they are. */
    void keys(String characters) throws IOException {
        tmux("send-keys", "-t", TARGET, "-l", characters);
    }

    /** Presses a key, by its name in tmux: {@code q}, {@code Tab}, {@code C-c}. */
    void press(String key) throws IOException {
        tmux("send-keys", "-t", TARGET, key);
    }

    void resize(int columns, int rows) throws IOException {
        tmux("resize-window", "-t", TARGET, "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    /** Hangs up on what runs in the terminal, and puts a new shell there. */
    void hangUp() throws IOException {
        tmux("respawn-pane", "-k", "-t", TARGET, "sh");
    }

    /** What the terminal shows. */
    String screen() throws IOException {
        return tmux("capture-pane", "-p", "-t", TARGET);
    }

    /** Returns what the terminal shows once it shows what is asked for. */
    String awaitScreen(Predicate<String> expected) {
        AtomicReference<String> last = new AtomicReference<>("");
        await().atMost(Running.PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            last.set(screen());
            assertThat(expected.test(Objects.requireNonNull(last.get())))
                    .as("the terminal shows what is expected, not%n%s", last.get())
                    .isTrue();
        });
        return Objects.requireNonNull(last.get());
    }

    boolean isCursorVisible() throws IOException {
        return tmux("display", "-p", "-t", TARGET, "#{cursor_flag}").strip().equals("1");
    }

    boolean isAlternateScreen() throws IOException {
        return tmux("display", "-p", "-t", TARGET, "#{alternate_on}").strip().equals("1");
    }

    private String tmux(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.onExit()
                .orTimeout(Running.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
        return text;
    }

    /** Ends the terminal and waits for what ran in it: nothing may write into a directory that is being deleted. */
    @Override
    public void close() throws IOException {
        long shell = Long.parseLong(
                tmux("display", "-p", "-t", TARGET, "#{pane_pid}").strip());
        List<ProcessHandle> running = ProcessHandle.of(shell).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        tmux("kill-server");
        running.forEach(process -> process.onExit()
                .orTimeout(Running.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
    }
}
