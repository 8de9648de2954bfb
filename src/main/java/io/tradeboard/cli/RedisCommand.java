package io.tradeboard.cli;

import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.UsageException;
import io.tradeboard.run.Work;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "redis",
        description = "run an embedded Redis at the configured address",
        footer = {
            "Listens on 127.0.0.1 only. The data survives a restart: every write goes to an append-only file. INT"
                    + " and TERM stop the server, exit 0.",
            "  tradeboard redis",
            "  tradeboard redis --port 6380 --dir /var/tmp/tradeboard-redis"
        },
        exitCodeList = {"8:the port or the data directory is in use", "9:the server ended by itself"})
final class RedisCommand implements Callable<Integer>, MessageOptions.Unattended {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final String SERVER = "server";

    private final Console console;
    private final Work work = new Work(System::nanoTime);

    @Option(names = "--port", paramLabel = "PORT", description = "port to listen on (that of the configured address)")
    @Nullable
    Integer port;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "data directory (data/redis in the installation directory)")
    @Nullable
    Path directory;

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    MessageOptions messages = new MessageOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    RedisCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean runsUntilStopped() {
        return true;
    }

    @Override
    public Integer call() throws Exception {
        RedisSettings configured = redis.settings();
        if (configured.tls() != null || configured.kind() != RedisSettings.Kind.SINGLE) {
            throw new UsageException(
                    "the embedded Redis is a single server without TLS; choose --redis-address 127.0.0.1:PORT for it");
        }
        int listen = port == null ? configured.port() : port;
        Path data = directory == null ? console.home().resolve("data/redis") : directory;
        CountDownLatch stop = new CountDownLatch(1);
        Signals.onFirst(code -> stop.countDown());
        Files.createDirectories(data, OWNER_ONLY);
        try (FileChannel lock =
                FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) {
                throw new BindException(data + " is in use by another Redis; choose --dir");
            }
            return serve(configured, listen, data, stop);
        }
    }

    private int serve(RedisSettings configured, int listen, Path data, CountDownLatch stop)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("tradeboard-redis-");
        try (EmbeddedRedis server = EmbeddedRedis.start(listen, data, scratch)) {
            RedisSettings here = new RedisSettings("127.0.0.1", server.port(), null, null, 0, configured.timeout());
            if (!standard.quiet) {
                console.say("Redis serves at " + here.address() + ", data in " + data
                        + (console.messages().isForPerson() ? "; Ctrl-C ends it" : ""));
            }
            try (ServiceManager manager = new ServiceManager(console, console.notices(standard.quiet), work)) {
                manager.ready();
                return watch(here, stop);
            }
        }
    }

    /** Waits for the signal to end, or for the server to end by itself. */
    private int watch(RedisSettings here, CountDownLatch stop) throws InterruptedException {
        try (RedisConnection connection = new RedisConnection(here)) {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                work.begin(SERVER);
                connection.ping();
            }
            return ExitCode.OK;
        } catch (RedisUnavailableException e) {
            if (stop.getCount() == 0) {
                return ExitCode.OK;
            }
            console.fail(new Problem(ExitCode.IO, "the server ended: " + e.reason()));
            return ExitCode.IO;
        }
    }
}
