package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
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
import redis.clients.jedis.Protocol.Command;

/** What a log cannot prove because it lacks records, and what it can prove all the same. */
class UnprovenTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);

    @Test
    void aWriterInNoDirectoryLeavesTheBoardUnproven() throws IOException {
        Path other = directory.resolve("other");
        ground.logAndFlush(directory, Ground.traders(3));
        String unknown = ground.logAndFlush(other, Ground.traders(3));

        BoardAudit audit = audit();
        assertThat(audit.unproven()).isEqualTo("writer " + unknown + " is in no log directory given");
        assertThat(audit.differences()).isZero();
    }

    @Test
    void whatIsBelowTheLogDiffersWhateverTheLogLacks() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        ground.logAndFlush(directory.resolve("other"), Ground.traders(2));
        ground.increment("t3", "-1");

        BoardAudit audit = audit();
        assertThat(audit.word()).isEqualTo("DIFFERS");
        assertThat(audit.unproven()).isNotEmpty();
        assertThat(audit.found()).extracting(Difference::traderId).containsExactly("t3");
    }

    @Test
    void aMarkBeyondATornTailLeavesTheBoardUnproven() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 2, Map.of("ann", 5L, "bob", 7L));
        cutLastSegment(3);

        BoardAudit audit = audit();
        assertThat(audit.unproven())
                .isEqualTo("its mark 2 of writer " + writer + " is beyond the end of that log at 1");
        assertThat(audit.differences()).isZero();
    }

    @Test
    void aTornTailBehindTheMarkProvesTheBoard() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));
        cutLastSegment(3);

        assertThat(audit()).isEqualTo(new BoardAudit(ground.btc, 1, 1, 0, 0, List.of(), ""));
    }

    @Test
    void aCorruptFrameBelowTheMarkLeavesTheBoardUnproven() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L), Map.of("cat", 9L));
        ground.flush(writer, 0, 3, Map.of("ann", 5L, "bob", 7L, "cat", 9L));
        corruptFirst("bob");

        BoardAudit audit = audit();
        assertThat(audit.unproven()).contains(".log: corrupt at offset ", "checksum does not match");
        assertThat(audit.differences()).isZero();
        ground.increment("ann", "-1");
        assertThat(audit().differences()).isEqualTo(1);
    }

    @Test
    void aCorruptFrameBehindTheMarkProvesTheBoard() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("bob", 7L), Map.of("cat", 9L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));
        corruptFirst("bob");

        assertThat(audit().word()).isEqualTo("EXACT");
        assertThat(audit().pending()).isEqualTo(1);
    }

    @Test
    void prunedSegmentsOfOtherDaysProveTheBoard() throws IOException {
        // Each frame in a segment of its own; the board's mark starts behind the first.
        String writer = ground.log(directory, 100, Map.of("old", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 2, Map.of("bob", 7L));
        redis.call(Command.HSET, ground.key("ledger"), "trades", 1);
        deleteFirstSegment();

        assertThat(audit()).isEqualTo(new BoardAudit(ground.btc, 1, 1, 0, 0, List.of(), ""));
    }

    @Test
    void aMissingBeginningThatMayHaveHadTheSurplusLeavesTheBoardUnproven() throws IOException {
        String writer = ground.log(directory, 100, Map.of("ann", 5L), Map.of("bob", 7L));
        ground.flush(writer, 0, 2, Map.of("ann", 5L, "bob", 7L));
        deleteFirstSegment();

        BoardAudit audit = audit();
        assertThat(audit.differences()).isZero();
        assertThat(audit.unproven())
                .isEqualTo("it holds more than the log of writer " + writer + ", which begins at record 2");
        ground.increment("bob", "-1");
        assertThat(audit().differences()).isEqualTo(1);
    }

    @Test
    void aMissingSegmentInTheMiddleLeavesTheBoardUnproven() throws IOException {
        String writer = ground.log(directory, 100, Map.of("ann", 5L), Map.of("bob", 7L), Map.of("cat", 1L));
        ground.flush(writer, 0, 3, Map.of("ann", 5L, "bob", 7L, "cat", 1L));
        Files.delete(LogDirectory.segments(directory).get(1).path());

        assertThat(audit().unproven()).contains("it starts at record 3, and its writer's segment before it ends at 1");
    }

    @Test
    void aBoardOfAnotherZoneOrScaleIsUnproven() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), "scale", 8);
        assertThat(audit().unproven()).isEqualTo("it counts records with 2 decimals, and keeps 8");
        redis.call(Command.HSET, ground.key("ledger"), "zone", "Asia/Tokyo");
        assertThat(audit().unproven()).isEqualTo("it was made for zone Asia/Tokyo, not Z");
        assertThat(audit().differences()).isZero();
    }

    @Test
    void keysThatAreNoBoardAreUnproven() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), "mark:x", "much");
        assertThat(audit().unproven()).startsWith("its ledger cannot be read: ");
        redis.call(Command.HDEL, ground.key("ledger"), "mark:x", "scale");
        assertThat(audit().unproven()).isEqualTo("its ledger cannot be read: it has no scale");
        redis.call(Command.SET, ground.key("ledger"), "text");
        assertThat(audit().unproven()).isEqualTo("a key of it is of another type");
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
