package io.tradeboard.e2e;

import static org.awaitility.Awaitility.await;

import io.tradeboard.kafka.KafkaBroker;
import io.tradeboard.run.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo that goes through Kafka, with processes of its own for the broker and the daemons: none of them stays. */
class DemoKafkaIT {
    @AutoClose
    private final Deployment deployment;

    DemoKafkaIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
    }

    @Test
    void aDaemonThatIsKilledReadsTheTopicAgain() throws Exception {
        KafkaBroker.assumeDownloaded();
        Running demo = deployment.start("demo", "--kafka", "--refresh", "1s");
        await().alias("the demo prints a board")
                .atMost(Running.PATIENCE)
                .until(() -> demo.printed().contains("atlas-fund"));
        List<ProcessHandle> children = demo.process().descendants().toList();
        ProcessHandle daemon = children.stream()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .filter(child -> child.info().commandLine().orElse("").contains("--instance two"))
                .findFirst()
                .orElseThrow();

        Signal.send("KILL", daemon.pid());
        demo.awaitMessage("was killed and starts again");
        demo.signal("TERM");
        demo.join().expect(ExitCode.TERMINATED);
        deployment.assertNothingIsLeft(children);
    }
}
