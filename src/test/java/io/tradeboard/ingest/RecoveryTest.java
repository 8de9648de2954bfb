package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.log.Summaries;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    @TempDir
    Path temporary;

    private final List<String> said = new ArrayList<>();
    private long nanos;
    private long nanosALook;

    @Test
    void theLatestTradesAreKnownAgainAcrossSegmentsAndRuns() throws IOException {
        Path path = temporary.resolve("log");
        LogKeeping.write(path, trade(1), trade(2), trade(3));
        LogKeeping.write(path, trade(4), trade(5));

        DuplicateWindow window = recover(path, 3).duplicates();
        assertThat(isNew(window, 5)).isFalse();
        assertThat(isNew(window, 4)).isFalse();
        assertThat(isNew(window, 3)).isFalse();
        assertThat(isNew(window, 2)).isTrue();
        assertThat(isNew(recover(path, 5).duplicates(), 1)).isFalse();
    }

    @Test
    void theNameOfTheLogStaysForTheDirectoryAndIsNewForACopy() throws IOException {
        Path path = temporary.resolve("log");
        String name = recover(path, 0).logName();
        assertThat(recover(path, 0).logName()).isEqualTo(name);
        assertThat(LogDirectory.recall(path, LogDirectory.NAME)).startsWith(name);
        Path moved = Files.move(path, temporary.resolve("moved"));
        assertThat(recover(moved, 0).logName()).isEqualTo(name);

        Path copy = Files.createDirectory(temporary.resolve("copy"));
        Files.copy(moved.resolve(LogDirectory.NAME), copy.resolve(LogDirectory.NAME));
        String other = recover(copy, 0).logName();
        assertThat(other).isNotEqualTo(name);
        assertThat(recover(copy, 0).logName()).isEqualTo(other);
        assertThat(said).isEmpty();
    }

    @Test
    void allDamageIsReportedAtEveryStart() throws IOException {
        Path path = temporary.resolve("log");
        LogKeeping.write(path, trade(1), trade(2), trade(3), trade(4));
        List<Segment> segments = LogDirectory.segments(path);
        Path second = segments.get(1).path();
        byte[] bytes = Files.readAllBytes(second);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("ann")] ^= 1;
        Files.write(second, bytes);
        Files.delete(segments.get(2).path());

        for (int start = 1; start <= 2; start++) {
            said.clear();
            recover(path, 10);
            // The missing segment is part of the gap that the bad frame begins.
            assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith(second + ": corrupt at offset ")
                    .contains("UNVERIFIED");
        }
    }

    @Test
    void aLogThatTakesLongToReadIsNotReadInSilence() throws IOException {
        Path path = temporary.resolve("log");
        LogKeeping.write(path, trade(1), trade(2), trade(3));
        recover(path, 10);
        assertThat(said).isEmpty();

        nanosALook = Duration.ofMillis(600).toNanos();
        recover(path, 10);
        assertThat(said).containsExactly("reading the log in " + path + " ...");
    }

    private Recovery recover(Path path, int dedupeWindow) throws IOException {
        try (LogDirectory log = LogDirectory.open(path, "")) {
            Notices notices = new Notices(said::add);
            Runtime runtime =
                    new Runtime(Clock.systemUTC(), () -> nanos += nanosALook, notices, new Meters(), new Stop());
            return Recovery.of(log, new Summaries(log, notices), dedupeWindow, runtime);
        }
    }

    private static boolean isNew(DuplicateWindow window, long id) {
        return window.isNew(id, id);
    }

    private static LoggedTrade trade(long id) {
        return new LoggedTrade("ann", "BTC", 1_000 + id, 1, 0, new LoggedTrade.Identity(id, id));
    }
}
