package io.tradeboard.cli;

import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.run.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Runs short commands against an embedded Redis with a few trades on its boards, so that the JVM can list the classes
 * that they load, and lists all classes of the program itself, as screens and daemons are not run. {@code
 * scripts/class-archive} runs it. Without a Redis that starts, the commands end where they would ask it, and fewer classes
 * are listed.
 */
public final class Training {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("show"),
            List.of("show", "-o", "json"),
            List.of("rank", "mira.k"),
            List.of("status"),
            List.of("help", "show"));

    private static final String CLASS = ".class";

    private final Path directory;
    private final Map<String, String> environment;

    private Training(Path directory, int port) {
        this.directory = directory;
        this.environment = Map.of(
                Setting.REDIS_ADDRESS.variable(),
                "127.0.0.1:" + port,
                Setting.LOG_DIR.variable(),
                directory.resolve("log").toString());
    }

    /**
     * Runs all commands, whatever they end with.
     *
     * @param args an empty directory, for the data of Redis, the log, and {@code own.classes}; and the program's jar
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]).toAbsolutePath();
        try (JarFile jar = new JarFile(args[1])) {
            Files.write(
                    directory.resolve("own.classes"),
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.startsWith("io/tradeboard/") && name.endsWith(CLASS))
                            .map(name -> name.substring(0, name.length() - CLASS.length()))
                            .toList());
        }
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(port, directory.resolve("redis"), directory.resolve("scratch"))) {
            Training training = new Training(directory, redis.port());
            byte[] trades = training.run(new byte[0], List.of("produce", "--to", "-", "--count", "2000"));
            training.run(trades, List.of("ingest", "-"));
            training.runAll();
        } catch (IOException | UsageException e) {
            new Training(directory, port).runAll();
        }
    }

    private void runAll() {
        COMMANDS.forEach(command -> run(new byte[0], command));
    }

    private byte[] run(byte[] in, List<String> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = Console.of(
                new ByteArrayInputStream(in),
                out,
                ByteArrayOutputStream.nullOutputStream(),
                Clock.systemUTC(),
                environment,
                directory,
                false,
                false);
        Main.run(console, command.toArray(String[]::new));
        return out.toByteArray();
    }
}
