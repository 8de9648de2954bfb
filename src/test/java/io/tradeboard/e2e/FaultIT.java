package io.tradeboard.e2e;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault that strikes under load, some times in a row: every trader on every board is exact after each. */
@Execution(ExecutionMode.CONCURRENT)
class FaultIT {
    private static final int TRADES = 2_000;

    @ParameterizedTest
    @CsvSource({
        "REDIS_PAUSED, 1",
        "CLOCK_JUMPS, 2",
        "REDIS_KILLED, 2",
        "REDIS_LOSES_ITS_LATEST_WRITES, 1",
        "BOTH_KILLED, 1",
        "STALE_REPLICA_WHEN_QUIET, 1",
        "STALE_REPLICA_UNDER_LOAD, 1",
        "DAEMON_KILLED_WHILE_IT_REPLAYS, 2",
        "DAEMON_PAUSED_WHILE_BOARDS_GO, 1",
        "ALL_FLUSHED_UNDER_LOAD, 1",
        "STANDBY_TAKES_OVER, 1",
        "LOG_DIRECTORY_COPIED, 1",
        "SEGMENT_DAMAGED_AND_RESTORED, 2",
        "SECOND_DAEMON, 1"
    })
    void everyBoardIsExactAfterwards(Fault fault, int times, @TempDir Path directory) throws Exception {
        try (Torture torture = new Torture(directory.resolve("installation"), new Random(times), TRADES, false, null)) {
            for (int i = 0; i < times; i++) {
                torture.cycle(fault);
            }
            torture.end();
        }
    }
}
