package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.buffer.Buffer;
import io.tradeboard.log.Summaries;
import io.tradeboard.log.Summary;
import io.tradeboard.run.Arrived;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.wal.FaultyFiles;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogFullException;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Position;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStageTest {
    private static final long ARRIVED_NANOS = 7;

    @TempDir
    Path path;

    private final FaultyFiles files = new FaultyFiles();
    private final BlockingQueue<Group> groups = new LinkedBlockingQueue<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Queue<String> committed = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Runtime runtime =
            new Runtime(Clock.systemUTC(), nanoTime::get, new Notices(said::add), new Meters(), new Stop());
    private final Buffer buffer = new Buffer(1, Duration.ofSeconds(1), 1_000, nanoTime::get);

    @Test
    void inBatchesNothingCountsBeforeItIsSynced() throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            files.failFrom(7, FaultyFiles.BROKEN); // open, write, write, sync, sync directory, write, and now the sync
            groups.addAll(List.of(group("1"), Intake.END));

            assertThatThrownBy(() -> syncer(log, writer, SyncMode.BATCH).run()).hasMessage(FaultyFiles.BROKEN);
            assertThat(accepted()).isEqualTo(0);
            assertThat(buffer.trades()).isZero();
            assertThat(committed).isEmpty();
        }
    }

    @Test
    void eachGroupIsSyncedOnceInBatches() throws Exception {
        assertThat(syncsOf(SyncMode.BATCH, 5)).isEqualTo(1 + 5);
    }

    @Test
    void inAnIntervalOneSyncServesManyGroups() throws Exception {
        assertThat(syncsOf(SyncMode.INTERVAL, 5)).isEqualTo(1 + 1);
    }

    @Test
    void withoutSyncOnlyTheEndIsSynced() throws Exception {
        assertThat(syncsOf(SyncMode.NEVER, 5)).isEqualTo(1 + 1);
    }

    /** How often a segment was synced for some groups and the end; the first time is for its header. */
    private long syncsOf(SyncMode mode, int count) throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            for (int i = 0; i < count; i++) {
                groups.add(group(Integer.toString(i)));
            }
            groups.add(Intake.END);
            syncer(log, writer, mode).run();
            assertThat(accepted()).isEqualTo(count);
            return files.count("sync");
        }
    }

    @Test
    void theBufferGetsTheTimeOfArrivalAndNotOfTheSync() throws Exception {
        nanoTime.set(1_000);
        syncsOf(SyncMode.BATCH, 1);
        assertThat(buffer.take().arrived()).containsExactly(new Arrived(ARRIVED_NANOS, 1));
    }

    @Test
    void inAnIntervalNothingCountsBeforeTheSyncOfItsSecond() throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            Thread running = start(syncer(log, writer, SyncMode.INTERVAL));
            groups.add(group("1"));
            groups.add(group("2"));
            await().until(() -> writer.nextOffset() == 2);
            assertThat(files.count("sync")).as("the header's").isEqualTo(1);
            assertThat(accepted()).isZero();
            assertThat(buffer.trades()).isZero();
            assertThat(committed).isEmpty();

            nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
            groups.add(group("3"));
            await().until(() -> committed.size() == 3);
            assertThat(files.count("sync")).isEqualTo(2);
            assertThat(buffer.trades()).isEqualTo(3);
            groups.add(Intake.END);
            running.join();
        }
    }

    @Test
    void inAnIntervalASyncThatFailsCountsNothing() throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            // open, write, write, sync, sync directory, write, write, and now the sync
            files.failFrom(8, FaultyFiles.BROKEN);
            groups.addAll(List.of(group("1"), group("2"), Intake.END));

            assertThatThrownBy(() -> syncer(log, writer, SyncMode.INTERVAL).run())
                    .hasMessage(FaultyFiles.BROKEN);
            assertThat(accepted()).isZero();
            assertThat(buffer.trades()).isZero();
            assertThat(committed).isEmpty();
        }
    }

    @Test
    void inAnIntervalWhatWasAppendedBeforeTheDiskWasFullIsSyncedAndCounts() throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            Thread running = start(syncer(log, writer, SyncMode.INTERVAL));
            groups.add(group("1"));
            await().until(() -> writer.nextOffset() == 1);
            files.fill();
            groups.add(group("2"));
            await().until(() -> committed.size() == 1);
            assertThat(accepted()).isEqualTo(1);
            assertThat(DiskSpace.isFull(runtime)).isTrue();

            files.mend();
            groups.add(Intake.END);
            running.join();
            assertThat(committed).containsExactly("1", "2");
        }
    }

    @Test
    void aFullDiskIsWaitedForAndNothingIsLost() throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            Thread running = start(syncer(log, writer, SyncMode.BATCH));
            groups.add(group("1"));
            await().until(() -> accepted() == 1);

            files.failFrom(1, FaultyFiles.NO_SPACE);
            groups.add(group("2"));
            await().until(() -> DiskSpace.isFull(runtime));
            assertThat(accepted()).isEqualTo(1);
            assertThat(committed).containsExactly("1");

            files.mend();
            await().until(() -> accepted() == 2);
            groups.add(Intake.END);
            running.join();
            assertThat(DiskSpace.isFull(runtime)).isFalse();
            assertThat(committed).containsExactly("1", "2");
            assertThat(said)
                    .containsExactly(
                            "no space left on " + path
                                    + "; intake paused, accepted trades are on disk; resumes when space is freed",
                            "there is space for the log again; intake resumed");
            assertThat(positions(log)).isEqualTo(Map.of("s", "2"));
        }
    }

    @Test
    void whoIsStoppedWhileTheDiskIsFullSaysWhy() throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            files.failFrom(1, FaultyFiles.NO_SPACE);
            groups.add(group("1"));
            runtime.stop().request();

            assertThatThrownBy(() -> syncer(log, writer, SyncMode.BATCH).run()).isInstanceOf(LogFullException.class);
            assertThat(committed).isEmpty();
        }
    }

    @Test
    void aFinishedSegmentHasASummaryWithAllPositions() throws Exception {
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of("old", "9"), 1)) {
            groups.addAll(List.of(group("1"), group("2"), Intake.END));
            syncer(log, writer, SyncMode.BATCH).run();

            Summaries stored = new Summaries(log, runtime.notices());
            for (var segment : log.segments()) {
                assertThat(log.summary(segment.name())).isNotNull();
                assertThat(stored.of(segment).nextOffset()).isEqualTo(segment.firstOffset() + 1);
            }
            assertThat(stored.of(log.segments().get(1)).positions()).isEqualTo(Map.of("old", "9", "s", "2"));
        }
    }

    @Test
    void theSummaryThatIsKeptIsWhatReadingTheSegmentGives() throws Exception {
        Random random = new Random(20261127);
        try (LogDirectory log = files.open(path);
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            for (int i = 0; i < 40; i++) {
                groups.add(anyGroup(random));
            }
            groups.add(Intake.END);
            syncer(log, writer, SyncMode.BATCH).run();
            assertThat(runtime.meters().get(Counter.DUPLICATES)).isPositive();

            Segment segment = log.segments().get(0);
            byte[] stored = Objects.requireNonNull(log.summary(segment.name()));
            Summary kept = new Summaries(log, runtime.notices()).of(segment);
            assertThat(log.summary(segment.name())).isEqualTo(stored);
            Files.delete(path.resolve(segment.name() + ".summary"));
            Summary read = new Summaries(log, runtime.notices()).of(segment);
            assertThat(kept.nexts()).isEqualTo(read.nexts()).hasSize(3);
            assertThat(kept.nextOffset()).isEqualTo(read.nextOffset());
            assertThat(kept.newestMillis()).isEqualTo(read.newestMillis());
        }
    }

    /** Trades of some boards, one of which is only traded too late; some have ids, and some of those come again. */
    private static Group anyGroup(Random random) {
        LocalDate day = LocalDate.of(2026, 11, 23);
        Group group = new Group(Rig.DAYS.endMillis(day) - 1, ARRIVED_NANOS);
        TradeColumns trades = new TradeColumns();
        group.add(trades);
        for (int i = random.nextInt(8); i >= 0; i--) {
            String symbol = List.of("A", "B", "C", "LATE").get(random.nextInt(4));
            Columns.add(
                    new LoggedTrade(
                            "ann",
                            symbol,
                            random.nextLong(1_000_000),
                            1,
                            0,
                            random.nextBoolean() ? null : new LoggedTrade.Identity(1, random.nextInt(30))),
                    new BoardId(symbol, day),
                    symbol.equals("LATE") || random.nextInt(5) == 0,
                    trades);
        }
        return group;
    }

    private LogStage syncer(LogDirectory log, LogWriter writer, SyncMode mode) {
        return new LogStage(
                groups,
                new ColumnPool(),
                new LogStage.PipelineLog(
                        writer,
                        mode,
                        new DuplicateWindow(10),
                        new Summaries(log, runtime.notices()),
                        new ShardSpread(board -> 1)),
                buffer,
                new Told(),
                runtime,
                Step.Observer.NONE);
    }

    private long accepted() {
        return runtime.meters().get(Counter.ACCEPTED);
    }

    private static Thread start(LogStage syncer) {
        Thread thread = new Thread(() -> {
            try {
                syncer.run();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }

    private static Group group(String position) {
        Group group = new Group(Rig.DAYS.endMillis(LocalDate.of(2026, 11, 23)) - 1, ARRIVED_NANOS);
        group.add(Columns.of(
                new LoggedTrade("ann", "BTC", group.arrivalMillis(), 1, 0, null),
                new BoardId("BTC", LocalDate.of(2026, 11, 23)),
                false));
        group.reach(new Position("s", position));
        return group;
    }

    private static Map<String, String> positions(LogDirectory log) throws IOException {
        Map<String, String> positions = new HashMap<>();
        for (var segment : log.segments()) {
            segment.read(positions, frame -> true);
        }
        return positions;
    }

    /** A source that only notes what is committed. */
    private final class Told implements Source {
        @Override
        public String name() {
            return "s";
        }

        @Override
        public String label() {
            return "s";
        }

        @Override
        public PollResult poll(Duration atMost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void committed(String position) {
            committed.add(position);
        }

        @Override
        public void close() {}
    }
}
