package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk under the log of a real process fails, or is full. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class DiskIT {
    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final RedisProbe redis;

    DiskIT(@TempDir Path directory) throws IOException {
        deployment = Deployment.withRedis(directory);
        redis = new RedisProbe(deployment);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aFailedSyncStopsTheProcessAndTheNextStartCountsAll(int nth) throws Exception {
        assumeTrue(succeeds("strace", "-o", "/dev/null", "true"), "strace is not there, or may not trace");
        Market market = Market.of(deployment, 60_000);
        Running.Finished failed = deployment.shell("strace -f -qq -o strace.txt -e trace=fdatasync"
                + " -e inject=fdatasync:error=EIO:when=" + nth + " \"$program\" ingest --env-file empty.env "
                + market.file());

        assertThat(Files.readString(deployment.file("strace.txt"))).contains("(INJECTED)");
        assertThat(failed.expect(9).err()).contains("tradeboard: Input/output error");
        deployment.run("ingest", market.file().toString()).expect(0);
        market.recount().assertShownBy(deployment);
    }

    @Test
    void aFullDiskPausesTheIntakeUntilThereIsSpace() throws Exception {
        Path log = deployment.file("log");
        try (SmallDisk disk = new SmallDisk(log)) {
            Market market = Market.of(deployment, 20_000);
            Running daemon = deployment.startDaemon("--rejects", "/dev/full");
            deployment.shell(
                    "printf 'XADD tradeboard:trades * quantity none\\r\\n' >/dev/tcp/127.0.0.1/" + deployment.port());
            market.send(deployment);
            daemon.awaitMessage("no space left for /dev/full; rejected lines are only counted");
            daemon.awaitMessage("no space left on " + log + "; intake paused");
            assertThat(redis.unread()).as("trades left unread").isPositive();

            disk.grow();
            daemon.awaitMessage("there is space for the log again; intake resumed");
            redis.awaitAllRead();
            daemon.terminate().expect(0);
            market.recount().assertShownBy(deployment);
        }
    }

    @Test
    void whoIsStoppedWhileTheDiskIsFullCountsTheRestLater() throws Exception {
        Path log = deployment.file("log");
        try (SmallDisk disk = new SmallDisk(log)) {
            Market market = Market.of(deployment, 20_000);
            Running daemon = deployment.start("ingest", market.file().toString());
            daemon.awaitMessage("no space left on " + log);
            assertThat(daemon.terminate().expect(9).err()).contains("tradeboard: no space left on " + log);

            disk.grow();
            deployment.run("ingest", market.file().toString()).expect(0);
            market.recount().assertShownBy(deployment);
        }
    }

    /** A disk of 256 KiB, mounted on a directory that it makes. */
    private static final class SmallDisk implements AutoCloseable {
        private final Path path;

        SmallDisk(Path path) throws IOException, InterruptedException {
            this.path = Files.createDirectory(path);
            assumeTrue(
                    succeeds("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", path.toString()),
                    "only root may mount a small disk");
        }

        void grow() throws IOException, InterruptedException {
            assertThat(succeeds("mount", "-o", "remount,size=16m", path.toString()))
                    .isTrue();
        }

        @Override
        public void close() throws IOException {
            try {
                assertThat(succeeds("umount", "--lazy", path.toString())).isTrue();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("unmounting " + path);
            }
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }
}
