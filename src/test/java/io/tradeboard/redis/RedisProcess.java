package io.tradeboard.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import redis.embedded.core.ExecutableProvider;

/**
 * A server of Redis as a process of its own, to be killed and paused: a node of a cluster, a replica or a sentinel. A shell
 * ends it when this process ends, however that comes.
 */
public final class RedisProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int FIRST_PORT = 2_100;
    private static final int PORTS = 7_800;

    /** Another process that runs tests at the same time begins elsewhere. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    /** Prints the process id, and kills the server when its own input ends. */
    private static final String GUARD = "\"$@\" >\"$OUT\" 2>&1 </dev/null & echo $!; read -r _; kill -9 $!; wait";

    private final int port;
    private final Path directory;
    private final List<String> command;
    private Process guard;
    private long pid;

    private RedisProcess(int port, Path directory, List<String> command) throws IOException {
        this.port = port;
        this.directory = directory;
        this.command = command;
        launch();
    }

    /** Starts a server with these settings beside those that every test needs. */
    public static RedisProcess start(int port, Path directory, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable(directory).toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", directory.toString(), "--save", ""));
        command.addAll(List.of(settings));
        return new RedisProcess(port, directory, command);
    }

    /** Starts a sentinel, which keeps what it learns in this file. */
    public static RedisProcess sentinel(int port, Path directory, String configuration) throws IOException {
        Path file = Files.createDirectories(directory).resolve("sentinel.conf");
        Files.writeString(file, "port " + port + "\nbind 127.0.0.1\n" + configuration);
        return new RedisProcess(
                port, directory, List.of(executable(directory).toString(), file.toString(), "--sentinel"));
    }

    private static Path executable(Path directory) throws IOException {
        Files.createDirectories(directory);
        return ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .toPath()
                .toAbsolutePath();
    }

    /**
     * A port that is free, as is the one of the cluster bus, which is 10,000 higher: both below those that other tests and
     * systems use, and never the same twice.
     */
    public static int freePort() {
        while (true) {
            int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            if (isFree(port) && isFree(port + 10_000)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void launch() throws IOException {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "guard"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("OUT", directory.resolve("log").toString());
        guard = builder.start();
        BufferedReader printed =
                new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.UTF_8));
        pid = Long.parseLong(printed.readLine());
        awaitReady();
    }

    private void awaitReady() {
        long end = System.nanoTime() + READY.toNanos();
        while (true) {
            try (RedisConnection redis = connect()) {
                redis.ping();
                return;
            } catch (RedisUnavailableException e) {
                if (System.nanoTime() > end || !ProcessHandle.of(pid).isPresent()) {
                    throw e;
                }
                pause(20);
            }
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    /** A connection to this server alone. */
    public RedisConnection connect() {
        return new RedisConnection(new RedisSettings("127.0.0.1", port, null, null, 0, TIMEOUT));
    }

    public boolean isRunning() {
        return ProcessHandle.of(pid).isPresent() && guard.isAlive();
    }

    /** Kills it with SIGKILL. */
    public void kill() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        end();
    }

    /** Starts it again after it was killed, with what it has on disk. */
    public void restart() throws IOException {
        launch();
    }

    /** Sends it a signal, such as STOP and CONT. */
    public void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void end() {
        try {
            guard.getOutputStream().close();
            guard.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
