package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** What a log cannot verify because it lacks records, and what it can verify all the same. */
class UnverifiedTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);

    @Test
    void aWriterInNoDirectoryLeavesTheBoardUnverified() throws IOException {
        Path other = directory.resolve("other");
        ground.logAndFlush(directory, Ground.traders(3));
        String unknown = ground.logAndFlush(other, Ground.traders(3));

        BoardAudit audit = audit();
        assertThat(audit.unverified())
                .isEqualTo("it counts records of writer " + unknown
                        + ", which is in no log directory given: add --log-dir with that of its daemon");
        assertThat(audit.differences()).isZero();
    }

    @Test
    void whatIsBelowTheLogDiffersWhateverTheLogLacks() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        ground.logAndFlush(directory.resolve("other"), Ground.traders(2));
        ground.increment("t3", "-1");

        BoardAudit audit = audit();
        assertThat(audit.word()).isEqualTo(Verdict.Word.DIFFERS);
        assertThat(audit.unverified()).isNotEmpty();
        assertThat(audit.found()).extracting(Difference::traderId).containsExactly("t3");
    }

    @Test
    void aMarkBeyondATornTailLeavesTheBoardUnverified() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 2, Map.of("ann", 5L, "bob", 7L));
        cutLastSegment(3);

        BoardAudit audit = audit();
        assertThat(audit.unverified())
                .isEqualTo("its mark 2 of writer " + writer + " is beyond the end of that log at 1");
        assertThat(audit.differences()).isZero();
    }

    @Test
    void aTornTailBehindTheMarkVerifiesTheBoard() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));
        cutLastSegment(3);

        assertThat(audit()).isEqualTo(ground.exact(1, 1, 0));
    }

    @Test
    void aCorruptFrameBelowTheMarkLeavesTheBoardUnverified() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L), Map.of("cat", 9L));
        ground.flush(writer, 0, 3, Map.of("ann", 5L, "bob", 7L, "cat", 9L));
        corruptFirst("bob");

        BoardAudit audit = audit();
        assertThat(audit.unverified()).contains(".log: corrupt at offset ", "checksum does not match");
        assertThat(audit.differences()).isZero();
        ground.increment("ann", "-1");
        assertThat(audit().differences()).isEqualTo(1);
    }

    @Test
    void aCorruptFrameBehindTheMarkVerifiesTheBoard() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L), Map.of("cat", 9L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));
        corruptFirst("bob");

        assertThat(audit().word()).isEqualTo(Verdict.Word.EXACT);
        assertThat(audit().pending()).isEqualTo(1);
    }

    @Test
    void prunedSegmentsOfOtherDaysVerifyTheBoard() throws IOException {
        // Each frame in a segment of its own; the board's mark starts behind the first.
        String writer = ground.log(directory, 100, Map.of("old", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 2, Map.of("bob", 7L));
        redis.call(Command.HSET, ground.key("ledger"), "trades", 1);
        deleteFirstSegment();

        assertThat(audit()).isEqualTo(ground.exact(1, 1, 0));
    }

    @Test
    void aMissingBeginningThatMayHaveHadTheSurplusLeavesTheBoardUnverified() throws IOException {
        String writer = ground.log(directory, 100, Map.of("ann", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 2, Map.of("ann", 5L, "bob", 7L));
        deleteFirstSegment();

        BoardAudit audit = audit();
        assertThat(audit.differences()).isZero();
        assertThat(audit.unverified())
                .isEqualTo("it counts more than the log of writer " + writer + ", which begins at offset 1");
        ground.increment("bob", "-1");
        assertThat(audit().differences()).isEqualTo(1);
    }

    @Test
    void aMissingSegmentInTheMiddleLeavesTheBoardUnverified() throws IOException {
        String writer = ground.log(directory, 100, Map.of("ann", 5L), Map.of("bob", 7L), Map.of("cat", 1L));
        ground.flush(writer, 0, 3, Map.of("ann", 5L, "bob", 7L, "cat", 1L));
        Files.delete(LogDirectory.segments(directory).get(1).path());

        assertThat(audit().unverified()).contains("it starts at record 2, but the segment before it ends before 1");
    }

    @Test
    void aBoardOfAnotherZoneIsUnverified() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), "zone", "Asia/Tokyo");
        assertThat(audit().unverified()).isEqualTo("it was made for zone Asia/Tokyo, not Z");
        assertThat(audit().differences()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"much", "", "-1", "1>2", "1> 1/2", ">", "5>3 1/2", "1>2 2/2", "1>2 1/x", "99999999999999999999"})
    void aMarkThatCannotBeReadIsNamedAndLeavesItsBoardUnverified(String mark) throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), "mark:other", mark);

        BoardAudit audit = audit();
        assertThat(audit.word()).isEqualTo(Verdict.Word.UNVERIFIED);
        assertThat(audit.unverified()).isEqualTo("its field mark:other cannot be read: \"" + mark + "\"");
        ground.increment("t2", "-1");
        assertThat(audit().found()).extracting(Difference::traderId).containsExactly("t2");
    }

    @Test
    void aMarkThatCannotBeReadSaysNothingOfItsWritersRecords() throws IOException {
        String writer = ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, "much");

        BoardAudit audit = audit();
        assertThat(audit.word()).isEqualTo(Verdict.Word.UNVERIFIED);
        assertThat(audit.pending()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"trades, x", "volume, 1.5", "volume, ''"})
    void aTotalThatCannotBeReadIsNamedAndLeavesItsBoardUnverified(String field, String value) throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), field, value);

        BoardAudit audit = audit();
        assertThat(audit.word()).isEqualTo(Verdict.Word.UNVERIFIED);
        assertThat(audit.unverified()).isEqualTo("its field " + field + " cannot be read: \"" + value + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed:other", "digest:other", "lastTradeAt", "rules", "whatever"})
    void fieldsThatTheAuditDoesNotKnowAreIgnored(String field) throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), field, "1 much");

        assertThat(audit()).isEqualTo(ground.exact(3, 3, 0));
    }

    @ParameterizedTest
    @CsvSource({"x, 'its scale is \"x\"'", "-1, 'its scale is \"-1\"'", "400, 'its scale is \"400\"'"})
    void aBoardWithoutAUsableScaleIsUnverified(String scale, String reason) throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), "scale", scale);
        assertThat(audit().unverified()).isEqualTo("its ledger cannot be read: " + reason);
        redis.call(Command.HDEL, ground.key("ledger"), "scale");
        assertThat(audit().unverified()).isEqualTo("its ledger cannot be read: it has no scale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "volumes"})
    void aKeyOfAnotherTypeLeavesItsBoardUnverifiedAndNoOther(String key) throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        BoardId eth = new BoardId("ETH", ground.btc.day());
        ground.flush(eth, "other", 0, 1, Map.of("ann", 1L));
        redis.call(Command.SET, ground.key(key), "text");

        AuditReport report = ground.audit(directory);
        assertThat(report.boards())
                .extracting(BoardAudit::unverified)
                .satisfiesExactly(
                        btc -> assertThat(btc).isEqualTo("one of its keys is of another type"),
                        other -> assertThat(other).startsWith("it counts records of writer other"));
    }

    private BoardAudit audit() throws IOException {
        return ground.only(ground.audit(directory));
    }

    private void cutLastSegment(int bytes) throws IOException {
        List<Segment> segments = LogDirectory.segments(directory);
        Path last = segments.get(segments.size() - 1).path();
        byte[] whole = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(whole, whole.length - bytes));
    }

    private void corruptFirst(String text) throws IOException {
        Path segment = LogDirectory.segments(directory).get(0).path();
        byte[] bytes = Files.readAllBytes(segment);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        bytes[at] ^= 1;
        Files.write(segment, bytes);
    }

    private void deleteFirstSegment() throws IOException {
        List<Segment> segments = LogDirectory.segments(directory);
        assertThat(segments.size()).isGreaterThan(1);
        assertThat(segments.get(1).read(new HashMap<>(), frame -> true)).isEqualTo(2);
        Files.delete(segments.get(0).path());
    }
}
