package io.tradeboard.log;

import static io.tradeboard.log.Records.BTC;
import static io.tradeboard.log.Records.NO_LIMIT;
import static io.tradeboard.log.Records.ONE_FRAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.Notices;
import io.tradeboard.trade.BoardId;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log of files shows of its records: the same with summaries as without. */
class FileLogTest {
    private static final String[] FRAMES = {"BTC/a ETH/b", "BTC/c", "", "ETH/d BTC/e ETH/f", "SOL/g"};
    private static final String ALL = "0:BTC/a 1:ETH/b 2:BTC/c 3:ETH/d 4:BTC/e 5:ETH/f 6:SOL/g";

    @TempDir
    Path directory;

    /** Everything that a sink takes, in its order. */
    private static final class Taken implements RecordLog.EachRecord {
        private final List<String> all = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private final List<Map<BoardId, Long>> offered = new ArrayList<>();
        private final Predicate<Map<BoardId, Long>> wanted;
        private final int most;

        Taken() {
            this(nexts -> true, Integer.MAX_VALUE);
        }

        Taken(Predicate<Map<BoardId, Long>> wanted, int most) {
            this.wanted = wanted;
            this.most = most;
        }

        @Override
        public boolean wants(Map<BoardId, Long> nexts) {
            offered.add(nexts);
            return wanted.test(nexts);
        }

        @Override
        public boolean record(long offset, long arrivalMillis, Record record) {
            assertThat(arrivalMillis).isEqualTo(1_000);
            all.add(offset + ":" + Records.text(record));
            return all.size() < most;
        }

        @Override
        public void gap(Gap gap) {
            gaps.add(gap);
            all.add("gap " + gap.from() + "-" + (gap.to() == Long.MAX_VALUE ? "?" : gap.to()));
        }

        String text() {
            return String.join(" ", all);
        }
    }

    private interface Use {
        void of(RecordLog log) throws IOException;
    }

    /** As another process sees the only log, and as its owner does, at its first start and at a later one. */
    private void onEachKindOfLook(Use use) throws IOException {
        use.of(FileLog.of(directory).get(0));
        for (int start = 1; start <= 2; start++) {
            try (LogDirectory log = LogDirectory.open(directory, "a test")) {
                use.of(FileLog.of(log, new Summaries(log, new Notices(text -> {})), "")
                        .get(0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {ONE_FRAME, NO_LIMIT})
    void anyStretchIsReadFromItsFirstRecordToItsLast(long segmentBytes) throws IOException {
        String writer = Records.write(directory, segmentBytes, FRAMES);
        List<String> all = List.of(ALL.split(" ", -1));
        onEachKindOfLook(log -> {
            assertThat(log.writer()).isEqualTo(writer);
            assertThat(log.begin()).isZero();
            assertThat(log.extent()).isEqualTo(new Extent(0, 7));
            assertThat(log.gaps()).isEmpty();
            for (int from = 0; from <= 8; from++) {
                for (int to = from; to <= 9; to++) {
                    Taken taken = new Taken();
                    long next = log.read(from, to, taken);
                    assertThat(taken.all)
                            .as("%d to %d", from, to)
                            .isEqualTo(all.subList(Math.min(from, 7), Math.min(to, 7)));
                    assertThat(next).isBetween((long) Math.min(from, to), (long) to);
                    assertThat(next).as("%d to %d", from, to).isEqualTo(Math.max(from, Math.min(to, 7)));
                }
            }
            Taken taken = new Taken();
            assertThat(log.read(0, Long.MAX_VALUE, taken)).isEqualTo(7);
            assertThat(taken.text()).isEqualTo(ALL);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {ONE_FRAME, NO_LIMIT})
    void aSinkThatHasEnoughGetsNoMore(long segmentBytes) throws IOException {
        Records.write(directory, segmentBytes, FRAMES);
        onEachKindOfLook(log -> {
            for (int most = 1; most <= 7; most++) {
                Taken taken = new Taken(nexts -> true, most);
                log.read(0, Long.MAX_VALUE, taken);
                assertThat(taken.all).hasSize(most);
            }
        });
    }

    @Test
    void aLateRecordIsReadAsOne() throws IOException {
        Records.write(directory, NO_LIMIT, "BTC/a BTC/b! BTC/c");
        onEachKindOfLook(log -> assertThat(read(log)).isEqualTo("0:BTC/a 1:BTC/b! 2:BTC/c"));
    }

    @Test
    void whatIsNotWantedIsPassedOver() throws IOException {
        Records.write(directory, ONE_FRAME, FRAMES);
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            RecordLog owned = FileLog.of(log, new Summaries(log, new Notices(text -> {})), "")
                    .get(0);
            Taken taken = new Taken(nexts -> nexts.getOrDefault(BTC, 0L) > 2, Integer.MAX_VALUE);
            assertThat(owned.read(0, Long.MAX_VALUE, taken)).isEqualTo(7);

            assertThat(taken.offered).hasSize(4).first().isEqualTo(Map.of(BTC, 1L, Records.ETH, 2L));
            assertThat(taken.text()).isEqualTo("2:BTC/c 3:ETH/d 4:BTC/e 5:ETH/f");
        }
    }

    @Test
    void passingOverNeverGoesBack() throws IOException {
        Records.write(directory, ONE_FRAME, FRAMES);
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            RecordLog owned = FileLog.of(log, new Summaries(log, new Notices(text -> {})), "")
                    .get(0);
            assertThat(owned.read(8, 20, new Taken(nexts -> false, 1))).isEqualTo(8);
            assertThat(owned.read(0, 3, new Taken(nexts -> false, 1))).isEqualTo(3);
        }
    }

    @Test
    void theLogThatIsBeingWrittenGrows() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), NO_LIMIT)) {
            Records.append(writer, "BTC/a");
            Summaries summaries = new Summaries(log, new Notices(text -> {}));
            RecordLog live = FileLog.of(log, summaries, writer.id()).get(0);
            assertThat(live.extent()).isEqualTo(new Extent(0, 1));
            Records.append(writer, "BTC/b");
            assertThat(live.extent()).isEqualTo(new Extent(0, 2));
            assertThat(read(live)).isEqualTo("0:BTC/a 1:BTC/b");
            assertThat(read(FileLog.of(directory).get(0))).isEqualTo("0:BTC/a 1:BTC/b");
        }
    }

    @Test
    void writersAreLogsOfTheirOwnTheOldestFirst() throws IOException {
        String first = Records.write(directory, NO_LIMIT, "BTC/a");
        String second = Records.write(directory, ONE_FRAME, "BTC/b", "BTC/c");

        List<RecordLog> logs = FileLog.of(directory);
        assertThat(logs).extracting(RecordLog::writer).containsExactly(first, second);
        assertThat(read(logs.get(0))).isEqualTo("0:BTC/a");
        assertThat(read(logs.get(1))).isEqualTo("0:BTC/b 1:BTC/c");
    }

    @Test
    void aBadFrameInTheMiddleIsAGapBetweenItsNeighbours() throws IOException {
        Records.write(directory, NO_LIMIT, "BTC/ann", "BTC/bob ETH/bob", "BTC/cat");
        Path segment = Records.segment(directory, 0).path();
        Records.damage(segment, "bob");
        onEachKindOfLook(log -> {
            Taken taken = new Taken();
            assertThat(log.read(0, Long.MAX_VALUE, taken)).isEqualTo(4);
            assertThat(taken.text()).isEqualTo("0:BTC/ann gap 1-3 3:BTC/cat");
            assertThat(taken.gaps.get(0).reason()).startsWith(segment + ": corrupt at offset ");
            assertThat(log.gaps()).isEqualTo(taken.gaps);
            assertThat(log.extent()).isEqualTo(new Extent(0, 4));
        });
    }

    /** The same damage, in the segment before the last. */
    @ParameterizedTest
    @CsvSource({"ann, gap 0-1 1:BTC/bob 2:BTC/cat", "bob, 0:BTC/ann gap 1-2 2:BTC/cat"})
    void aGapEndsWhereTheNextSegmentBeginsAndIsSaidOnce(String trader, String read) throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/ann", "BTC/bob", "BTC/cat");
        Records.damage(Records.segment(directory, trader.equals("ann") ? 0 : 1).path(), trader);

        onEachKindOfLook(log -> {
            assertThat(read(log)).isEqualTo(read);
            assertThat(log.gaps()).hasSize(1);
        });
    }

    @Test
    void onlyGapsOfTheStretchThatIsReadAreSaid() throws IOException {
        Records.write(directory, NO_LIMIT, "BTC/ann", "BTC/bob", "BTC/cat", "BTC/dan");
        Records.damage(Records.segment(directory, 0).path(), "bob");
        onEachKindOfLook(log -> {
            assertThat(read(log, 0, 1)).isEqualTo("0:BTC/ann");
            assertThat(read(log, 0, 2)).isEqualTo("0:BTC/ann gap 1-2");
            assertThat(read(log, 1, 3)).isEqualTo("gap 1-2 2:BTC/cat");
            assertThat(read(log, 2, 4)).isEqualTo("2:BTC/cat 3:BTC/dan");
        });
    }

    @Test
    void aMissingSegmentIsAGap() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/a", "BTC/b BTC/c", "BTC/d");
        Files.delete(Records.segment(directory, 1).path());
        Path last = Records.segment(directory, 1).path();
        onEachKindOfLook(log -> {
            Taken taken = new Taken();
            log.read(0, Long.MAX_VALUE, taken);
            assertThat(taken.text()).isEqualTo("0:BTC/a gap 1-3 3:BTC/d");
            assertThat(taken.gaps.get(0).reason())
                    .isEqualTo(last + ": corrupt at offset 0: it starts at record 3, but the segment before it"
                            + " ends before 1");
            assertThat(read(log, 2, 4)).isEqualTo("gap 2-3 3:BTC/d");
            assertThat(read(log, 3, 4)).isEqualTo("3:BTC/d");
            assertThat(read(log, 0, 1)).isEqualTo("0:BTC/a");
        });
    }

    @Test
    void aLogWhoseFirstSegmentsArePrunedBeginsLaterAndHasNoGap() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/a", "BTC/b", "BTC/c");
        Files.delete(Records.segment(directory, 0).path());
        onEachKindOfLook(log -> {
            assertThat(log.begin()).isEqualTo(1);
            assertThat(log.extent()).isEqualTo(new Extent(1, 3));
            assertThat(read(log)).isEqualTo("1:BTC/b 2:BTC/c");
            assertThat(log.gaps()).isEmpty();
        });
    }

    @Test
    void damagedPositionsLoseNoRecord() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/ann", "BTC/bob", "BTC/cat");
        // The frame of positions stands in front of the first one of records.
        Records.damage(Records.segment(directory, 1).path(), Records.SOURCE);
        onEachKindOfLook(log -> {
            assertThat(read(log)).isEqualTo("0:BTC/ann 1:BTC/bob 2:BTC/cat");
            assertThat(log.gaps()).isEmpty();
        });
    }

    @Test
    void aTornTailIsNoGap() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/ann", "BTC/bob");
        Path last = Records.segment(directory, 1).path();
        byte[] whole = Files.readAllBytes(last);
        for (int length = 64; length < whole.length; length++) {
            Files.write(last, Arrays.copyOf(whole, length));
            onEachKindOfLook(log -> {
                assertThat(read(log)).isEqualTo("0:BTC/ann");
                assertThat(log.extent()).isEqualTo(new Extent(0, 1));
                assertThat(log.gaps()).isEmpty();
            });
        }
    }

    @Test
    void aTailThatIsCutWhereItsWriterWentOnIsAGap() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/ann", "BTC/bob", "BTC/cat");
        Path middle = Records.segment(directory, 1).path();
        byte[] whole = Files.readAllBytes(middle);
        Files.write(middle, Arrays.copyOf(whole, whole.length - 1));

        onEachKindOfLook(log -> assertThat(read(log)).isEqualTo("0:BTC/ann gap 1-2 2:BTC/cat"));
    }

    /** Nobody knows then where the log ends. */
    @Test
    void recordsThatStandTwiceAreReadOnce() throws IOException {
        Records.write(directory, NO_LIMIT, "BTC/ann", "BTC/bob");
        Path segment = Records.segment(directory, 0).path();
        byte[] whole = Files.readAllBytes(segment);
        int frame = (whole.length - 73) / 2;
        byte[] twice = Arrays.copyOf(whole, whole.length + frame);
        System.arraycopy(whole, whole.length - frame, twice, whole.length, frame);
        Files.write(segment, twice);

        onEachKindOfLook(log -> assertThat(read(log)).isEqualTo("0:BTC/ann 1:BTC/bob gap 2-?"));
    }

    @Test
    void aSegmentPrunedUnderTheReadersEyesIsKnownAsThat() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/a", "BTC/b");
        RecordLog log = FileLog.of(directory).get(0);
        Files.delete(Records.segment(directory, 1).path());

        assertThatThrownBy(() -> log.read(0, Long.MAX_VALUE, new Taken())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theTailIsTheShortestEndWithSoManyRecords() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/id1 BTC/id2", "BTC/a", "BTC/id3 BTC/b", "BTC/id4 BTC/id5");
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            FileLog owned = FileLog.files(log, new Summaries(log, new Notices(text -> {})), "")
                    .get(0);
            assertThat(owned.tail(0)).isEqualTo(new FileLog.Tail(owned, Long.MAX_VALUE, 0));
            assertThat(owned.tail(1)).isEqualTo(new FileLog.Tail(owned, 5, 2));
            assertThat(owned.tail(2)).isEqualTo(new FileLog.Tail(owned, 5, 2));
            assertThat(owned.tail(3)).isEqualTo(new FileLog.Tail(owned, 3, 4));
            assertThat(owned.tail(5)).isEqualTo(new FileLog.Tail(owned, 2, 5));
            assertThat(owned.tail(6)).isEqualTo(new FileLog.Tail(owned, 0, 7));
            assertThat(owned.tail(99)).isEqualTo(new FileLog.Tail(owned, 0, 7));
        }
    }

    private static String read(RecordLog log) throws IOException {
        return read(log, 0, Long.MAX_VALUE);
    }

    private static String read(RecordLog log, long from, long to) throws IOException {
        Taken taken = new Taken();
        log.read(from, to, taken);
        return taken.text();
    }
}
