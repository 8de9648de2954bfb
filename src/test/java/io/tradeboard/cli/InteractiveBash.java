package io.tradeboard.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A bash at a pseudo terminal, whose keys the test presses. */
final class InteractiveBash implements AutoCloseable {
    private static final String START = """
            source ./script
            show() { printf '%s' "$READLINE_LINE" > line.new; mv line.new line; }
            drop() { show; READLINE_LINE=; READLINE_POINT=0; }
            bind -x '"\\C-t": show'
            bind -x '"\\C-p": drop'
            bind 'set bell-style none'
            bind 'set enable-bracketed-paste off'
            PROMPT_COMMAND='echo new >> prompts'
            PS1='> '
            PS2='$(echo more >> prompts)'
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

    /** Types the text and Tab; returns the line that becomes of it. */
    String tab(String text) throws IOException {
        return line(text + "\t\u0014");
    }

    /** Drops the line, once all keys before are read. */
    void drop() throws IOException {
        line("\u0010");
    }

    private String line(String pressed) throws IOException {
        Path line = home.resolve("line");
        Files.deleteIfExists(line);
        press(pressed);
        await(pressed, () -> Files.exists(line));
        return Files.readString(line);
    }

    /** Types the text and Enter; returns whether the line has run, and is not continued in another one. */
    boolean enter(String text) throws IOException {
        int before = prompts().size();
        press(text + "\r");
        awaitPrompts(before + 1);
        List<String> prompts = prompts();
        return prompts.get(prompts.size() - 1).equals("new");
    }

    private void press(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private void awaitPrompts(int count) {
        await("prompt", () -> prompts().size() >= count);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(ShellRun.PATIENCE)
                .until(condition);
    }

    private List<String> prompts() throws IOException {
        Path file = home.resolve("prompts");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    public void close() {
        ShellRun.end(process);
    }
}
