package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.cli.SetClockMain;
import io.tradeboard.e2e.Running.Finished;
import io.tradeboard.redis.EmbeddedRedis;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One installation for one test: a directory with log, Redis data and temporary files, a port for Redis, and every
 * process that the test starts. Settings of the developer's machine do not reach it.
 *
 * <p>Boards are kept, and trades taken, for a day after midnight, so that no test minds when it runs.
 *
 * <p>{@link #close} ends everything that was started and is still there.
 */
final class Deployment implements AutoCloseable {
    /** Half of the processor time of so short a process would go into optimising it. */
    static final String LIGHT_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final Path PROGRAM = Path.of("bin/tradeboard").toAbsolutePath();
    private static final Path BUILT = Path.of("target/.built").toAbsolutePath();

    /** Below the ports that systems give to clients, or a client could take it while Redis is away. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;

    /** Two tests that run beside each other must not find the same port free. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST_PORT - FIRST_PORT));

    private final Path directory;
    private final int port = freePort();
    private final List<Running> started = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private @Nullable EmbeddedRedis redis;
    private int redisStarts;

    /** An installation without a running Redis. */
    Deployment(Path directory) throws IOException {
        this.directory = directory;
        // This build made it; the launcher must not take it for old and build again.
        Files.write(BUILT, new byte[0]);
        Files.setLastModifiedTime(BUILT, FileTime.from(Instant.now()));
        Files.createDirectory(temporary());
        Files.createFile(directory.resolve("empty.env"));
    }

    static Deployment withRedis(Path directory) throws IOException {
        Deployment deployment = new Deployment(directory);
        deployment.startRedis();
        return deployment;
    }

    /** A file of the test, or of the program, in the directory. */
    Path file(String name) {
        return directory.resolve(name);
    }

    Path rejects() {
        return file("log/rejects.ndjson");
    }

    /** Where the processes put their temporary files. */
    Path temporary() {
        return file("tmp");
    }

    List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary())) {
            return files.toList();
        }
    }

    /** Fails unless these, the guard and the server of an embedded Redis, end, and no temporary file stays. */
    void assertNothingIsLeft(List<ProcessHandle> children) {
        assertThat(children).as("the guard and the server").hasSizeGreaterThanOrEqualTo(2);
        await().alias("server and guard are gone")
                .atMost(Running.PATIENCE)
                .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        await().alias("temporary files are gone")
                .atMost(Running.PATIENCE)
                .until(() -> temporaryFiles().isEmpty());
    }

    int port() {
        return port;
    }

    /** Gives a variable to the commands that are started from now on. */
    void set(String variable, String value) {
        settings.put(variable, value);
    }

    /**
     * Starts Redis, on the port and the data that an earlier one had, and returns once it serves; without a command of the
     * program, because that takes a second.
     */
    void startRedis() throws IOException {
        redis = EmbeddedRedis.start(port, file("redis"), file("redis-server-" + ++redisStarts));
    }

    /** Starts Redis by the command for it, which ends with it, and returns once it serves. */
    Running startRedisCommand() throws IOException {
        Running server = start(
                "redis",
                "--port",
                Integer.toString(port),
                "--dir",
                file("redis").toString());
        server.awaitMessage("Redis serves at");
        return server;
    }

    /** Stops Redis in order; what it holds is kept. */
    void stopRedis() {
        if (redis != null) {
            redis.close();
            redis = null;
        }
    }

    /** Starts the daemon and returns once it has the log, and so hears signals. */
    Running startDaemon(String... options) throws IOException {
        return startDaemon(List.of(PROGRAM.toString()), options);
    }

    /**
     * The same with a clock of its own.
     *
     * @param clock holds by how much it is ahead, as {@link SetClockMain} reads it
     */
    Running startDaemonWithClock(Path clock, String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Stream.of("test-classes", "classes", "lib/*")
                .map(part -> Path.of("target").toAbsolutePath().resolve(part).toString())
                .collect(Collectors.joining(File.pathSeparator));
        return startDaemon(
                List.of(java, LIGHT_COMPILER, "-Dclock=" + clock, "-cp", classes, SetClockMain.class.getName()),
                options);
    }

    private Running startDaemon(List<String> program, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("ingest"));
        arguments.addAll(List.of(options));
        Running daemon = start(command(program, arguments.toArray(String[]::new)), new File("/dev/null"));
        Path lock = file("log/lock");
        String holder = "pid " + daemon.process().pid() + " ";
        await().alias("the daemon takes the log")
                .atMost(Running.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(lock) && Files.readString(lock).startsWith(holder));
        return daemon;
    }

    /** Runs a command to its end. */
    Finished run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).join();
    }

    /** Runs a command to its end, with a file as its standard input. */
    Finished runReading(Path input, String... arguments) throws IOException, InterruptedException {
        return startReading(input, arguments).join();
    }

    /** Starts a command with a file as its standard input. */
    Running startReading(Path input, String... arguments) throws IOException {
        return start(command(arguments), input.toFile());
    }

    /** Starts a command. */
    Running start(String... arguments) throws IOException {
        return start(command(arguments), new File("/dev/null"));
    }

    /** Runs a shell script, in which {@code tradeboard} stands for the program and {@code $program} for its path, to its end. */
    Finished shell(String script) throws IOException, InterruptedException {
        return startShell(script).join();
    }

    /** Starts such a script. */
    Running startShell(String script) throws IOException {
        String program = "program=" + PROGRAM + "\ntradeboard() { $program \"$@\" --env-file empty.env; }\n";
        return start(List.of("bash", "-c", program + script), new File("/dev/null"));
    }

    private List<String> command(String... arguments) {
        return command(List.of(PROGRAM.toString()), arguments);
    }

    private static List<String> command(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        command.addAll(program.size() + 1, List.of("--env-file", "empty.env"));
        return command;
    }

    private Running start(List<String> command, File input) throws IOException {
        Path out = file("out-" + started.size());
        Path err = file("err-" + started.size());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "JAVA_HOME"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TMPDIR", temporary().toString());
        environment.put("REDIS_ADDRESS", "127.0.0.1:" + port);
        environment.put("TRADEBOARD_LOG_DIR", file("log").toString());
        environment.put("TRADEBOARD_JAVA_OPTS", LIGHT_COMPILER);
        environment.put("TRADEBOARD_RETENTION", "1d");
        environment.put("TRADEBOARD_LATENESS", "1d");
        environment.putAll(settings);
        Running running = new Running(command, builder.start(), out, err);
        started.add(running);
        return running;
    }

    static int freePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int candidate = FIRST_PORT + NEXT_PORT.getAndIncrement() % (LAST_PORT - FIRST_PORT);
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    /** Kills what is left; only Redis ends in order, because its server must be gone before its directory goes. */
    @Override
    public void close() {
        started.forEach(running -> running.process().destroyForcibly());
        for (Running running : started) {
            running.process()
                    .onExit()
                    .orTimeout(Running.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        stopRedis();
    }
}
