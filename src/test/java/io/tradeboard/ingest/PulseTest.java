package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.RedisBoards;
import io.tradeboard.buffer.Buffer;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Arrived;
import io.tradeboard.run.Latencies;
import io.tradeboard.run.Notices;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PulseTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final Heartbeats heartbeats = new Heartbeats(redis);
    private final List<String> said = new ArrayList<>();
    private final Counters counters = new Counters();
    private final AtomicLong nanoTime = new AtomicLong();

    @AutoClose
    private final LogDirectory log;

    private final Pulse pulse;

    PulseTest(@TempDir Path directory) throws IOException {
        log = LogDirectory.open(directory, "");
        Notices notices = new Notices(said::add);
        pulse = new Pulse(
                heartbeats,
                "w",
                "a log",
                log,
                new Buffer(1, Duration.ofSeconds(1), 1, System::nanoTime),
                new Applier(new RedisBoards(redis, Rig.DAYS), notices),
                counters,
                notices,
                Instant.parse("2026-11-23T10:00:00Z"),
                nanoTime::get);
    }

    @Test
    void aLongReplayBeatsEveryTwoSecondsAndTellsItsProgressEveryTen() throws IOException {
        pulse.replayed(0, 0, 200);
        assertThat(heartbeats.all()).as("a short one is not told").isEmpty();

        for (int second = 1; second <= 21; second++) {
            nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
            pulse.replayed(second * 1_000_000L, second * 2L, 200);
            if (second == 2) {
                assertThat(heartbeats.newest()).extracting(Heartbeat::state).isEqualTo("HEALING");
            }
        }
        assertThat(said)
                .containsExactly(
                        "replaying the log: 10,000,000 records read, 10%",
                        "replaying the log: 20,000,000 records read, 20%");
    }

    @Test
    void itTellsTheLagsOfTheLastMinute() throws IOException {
        nanoTime.set(Duration.ofMillis(40).toNanos());
        pulse.flushed(List.of(new Arrived(0, 3)));
        pulse.running();
        assertThat(heartbeats.newest())
                .extracting(Heartbeat::lags)
                .isEqualTo(new Latencies(3, 40_191, 40_191, 40_191)); // the end of the step of 256 that 40,000 is in

        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        pulse.running();
        assertThat(heartbeats.newest()).extracting(Heartbeat::lags).isEqualTo(Latencies.NONE);
    }

    @Test
    void itTellsThatTheDiskIsFull() throws IOException {
        counters.full.set(true);
        pulse.running();
        assertThat(heartbeats.newest()).extracting(Heartbeat::state).isEqualTo("FULL");

        counters.full.set(false);
        pulse.running();
        assertThat(heartbeats.newest()).extracting(Heartbeat::state).isEqualTo("RUNNING");
    }
}
