package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.e2e.Running.Finished;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A script can tell by the exit code what went wrong, and a person by the message what to do. */
@Execution(ExecutionMode.CONCURRENT)
class ExitCodeIT {
    @AutoClose
    private final Deployment deployment;

    ExitCodeIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
    }

    @Test
    void unreachableRedisIsSixAndSaysWhatToDo() throws Exception {
        String message = """
                tradeboard: cannot reach Redis at 127.0.0.1:%d: connection refused
                  start one: tradeboard redis      use another: --redis-address HOST:PORT
                """.formatted(deployment.port());
        for (String command : new String[] {"show", "status", "produce --count 1"}) {
            assertThat(deployment.run(command.split(" ")).expect(6).err()).isEqualTo(message);
        }
        Path file = Market.of(deployment, 10).file();
        assertThat(deployment.run("ingest", file.toString()).expect(6).err()).isEqualTo(message);
    }

    @Test
    void lockedLogIsEightAndNamesTheHolder() throws Exception {
        deployment.startRedis();
        Running holder = deployment.startDaemon();
        assertThat(deployment.run("ingest").expect(8).err())
                .contains(" ERROR " + deployment.file("log") + " is locked by pid "
                        + holder.process().pid() + " (ingest, since ")
                .endsWith("UTC); send trades through it: tradeboard produce FILE\n");
    }

    @Test
    void takenPortIsEightAndLeavesTheServerAlone() throws Exception {
        deployment.startRedis();
        String port = Integer.toString(deployment.port());
        assertThat(deployment
                        .run("redis", "--port", port, "--dir", "other")
                        .expect(8)
                        .err())
                .endsWith(" ERROR port " + port + " is in use; use that server as it is, or choose --port\n");
        deployment.run("show").expect(0);
    }

    @Test
    void unknownOptionIsTwoAndSuggestsOneThatIsMeant() throws Exception {
        assertThat(deployment.run("show", "--ouput", "json").expect(2).err())
                .startsWith("tradeboard: unknown option --ouput; did you mean --output?\n");
    }

    @Test
    void unknownSymbolIsThree() throws Exception {
        deployment.startRedis();
        assertThat(deployment.run("show", "NOPE").expect(3).err())
                .startsWith("tradeboard: symbol NOPE is neither configured nor traded on ");
    }

    @Test
    void pipeThatTheReaderClosesEndsProduceLikeAnyFilter() throws Exception {
        Finished produce = deployment.shell(
                "tradeboard produce --to - --count 1000000 | head -n 1 > /dev/null\n" + "exit ${PIPESTATUS[0]}");
        assertThat(produce.expect(141).err()).isEmpty();
    }

    @Test
    void pipeThatTheReaderClosesIsNoFailureOfShow() throws Exception {
        deployment.startRedis();
        Finished show = deployment.shell("tradeboard show --all -o json | true\nexit ${PIPESTATUS[0]}");
        assertThat(show.expect(0).err()).isEmpty();
    }
}
