package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A command that was started, and what it has printed so far.
 *
 * @param command as it was started, to name it in failures
 * @param out the file that takes its standard output
 * @param err the file that takes its standard error
 */
record Running(List<String> command, Process process, Path out, Path err) {
    /** Longer than any command may take on a busy machine; only a command that hangs meets it. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a command left: its exit code and all it printed. */
    record Finished(Running running, int code, String out, String err) {
        /** Fails with everything that was printed where the command ended otherwise. */
        Finished expect(int expected) {
            assertThat(code)
                    .as("exit code of %s, which printed%n%s", running.command, running.printed())
                    .isEqualTo(expected);
            return this;
        }
    }

    /** Sends a signal, such as {@code TERM}, to this process alone. */
    void signal(String name) throws IOException, InterruptedException {
        Signal.send(name, process.pid());
    }

    /** Ends it by {@code kill -9} and returns when it is gone. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        join();
    }

    /** Asks it to end by TERM and returns what it left. */
    Finished terminate() throws IOException, InterruptedException {
        signal("TERM");
        return join();
    }

    /** Returns what it left, all of it UTF-8, once it has ended by itself. */
    Finished join() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends within %s, having printed%n%s", command, PATIENCE, printed())
                .isTrue();
        return new Finished(this, process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Returns once standard error has the text. */
    void awaitMessage(String text) {
        awaitMessage(text, 1);
    }

    /** Returns once standard error has the text so often. */
    void awaitMessage(String text, int times) {
        await().alias(command + " says \"" + text + "\"")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> assertThat(process.isAlive() || said(text) >= times)
                        .as("%s said before it ended%n%s", command, printed())
                        .isTrue())
                .until(() -> said(text) >= times);
    }

    /** How often standard error has the text so far. */
    int said(String text) {
        return text(err).split(Pattern.quote(text), -1).length - 1;
    }

    /** All it has printed so far, for a person. */
    String printed() {
        return text(out) + text(err);
    }

    private static String text(Path file) {
        try {
            // Not strictly: half a character may be all that is there yet.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
