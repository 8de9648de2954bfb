package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A service manager hears when the daemon is ready, and not before. */
@Execution(ExecutionMode.CONCURRENT)
class ReadinessIT {
    @AutoClose
    private final Deployment deployment;

    ReadinessIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
        Path notify = Files.createDirectory(directory.resolve("bin")).resolve("systemd-notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$@\" to $NOTIFY_SOCKET >>" + notified() + "\nexit 0$FAILS\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(deployment.file("one.ndjson"), "{\"traderId\":\"ann\",\"symbol\":\"BTC\",\"quantity\":1}\n");
    }

    @Test
    void systemdIsNotifiedOnceTheDaemonIsReady() throws Exception {
        deployment.startRedis();
        ingestUnderSystemd("").expect(0);

        assertThat(Files.readString(notified())).isEqualTo("--ready to /run/notify\n");
    }

    @Test
    void whoHasNoRedisIsNotReady() throws Exception {
        ingestUnderSystemd("").expect(6);

        assertThat(notified()).doesNotExist();
    }

    @Test
    void nothingIsNotifiedWithoutASocket() throws Exception {
        deployment.startRedis();
        deployment.shell("PATH=$PWD/bin:$PATH tradeboard ingest one.ndjson").expect(0);

        assertThat(notified()).doesNotExist();
    }

    @Test
    void aFailureToNotifyIsReportedAndNoMore() throws Exception {
        deployment.startRedis();

        assertThat(ingestUnderSystemd("FAILS=3").expect(0).err())
                .contains("systemd-notify could not tell that the daemon is ready; it ended with 3");
    }

    @Test
    void theWatchdogIsNotifiedWhileTheDaemonWorks() throws Exception {
        deployment.startRedis();
        Running daemon = deployment.startShell("export NOTIFY_SOCKET=/run/notify WATCHDOG_USEC=300000\n"
                + "PATH=$PWD/bin:$PATH exec $program ingest --env-file empty.env");
        await().atMost(Running.PATIENCE)
                .until(() -> Files.exists(notified())
                        && Files.readString(notified()).contains("WATCHDOG=1 to /run/notify\n"));
        daemon.terminate().expect(0);
    }

    private Running.Finished ingestUnderSystemd(String setting) throws IOException, InterruptedException {
        return deployment.shell(
                "export NOTIFY_SOCKET=/run/notify " + setting + "\nPATH=$PWD/bin:$PATH tradeboard ingest one.ndjson");
    }

    private Path notified() {
        return deployment.file("told");
    }
}
