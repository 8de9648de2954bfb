package io.tradeboard.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A zsh or fish at a pseudo terminal, with the completion script, into which the test types lines. */
final class TypedShell implements AutoCloseable {
    private final Path home;
    private final Process process;
    private final OutputStream keys;

    /** @param home where the program is that is completed; it must write its arguments into the file {@code run} */
    TypedShell(Shell shell, Path home) throws IOException {
        this.home = home;
        ShellRun.writeScript(home, shell);
        boolean isZsh = shell == Shell.zsh;
        ProcessBuilder builder = new ProcessBuilder(
                        "script",
                        "-q",
                        "-c",
                        isZsh ? "zsh -f -i" : "fish --no-config -i",
                        home.resolve("screen").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", home + ":" + System.getenv("PATH"));
        process = builder.start();
        keys = process.getOutputStream();
        String prepare = isZsh ? "autoload -U compinit; compinit -D -u; " : "";
        run(prepare + "source ./script; printf ready > run");
    }

    /** Types a line and presses Enter; returns the arguments with which the program ran. */
    List<String> run(String line) throws IOException {
        Path run = home.resolve("run");
        Files.deleteIfExists(run);
        keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        keys.flush();
        Awaitility.await(line)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(ShellRun.PATIENCE)
                .until(() -> Files.exists(run));
        return Files.readAllLines(run);
    }

    @Override
    public void close() {
        ShellRun.end(process);
    }
}
