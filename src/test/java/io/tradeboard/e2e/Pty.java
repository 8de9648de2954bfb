package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A terminal that has no mind of its own: what is written to it arrives as it is, what is drawn on it can be read as it came,
 * and it answers nothing. By {@code script} of util-linux; where that is missing, the test that asks for one is skipped.
 */
final class Pty implements AutoCloseable {
    private final Process process;
    private final OutputStream keys;
    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final Thread reader;

    /** Runs a shell command in a new terminal, which has no size until the command gives it one. */
    Pty(Path directory, String command) throws IOException {
        assumeTrue(isInstalled(), "script of util-linux is not installed: tests with raw input are skipped");
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", command, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("NO_COLOR|COLORTERM|COLORFGBG|LINES|COLUMNS"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/sh");
        process = builder.start();
        keys = process.getOutputStream();
        reader = new Thread(this::read, "pty-under-test");
        reader.start();
    }

    private static boolean isInstalled() {
        try {
            Process version = new ProcessBuilder("script", "--version").start();
            String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.contains("util-linux");
        } catch (IOException e) {
            return false;
        }
    }

    private void read() {
        try {
            byte[] some = new byte[8_192];
            for (int count = process.getInputStream().read(some);
                    count >= 0;
                    count = process.getInputStream().read(some)) {
                drawn.write(some, 0, count);
            }
        } catch (IOException e) {
            // The terminal is gone; what was drawn until then is there.
        }
    }

    /** All that was written to the terminal so far. */
    String drawn() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    void awaitDrawn(String text) {
        await().atMost(Running.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(drawn()).contains(text));
    }

    /** Sends bytes, each character one of Latin-1, in one piece. */
    void send(String bytes) throws IOException {
        keys.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        keys.flush();
    }

    /** The exit code of the command, once it has ended. */
    int join() throws InterruptedException {
        assertThat(process.waitFor(Running.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it ends, having drawn%n%s", drawn())
                .isTrue();
        reader.join(Running.PATIENCE.toMillis());
        return process.exitValue();
    }

    /** Hangs up, which ends whatever still runs. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit()
                .orTimeout(Running.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
