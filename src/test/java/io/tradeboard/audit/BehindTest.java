package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** A board that lacks what it should have by now is not exact, however right the rest of it is. */
class BehindTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);

    @ParameterizedTest
    @CsvSource({
        "0, '', '', EXACT",
        "0, '', 'records wait', BEHIND",
        "0, 'no log', '', UNVERIFIED",
        "0, 'no log', 'records wait', UNVERIFIED",
        "1, '', '', DIFFERS",
        "1, '', 'records wait', DIFFERS",
        "1, 'no log', '', DIFFERS",
        "1, 'no log', 'records wait', DIFFERS"
    })
    void theMostSeriousFindingIsTheWord(long differences, String unverified, String behind, Verdict.Word word) {
        BoardAudit board = new BoardAudit(
                ground.btc, new BoardAudit.Counts(9, 3, 1, differences), List.of(), List.of(), behind, unverified);
        AuditReport report = new AuditReport(
                ground.btc.day(), Instant.EPOCH, List.of(ground.exact(9, 3, 0), board, ground.exact(1, 1, 1)));

        assertThat(board.word()).isEqualTo(word);
        assertThat(report.word()).isEqualTo(word);
    }

    @Test
    void boardsWithDifferentFindingsComeToTheWorst() {
        BoardAudit behind =
                new BoardAudit(ground.btc, new BoardAudit.Counts(1, 1, 1, 0), List.of(), List.of(), "late", "");
        BoardAudit unverified = BoardAudit.unverified(ground.btc, "no log");

        assertThat(new AuditReport(ground.btc.day(), Instant.EPOCH, List.of(behind, unverified)).word())
                .isEqualTo(Verdict.Word.UNVERIFIED);
        assertThat(new AuditReport(ground.btc.day(), Instant.EPOCH, List.of()).word())
                .isEqualTo(Verdict.Word.EXACT);
    }

    /** Ages in milliseconds of records that are not on the board, whether their daemon runs, and what that comes to. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "            | true  | 1s  |",
                "            | false | 1s  |",
                "0           | true  | 1s  |",
                "4999        | true  | 1s  |",
                "-60000      | true  | 1s  |",
                "5000        | true  | 1s  | 1 record of the log is not counted, accepted 5s ago",
                "0 0 180000  | true  | 1s  | 3 records of the log are not counted, accepted up to 3m00s ago",
                "5000        | false | 1s  | 1 record of the log is not counted, accepted 5s ago",
                "0 0         | false | 1s  | 2 records of the log are not counted, and the daemon of that log is not"
                        + " running",
                "4999        | false | 30s | 1 record of the log is not counted, and the daemon of that log is not"
                        + " running",
                "59999       | true  | 30s |",
                "60000       | true  | 30s | 1 record of the log is not counted, accepted 1m00s ago"
            })
    void recordsThatAreYoungerThanAFlushOfARunningDaemonMayWait(
            String ages, boolean running, String flushInterval, String behind) {
        Clock now = Clock.fixed(Instant.ofEpochMilli(1_000_000_000), ZoneOffset.UTC);
        Duration interval = Duration.parse("PT" + flushInterval);
        Pending pending = new Pending(Flushes.every(interval, now, writer -> running));
        if (ages != null) {
            for (String age : ages.split(" ", -1)) {
                pending.add("w", now.millis() - Long.parseLong(age));
            }
        }

        assertThat(pending.behind()).isEqualTo(behind == null ? "" : behind);
    }

    @Test
    void aBoardThatRedisLostIsBehindWhoeverRuns() throws IOException {
        ground.logAndFlush(directory, Ground.traders(20));
        redis.call(Command.FLUSHALL);

        BoardAudit later = ground.only(audit(Duration.ofMinutes(1), true));
        assertThat(later.word()).isEqualTo(Verdict.Word.BEHIND);
        assertThat(later.pending()).isEqualTo(20);
        assertThat(ground.only(audit(Duration.ZERO, false)).word()).isEqualTo(Verdict.Word.BEHIND);
        assertThat(ground.only(audit(Duration.ZERO, true)).word()).isEqualTo(Verdict.Word.EXACT);
    }

    @Test
    void oneDaemonThatDoesNotRunIsEnough() throws IOException {
        String dead = ground.log(directory, Map.of("ann", 5L));
        ground.log(directory, Map.of("bob", 7L));

        assertThat(ground.only(audit(Duration.ZERO, writer -> !writer.equals(dead), Pace.full()))
                        .behind())
                .endsWith("2 records of the log are not counted, and the daemon of that log is not running");
    }

    @Test
    void aBatchThatStaysOnItsBoardInPartIsBehindHoweverYoung() throws IOException {
        String writer = ground.log(directory, Ground.traders(3));
        ground.flush(writer, 0, 3, Ground.traders(3));
        redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, "2>3 1/2");

        BoardAudit audit = ground.only(audit(Duration.ZERO, true));
        assertThat(audit.behind())
                .isEqualTo("a batch of writer " + writer
                        + " is partly on it, 1 of 2 up to offset 3; its daemon completes it");
        assertThat(audit.word()).isNotEqualTo(Verdict.Word.EXACT);
    }

    @Test
    void aBatchThatNoRecordIsLeftOfIsBehindTooWhileItIsInParts() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));
        // Whichever part ann is in, one of these two has her done, and her trade with the last part only.
        redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, "0>1 999/1000", "trades", 0);

        BoardAudit audit = ground.only(audit(Duration.ZERO, true));
        assertThat(audit.pending()).isZero();
        assertThat(audit.word()).isEqualTo(Verdict.Word.BEHIND);
    }

    @Test
    void aBatchThatGoesOnWhileTheAuditLooksIsNotBehind() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));
        redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, "0>1 999/1000", "trades", 0);
        Pace pace = new Pace() {
            @Override
            public void rest() {}

            @Override
            public void await(Duration time) {
                redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, 1, "trades", 1);
            }
        };

        assertThat(ground.only(audit(Duration.ZERO, w -> true, pace)).word()).isEqualTo(Verdict.Word.EXACT);
    }

    @Test
    void aBatchInPartsWhoseRecordsAreLostIsUnverified() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));
        redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, "1>9 1/2");

        assertThat(ground.only(audit(Duration.ZERO, true)).unverified())
                .isEqualTo("its mark 1>9 1/2 of writer " + writer + " is beyond the end of that log at 1");
    }

    private AuditReport audit(Duration later, boolean running) throws IOException {
        return audit(later, writer -> running, Pace.full());
    }

    private AuditReport audit(Duration later, Predicate<String> running, Pace pace) throws IOException {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(ground.now).plus(later), ZoneOffset.UTC);
        Flushes flushes = Flushes.every(Duration.ofSeconds(1), clock, running);
        return ground.auditor(flushes, pace, Ground.TRADERS_A_PASS, directory).run(ground.btc.day(), null);
    }
}
