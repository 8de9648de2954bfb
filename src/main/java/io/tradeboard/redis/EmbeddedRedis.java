package io.tradeboard.redis;

import io.tradeboard.run.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * A real Redis server out of a jar, bound to 127.0.0.1, with append-only persistence.
 *
 * <p>A small shell script stands between this process and the server. It stops the server and removes the scratch
 * directory when this process ends, even by {@code kill -9}, and keeps the terminal's Ctrl-C away from the server.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final String GUARD = "guard.sh";
    private static final Duration GUARD_ENDS = Duration.ofMillis(500);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final RedisServer server;
    private final int port;

    private EmbeddedRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server and returns once it serves.
     *
     * @param port where to listen
     * @param data where the server keeps its append-only file; created if absent
     * @param scratch a directory for the server's executable; created if absent, removed with everything in it when the server ends
     * @throws BindException if the port is taken
     * @throws UsageException if programs in the scratch directory cannot be executed
     */
    public static EmbeddedRedis start(int port, Path data, Path scratch) throws IOException {
        IOException failure = null;
        for (ExecutableProvider provider : providers(scratch.toFile())) {
            try {
                checkFree(port);
                Files.createDirectories(scratch);
                Files.createDirectories(data, OWNER_ONLY);
                Path guard = guard(provider.get(), scratch);
                RedisServer server = new RedisServer(port, arguments(guard, port, data), false);
                server.start();
                return new EmbeddedRedis(server, port);
            } catch (UsageException e) {
                discard(scratch);
                throw e;
            } catch (IOException e) {
                discard(scratch);
                if (e instanceof BindException) {
                    throw e;
                }
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw Objects.requireNonNull(failure);
    }

    /** Sees to it that a server that did not start leaves nothing: its guard removes what there is, if it came so far. */
    private static void discard(Path scratch) throws IOException {
        long deadline = System.nanoTime() + GUARD_ENDS.toNanos();
        while (Files.exists(scratch.resolve(GUARD)) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        if (Files.exists(scratch)) {
            try (Stream<Path> all = Files.walk(scratch)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** Starts a server on a free port. */
    public static EmbeddedRedis startAnywhere(Path data, Path scratch) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port;
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            try {
                return start(port, data, scratch);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    public int port() {
        return port;
    }

    public boolean isRunning() {
        return server.isActive();
    }

    /** The executable in the jar, then on Linux the static one that needs no library of the system. */
    private static List<ExecutableProvider> providers(File scratch) {
        return List.of(
                ExecutableProvider.newJarResourceProvider(scratch),
                ExecutableProvider.newJarResourceProvider(
                        () -> scratch, Map.of(OsArchitecture.UNIX_x86_64, "/redis-server-6.2.7-linux-386")));
    }

    /** Arguments, not the library's configuration file: that would stay in the temporary directory after a kill. */
    private static List<String> arguments(Path guard, int port, Path data) {
        return List.of(
                guard.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toAbsolutePath().toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec");
    }

    private static Path guard(File executable, Path scratch) throws IOException {
        Path script = scratch.resolve(GUARD);
        try (InputStream body = EmbeddedRedis.class.getResourceAsStream(GUARD)) {
            String head = "#!/bin/sh\nscratch=" + quoted(scratch) + "\nserver=" + quoted(executable.toPath()) + "\n";
            String text = head + new String(Objects.requireNonNull(body).readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(script, text);
        }
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        checkExecutable(script);
        return script;
    }

    private static void checkExecutable(Path script) {
        if (!Files.isExecutable(script)) {
            throw new UsageException("programs in " + script.getParent()
                    + " cannot be executed (is it mounted noexec?); set TMPDIR to another directory");
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "'\\''") + "'";
    }

    private static void checkFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            throw new BindException("port " + port + " is in use; use that server as it is, or choose --port");
        }
    }

    /** Stops the server and waits until it is gone. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
