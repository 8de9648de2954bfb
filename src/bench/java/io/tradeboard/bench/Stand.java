package io.tradeboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where a benchmark takes place: the program, a scratch directory, and a Redis that nobody else uses. */
final class Stand implements AutoCloseable {
    private final Path home;
    private final Path directory;
    private final Server server;
    private int logs;

    private Stand(Path home, Path directory, Server server) {
        this.home = home;
        this.directory = directory;
        this.server = server;
    }

    /** @param home the folder of the program */
    static Stand in(Path home) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "work");
        Files.createFile(directory.resolve("empty.env"));
        return new Stand(home, directory, Server.start(program(home), directory));
    }

    Server server() {
        return server;
    }

    private static Path program(Path home) {
        return home.resolve("bin/tradeboard");
    }

    /** A script beside the program. */
    Path script(String name) {
        return home.resolve("scripts").resolve(name);
    }

    /** A file of the sources of the benchmark. */
    Path source(String name) {
        return home.resolve("src/bench").resolve(name);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** A directory for a log that nobody has used. */
    Path newLog() {
        return file("log-" + ++logs);
    }

    /** A command of the program, with the settings of this place and no others. */
    ProcessBuilder command(List<Market> symbols, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program(home).toString()));
        command.addAll(List.of(arguments));
        command.addAll(2, List.of("--env-file", file("empty.env").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "JAVA_HOME", "TMPDIR"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("REDIS_ADDRESS", server.address());
        environment.put("TRADEBOARD_RETENTION", "1d");
        environment.put("TRADEBOARD_LATENESS", "1d");
        environment.put("TRADEBOARD_SYMBOLS", Market.setting(symbols));
        return builder;
    }

    /** Runs a shell script to its end. */
    Cost shell(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(file("shell.out").toFile());
        builder.environment().put("LC_ALL", "C");
        return Cost.of(builder);
    }

    static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                all.sorted(Comparator.reverseOrder()).forEach(Stand::deleteOne);
            }
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        delete(directory);
    }
}
