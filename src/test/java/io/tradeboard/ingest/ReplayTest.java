package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.board.BoardState;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.log.FileLog;
import io.tradeboard.log.RecordCodec;
import io.tradeboard.log.RecordLog;
import io.tradeboard.log.Summaries;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.BoardShards;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Position;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

class ReplayTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Rig.DAYS);
    private final RedisMarks marks = new RedisMarks(redis);
    private final long now = boards.timeMillis();
    private final List<String> notices = new ArrayList<>();
    private boolean late;
    private String symbol = "BTC";
    private final BoardId btc = new BoardId("BTC", Rig.DAYS.dayOf(now));

    @Test
    void everyWriterIsReplayedUnderItsOwnName() throws IOException {
        String first = write(Map.of("ann", 5L), now);
        String second = write(Map.of("ann", 6L, "bob", 7L), now);
        replay("", 0);
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 11L, "bob", 7L));
        assertThat(mark(first)).isEqualTo(Mark.at(1));
        assertThat(mark(second)).isEqualTo(Mark.at(2));
    }

    @Test
    void theLiveWriterIsReplayedAsFarAsItIsSynced() throws IOException {
        String live = write(Map.of("ann", 5L), now, Map.of("bob", 7L), now);

        assertThat(replay(live, 1)).isEqualTo(Map.of(btc, Mark.at(1)));
        assertThat(volumes()).isEqualTo(Map.of("ann", 5L));
        assertThat(replay(live, 2)).isEqualTo(Map.of(btc, Mark.at(2)));
        assertThat(volumes()).isEqualTo(Map.of("ann", 5L, "bob", 7L));
    }

    @Test
    void aTradeThatWasLateCountsNowhere() throws IOException {
        late = true;
        write(Map.of("ann", 5L), now);
        late = false;
        write(Map.of("bob", 7L), now);
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("bob", 7L));
    }

    @Test
    void aMoveThatStoppedBetweenItsPartsIsFinished() throws IOException {
        Map<String, Long> traders = new LinkedHashMap<>();
        for (long i = 1; i <= 5_000; i++) {
            traders.put("t" + i, i);
        }
        String writer = write(traders, now, Map.of("t1", 100L), now);
        Rig rig = new Rig(directory);
        long done = 0;
        for (Map.Entry<String, Long> trader : traders.entrySet()) {
            if (crc(trader.getKey()) % 2 == 0) {
                redis.call(Command.ZADD, rig.volumesKey(), trader.getValue(), trader.getKey());
                done += trader.getValue();
            }
        }
        redis.call(Command.HSET, rig.ledgerKey(), "mark:" + writer, "0>5000 1/2", "trades", 0, "volume", done);
        replay("", 0);

        traders.merge("t1", 100L, Long::sum);
        assertThat(volumes()).isEqualTo(traders);
        assertThat(mark(writer)).isEqualTo(Mark.at(5_001));
    }

    @Test
    void theMarkOfAnotherLogIsLeftAlone() throws IOException {
        Rig rig = new Rig(directory);
        redis.call(Command.ZADD, rig.volumesKey(), 9, "zoe");
        redis.call(Command.HSET, rig.ledgerKey(), "mark:other", 4, "trades", 1, "volume", 9);
        write(Map.of("ann", 5L), now);
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 5L, "zoe", 9L));
        assertThat(mark("other")).isEqualTo(Mark.at(4));
    }

    @Test
    void whatTheBoardHoldsIsNotReadAgain() throws IOException {
        write(Map.of("ann", 5L), now);
        replay("", 0);
        damageTheLastByte();
        redis.call(Command.ZINCRBY, new Rig(directory).volumesKey(), 1, "ann");
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 6L));
        assertThat(notices).isEmpty();
    }

    @Test
    void whatTheBoardLacksIsReadThoughItIsSummarised() throws IOException {
        write(Map.of("ann", 5L), now);
        replay("", 0);
        redis.call(Command.DEL, new Rig(directory).ledgerKey());
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 5L));
    }

    @Test
    void aMarkBeyondTheLogOfAnOlderWriterIsReportedAndKept() throws IOException {
        String writer = write(Map.of("ann", 5L), now);
        replay("", 0);
        Rig rig = new Rig(directory);
        redis.call(Command.HSET, rig.ledgerKey(), "mark:" + writer, 7);
        write(Map.of("bob", 3L), now);
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 5L, "bob", 3L));
        assertThat(mark(writer)).isEqualTo(Mark.at(7));
        assertThat(notices)
                .containsExactly("the board " + btc + " counts records up to 7 of the writer " + writer
                        + ", whose log ends at 1: the end of the log is lost, and the board is UNVERIFIED");
    }

    @Test
    void aMoveInPartsWhoseLastRecordsAreLostIsNotFinishedWithTheRest() throws IOException {
        String inTheSecondPart = Stream.of("ann", "bob", "carl", "dora", "eve")
                .filter(trader -> crc(trader) % 2 == 1)
                .findFirst()
                .orElseThrow();
        String writer = write(Map.of(inTheSecondPart, 5L), now);
        Rig rig = new Rig(directory);
        redis.call(Command.ZADD, rig.volumesKey(), 9, "zoe");
        redis.call(Command.HSET, rig.ledgerKey(), "mark:" + writer, "0>4 1/2", "trades", 0, "volume", 9);
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("zoe", 9L));
        assertThat(mark(writer)).isEqualTo(Mark.parse("0>4 1/2"));
        assertThat(notices).singleElement().asString().contains("0>4 1/2").endsWith("UNVERIFIED");
    }

    @Test
    void aMarkOfTheLiveWriterThatItCannotHaveSetStopsIt() throws IOException {
        String live = write(Map.of("ann", 5L), now, Map.of("bob", 7L), now);
        replay(live, 2);
        redis.call(Command.HSET, new Rig(directory).ledgerKey(), "mark:" + live, 3);

        assertThatThrownBy(() -> replay(live, 2))
                .isInstanceOf(FencedException.class)
                .hasMessage("the mark of " + btc + " is 3, beyond the end of this log at 2: another process writes as "
                        + live);
    }

    @Test
    void whatFollowsADamagedFrameIsCountedAndTheDamageIsReported() throws IOException {
        write(Map.of("ann", 5L), now, Map.of("bob", 7L), now);
        Path segment = onlySegment();
        byte[] bytes = Files.readAllBytes(segment);
        int trader = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ann");
        bytes[trader] ^= 1;
        Files.write(segment, bytes);
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("bob", 7L));
        assertThat(notices)
                .singleElement()
                .asString()
                .startsWith(segment + ": corrupt at offset ")
                .contains("checksum does not match")
                .endsWith("its boards are UNVERIFIED: see tradeboard audit");
    }

    /** As where a damaged one is replaced, while the daemon runs. */
    @Test
    void aSegmentThatIsGoneWhileItIsReadIsWaitedFor() throws IOException {
        write(Map.of("ann", 5L), now);
        Path segment = onlySegment();
        byte[] whole = Files.readAllBytes(segment);
        try (LogDirectory log = LogDirectory.open(directory, "")) {
            Summaries summaries = new Summaries(log, new Notices(notices::add));
            Replay replay = replay(() -> {
                List<RecordLog> logs = FileLog.of(log, summaries, "");
                Files.deleteIfExists(segment);
                return logs;
            });
            assertThat(replay.run("", 0, new Marks(), () -> false)).isFalse();
            assertThat(notices)
                    .containsExactly("a file of the log is gone while it is being read: " + segment + "; trying again");
        }
        Files.write(segment, whole);
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 5L));
    }

    @Test
    void aReplayThatIsStoppedAnywhereIsFinishedByTheNext() throws IOException {
        write(Map.of("ann", 5L), now, Map.of("bob", 7L), now);
        write(Map.of("ann", 1L), now, Map.of("carl", 2L), now);
        for (int stopAt = 0; stopAt < 12; stopAt++) {
            AtomicInteger left = new AtomicInteger(stopAt);
            replay("", 0, () -> left.getAndDecrement() <= 0);
            assertThat(Map.of("ann", 6L, "bob", 7L, "carl", 2L).keySet())
                    .containsAll(volumes().keySet());
        }
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 6L, "bob", 7L, "carl", 2L));
        assertThat(redis.call(Command.HGET, new Rig(directory).ledgerKey(), "trades"))
                .isEqualTo("4".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aBoardWhoseRecordsEndEarlyIsMarkedAtTheEndOfTheLogWhereverMemoryMadeItBeApplied() throws IOException {
        BoardId eth = new BoardId("ETH", btc.day());
        Map<String, Long> many = new LinkedHashMap<>();
        for (long i = 1; i <= 1_500; i++) {
            many.put("t" + i, i);
        }
        String writer;
        write(Map.of("ann", 5L), now);
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter other = log.startWriter(Map.of(), 1 << 20)) {
            append(other, Map.of("ann", 5L), now);
            symbol = "ETH";
            append(other, many, now);
            append(other, Map.of("t1", 1L), now);
            writer = other.id();
        }
        replay("", 0);

        assertThat(volumes()).isEqualTo(Map.of("ann", 10L));
        assertThat(mark(writer)).isEqualTo(Mark.at(1_502));
        assertThat(marks.state(eth, writer)).isEqualTo(BoardState.at(Mark.at(1_502)));
        assertThat(redis.call(Command.HGET, new Rig(directory).ledgerKey(), "trades"))
                .isEqualTo("2".getBytes(StandardCharsets.US_ASCII));
    }

    private void damageTheLastByte() throws IOException {
        Path segment = onlySegment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);
    }

    private Path onlySegment() throws IOException {
        List<Segment> segments = LogDirectory.segments(directory);
        assertThat(segments).hasSize(1);
        return segments.get(0).path();
    }

    private Map<String, Long> volumes() {
        return new Rig(directory).volumes(redis);
    }

    private Map<BoardId, Mark> replay(String live, long upTo) throws IOException {
        return replay(live, upTo, () -> false);
    }

    private Map<BoardId, Mark> replay(String live, long upTo, BooleanSupplier cancelled) throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "")) {
            Marks marks = new Marks();
            Summaries summaries = new Summaries(log, new Notices(notices::add));
            replay(() -> FileLog.of(log, summaries, "")).run(live, upTo, marks, cancelled);
            Map<BoardId, Mark> of = marks.all().get(live);
            return of == null ? Map.of() : of;
        }
    }

    private Replay replay(Replay.Logs logs) {
        Runtime runtime = new Runtime(Clock.systemUTC(), new Notices(notices::add));
        Sharding sharding = new Sharding(new ShardIndex(redis), BoardShards.NONE, Rig.DAYS, runtime.notices());
        Applier applier = new Applier(
                boards, marks, new Refusals(marks, Rig.DAYS, runtime), sharding, Rig.DAYS, Step.Observer.NONE);
        return new Replay(logs, applier, 1_000, runtime);
    }

    private Mark mark(String writer) {
        return marks.state(btc, writer) instanceof BoardState.InParts parts
                ? parts.mark()
                : ((BoardState.Open) marks.state(btc, writer)).mark();
    }

    private String write(Map<String, Long> quantities, long arrivalMillis) throws IOException {
        return write(quantities, arrivalMillis, Map.of(), arrivalMillis);
    }

    /** Opens the log once and writes two groups, each with the moment at which it arrived. */
    private String write(Map<String, Long> first, long firstArrival, Map<String, Long> second, long secondArrival)
            throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "");
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            append(writer, first, firstArrival);
            append(writer, second, secondArrival);
            return writer.id();
        }
    }

    private void append(LogWriter writer, Map<String, Long> quantities, long arrivalMillis) throws IOException {
        TradeColumns records = new TradeColumns();
        BoardId board = new BoardId(symbol, btc.day());
        quantities.forEach((trader, quantity) ->
                Columns.add(new LoggedTrade(trader, symbol, now, quantity, 0, null), board, late, records));
        ByteBuffer bytes = RecordCodec.encode(records, ByteBuffer.allocate(0));
        writer.append(quantities.size(), arrivalMillis, Position.NONE, bytes.flip());
        writer.sync();
    }

    private static long crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
