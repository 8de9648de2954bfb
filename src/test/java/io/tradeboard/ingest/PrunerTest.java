package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.log.FileLog;
import io.tradeboard.log.RecordLog;
import io.tradeboard.log.Summaries;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrunerTest {
    private static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ofHours(1), Duration.ofHours(2));
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final long MINUTE = 60_000;

    /** Monday's board goes two hours after midnight, and its segments a day later. */
    private static final long OVER =
            DAYS.expiresMillis(MONDAY) + Duration.ofDays(1).toMillis();

    @TempDir
    Path path;

    private final Runtime runtime = new Runtime(Clock.systemUTC(), new Notices(said -> {}));

    @Test
    void aSegmentGoesWhenItsDaysAreOverAndKeptLongEnough() throws IOException {
        LogKeeping.write(path, at(MONDAY, 0), at(MONDAY.plusDays(1), 0));
        try (LogDirectory log = LogDirectory.open(path, "");
                LogWriter writer = log.startWriter(Map.of(), 1)) {
            LogKeeping.append(writer, at(MONDAY.plusDays(2), 0));
            List<String> all = LogKeeping.segments(log);
            Pruner pruner = pruner(log, writer);

            pruner.pruneWhenDue(OVER - 1);
            assertThat(LogKeeping.segments(log)).isEqualTo(all);
            pruner.pruneWhenDue(OVER - 1 + MINUTE);
            assertThat(LogKeeping.segments(log)).isEqualTo(all.subList(1, 3));
            pruner.pruneWhenDue(OVER + Duration.ofDays(100).toMillis());
            assertThat(LogKeeping.segments(log)).as("what is written to stays").isEqualTo(all.subList(2, 3));
        }
    }

    @Test
    void theLatestTradeOfASegmentDecides() throws IOException {
        try (LogDirectory log = LogDirectory.open(path, "")) {
            try (LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
                LogKeeping.append(writer, at(MONDAY.plusDays(1), 0), at(MONDAY, 0));
            }
            try (LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
                LogKeeping.append(writer, at(MONDAY.plusDays(2), 0));

                pruner(log, writer).pruneWhenDue(OVER);
                assertThat(LogKeeping.segments(log)).hasSize(2);
            }
        }
    }

    @Test
    void allButTheNewestGoAlsoWhereThisRunHasWrittenNothing() throws IOException {
        Map<String, String> read = Map.of("file:9:aa", "100 7");
        try (LogDirectory log = LogDirectory.open(path, "")) {
            try (LogWriter writer = log.startWriter(read, 1)) {
                LogKeeping.append(writer, at(MONDAY, 0), at(MONDAY, 1), at(MONDAY, 2));
            }
            List<String> all = LogKeeping.segments(log);
            try (LogWriter writer = log.startWriter(read, 1)) {
                pruner(log, writer).pruneWhenDue(OVER);
                assertThat(LogKeeping.segments(log)).isEqualTo(all.subList(2, 3));
                assertThat(positions(log)).isEqualTo(read);

                writer.append(0, OVER, new Position("file:9:bb", "1 1"), ByteBuffer.allocate(0));
                pruner(log, writer).pruneWhenDue(OVER);
                assertThat(LogKeeping.segments(log)).containsExactly(writer.segment());
                assertThat(positions(log)).isEqualTo(Map.of("file:9:aa", "100 7", "file:9:bb", "1 1"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void aSegmentThatACrashLeftWithoutItsHeaderIsNotTheNewest(int bytes) throws IOException {
        Map<String, String> read = Map.of("file:9:aa", "100 7");
        try (LogDirectory log = LogDirectory.open(path, "")) {
            try (LogWriter writer = log.startWriter(read, 1)) {
                LogKeeping.append(writer, at(MONDAY, 0), at(MONDAY, 1));
            }
            Files.write(path.resolve("00000002-00000000000000000000.log"), new byte[bytes]);
            try (LogWriter writer = log.startWriter(read, 1)) {
                pruner(log, writer).pruneWhenDue(OVER);
                assertThat(positions(log)).isEqualTo(read);
            }
        }
    }

    private static Map<String, String> positions(LogDirectory log) throws IOException {
        Map<String, String> positions = new HashMap<>();
        for (var segment : log.segments()) {
            segment.read(positions, frame -> true);
        }
        return positions;
    }

    @Test
    void itLooksOnceAMinute() throws IOException {
        LogKeeping.write(path, at(MONDAY, 0));
        try (LogDirectory log = LogDirectory.open(path, "");
                LogWriter writer = log.startWriter(Map.of(), 1)) {
            LogKeeping.append(writer, at(MONDAY.plusDays(2), 0));
            Pruner pruner = pruner(log, writer);

            pruner.pruneWhenDue(OVER - 1);
            pruner.pruneWhenDue(OVER - 2 + MINUTE);
            assertThat(LogKeeping.segments(log)).hasSize(2);
            pruner.pruneWhenDue(OVER - 1 + MINUTE);
            assertThat(LogKeeping.segments(log)).hasSize(1);
        }
    }

    @Test
    void theNewestTradeOfTheDayIsStillThereWhenItsBoardIsLost() throws IOException {
        List<LoggedTrade> left = new ArrayList<>();
        LogKeeping.write(path, at(MONDAY, 1), at(MONDAY, 2));
        try (LogDirectory log = LogDirectory.open(path, "");
                LogWriter writer = log.startWriter(Map.of(), 1)) {
            LogKeeping.append(writer, at(MONDAY, 3));
            new Pruner(log, new Summaries(log, runtime.notices()), DAYS, writer, Duration.ZERO, runtime)
                    .pruneWhenDue(DAYS.expiresMillis(MONDAY) - 1);
            for (RecordLog each : FileLog.of(path)) {
                RecordLog.EachRecord trades = (offset, arrivalMillis, record) -> left.add(record.trade());
                each.read(0, Long.MAX_VALUE, trades);
            }
        }
        assertThat(left).containsExactly(at(MONDAY, 1), at(MONDAY, 2), at(MONDAY, 3));
    }

    private Pruner pruner(LogDirectory log, LogWriter writer) {
        return new Pruner(log, new Summaries(log, runtime.notices()), DAYS, writer, Duration.ofDays(1), runtime);
    }

    private static LoggedTrade at(LocalDate day, long millis) {
        return new LoggedTrade("ann", "BTC", DAYS.endMillis(day.minusDays(1)) + millis, 1, 0, null);
    }
}
