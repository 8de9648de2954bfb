package io.tradeboard.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Runs commands as a person would, with an environment and a home of their own. */
final class Cli {
    private final Path home;
    private final Map<String, String> environment;

    Cli(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** What a command left behind. */
    record Result(int code, String out, String err) {}

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.of(
                new ByteArrayInputStream(new byte[0]), out, err, Clock.systemUTC(), environment, home, false);
        int code = Main.run(console, args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
