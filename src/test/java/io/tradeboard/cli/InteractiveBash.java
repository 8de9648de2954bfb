package io.tradeboard.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A bash at a pseudo terminal, whose keys the test presses. */
final class InteractiveBash implements AutoCloseable {
    private static final String START = """
            source ./script
            show() { printf '%s' "$READLINE_LINE" > line.new; READLINE_LINE=; READLINE_POINT=0; mv line.new line; }
            bind -x '"\\C-t": show'
            bind 'set bell-style none'
            bind 'set enable-bracketed-paste off'
            PROMPT_COMMAND='echo >> prompts'
            PS1='> '
            PS2='$(echo >> prompts)'
            """;

    private final Path home;
    private final Process process;
    private final OutputStream keys;

    /** @param home where the script is, and a program to complete */
    InteractiveBash(Path home, String locale) throws IOException {
        this.home = home;
        Files.writeString(home.resolve("rc"), START);
        Files.deleteIfExists(home.resolve("prompts"));
        ProcessBuilder builder = new ProcessBuilder(
                        "script",
                        "-q",
                        "-c",
                        "bash --noprofile --rcfile ./rc -i",
                        home.resolve("screen").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", home + ":" + System.getenv("PATH"));
        process = builder.start();
        keys = process.getOutputStream();
        awaitPrompts(1);
    }

    /** Types the text and Tab in an empty line; returns the line that becomes of it, and drops it. */
    String tab(String text) throws IOException {
        Path line = home.resolve("line");
        Files.deleteIfExists(line);
        press(text + "\t\u0014");
        await(text, () -> Files.exists(line));
        return Files.readString(line);
    }

    /** Types the text and Enter. */
    void enter(String text) throws IOException {
        int before = prompts();
        press(text + "\r");
        awaitPrompts(before + 1);
    }

    private void press(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private void awaitPrompts(int count) {
        await("prompt", () -> prompts() >= count);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(ShellRun.PATIENCE)
                .until(condition);
    }

    private int prompts() throws IOException {
        Path file = home.resolve("prompts");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    @Override
    public void close() {
        ShellRun.end(process);
    }
}
