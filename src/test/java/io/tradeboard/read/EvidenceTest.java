package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.run.Meters;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Rates;
import io.tradeboard.status.RefusedBoard;
import io.tradeboard.status.TopicReport;
import io.tradeboard.text.Times;
import io.tradeboard.trade.BoardId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what a board's state is. */
class EvidenceTest {
    private static final Instant NOON = Instant.parse("2026-11-22T14:32:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final BoardId BTC = new BoardId("BTC", LocalDate.parse("2026-11-22"));

    /**
     * Marks are writers, with ! where one has closed the day; daemons are {@code writer:STATE:seconds}. The flags are over,
     * fell, back (Redis has just come back), bad (an unreadable ledger), full (Redis refuses writes).
     */
    @ParameterizedTest(name = "{0} {1} {2} {3}s")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a    | a:RUNNING:1                 | -         | 0   | LIVE        | ''",
                "a    | a:RUNNING:15                | -         | 75  | LIVE        | ''",
                "a    | a:RUNNING:1                 | -         | 76  | LATE        | ''",
                "a    | a:RUNNING:1                 | -         | 180 | LATE        | ''",
                "a    | a:RUNNING:1                 | -         | 181 | STALE       | ''",
                "-    | a:RUNNING:1                 | -         | 0   | EMPTY       | ''",
                "-    | -                           | -         | 0   | DAEMON_DOWN | No ingest daemon has reported",
                "a    | -                           | -         | 0   | DAEMON_DOWN | No ingest daemon has reported",
                "a    | a:RUNNING:16                | -         | 0   | DAEMON_DOWN | no daemon has reported for 16 s",
                "a    | a:RUNNING:40                | -         | 0   | DAEMON_DOWN | no daemon has reported for 40 s",
                "a    | a:HEALING:252               | -         | 0   | DAEMON_DOWN | no daemon has reported for 4m12s",
                "a    | a:STOPPED:5                 | -         | 0   | DAEMON_DOWN | Ingest stopped 14:31:55",
                "a    | a:RUNNING:40                | back      | 0   | REDIS_BACK  | waiting for the daemon's next report",
                "a    | a:RUNNING:1                 | back      | 0   | LIVE        | ''",
                "a    | a:STOPPED:40                | back      | 0   | DAEMON_DOWN | Ingest stopped 14:31:20",
                "a    | -                           | back      | 0   | DAEMON_DOWN | No ingest daemon",
                "a,b  | a:RUNNING:1,b:RUNNING:40    | -         | 0   | LATE        | 1 of 2 daemons",
                "a,b  | a:RUNNING:1,b:RUNNING:40    | -         | 0   | LATE        | b has not reported for 40 s",
                "a,b  | a:RUNNING:1,b:RUNNING:40    | back      | 0   | LIVE        | ''",
                "a    | a:RUNNING:1,b:RUNNING:40    | -         | 0   | LIVE        | ''",
                "a,b  | a:RUNNING:1,b:STOPPED:40    | -         | 0   | LIVE        | ''",
                "a,b  | a:RUNNING:1,b:HEALING:1     | -         | 0   | HEALING     | replaying its log",
                "a,b  | a:RUNNING:1,b:HEALING:1     | -         | 0   | HEALING     | (1 of 2 daemons)",
                "a,b  | a:HEALING:1,b:HEALING:1     | -         | 0   | HEALING     | (2 of 2 daemons)",
                "a    | a:RUNNING:1,b:HEALING:1     | -         | 0   | HEALING     | (1 of 2 daemons)",
                "a,b,c| a:RUNNING:1,b:DISK_FULL:1,c:HEALING:1 | - | 0 | DISK_FULL  | (1 of 3 daemons)",
                "a    | a:RUNNING:1,b:DISK_FULL:1   | -         | 0   | LIVE        | ''",
                "-    | a:RUNNING:1,b:DISK_FULL:1   | -         | 0   | DISK_FULL   | (1 of 2 daemons)",
                "a    | a:RUNNING:1,b:STANDBY:1     | -         | 0   | LIVE        | ''",
                "a,b  | a:HEALING:1,b:DISK_FULL:1       | -         | 0   | DISK_FULL   | space on the disk",
                "a    | a:DISK_FULL:1                    | -         | 0   | DISK_FULL   | space on the disk",
                "a    | a:CLOCKS_DIFFER:1           | -         | 0   | CLOCKS      | so it reads no trades",
                "a,b  | a:HEALING:1,b:CLOCKS_DIFFER:1   | -         | 0   | CLOCKS      | so it reads no trades",
                "a    | a:REFUSING:1                | -         | 0   | REFUSED     | takes no trades: another scale",
                "a    | a:RUNNING:1                 | fell      | 0   | HEALING     | Redis lost data",
                "-    | a:RUNNING:1                 | fell      | 0   | HEALING     | Redis lost data",
                "a    | a:RUNNING:1                 | full      | 0   | READ_ONLY   | refuses writes (out of memory)",
                "a    | a:RUNNING:40                | full      | 0   | READ_ONLY   | refuses writes (out of memory)",
                "a    | a:RUNNING:1                 | evicts    | 0   | EVICTING    | keep losing data: it is full",
                "a    | a:RUNNING:1                 | evicts,fell | 0 | EVICTING    | keep losing data",
                "a    | a:RUNNING:1                 | bad       | 0   | REFUSED     | cannot be read: its volume is odd",
                "a    | a:RUNNING:1                 | bad,over  | 0   | REFUSED     | cannot be read",
                "a    | a:RUNNING:1                 | over      | 0   | CLOSING     | until its writer has closed it",
                "a    | a:RUNNING:40                | over      | 0   | CLOSING     | a has not reported for 40 s",
                "a!,b | a:RUNNING:1                 | over      | 0   | CLOSING     | until its writer has closed it",
                "a,b  | a:RUNNING:1                 | over      | 0   | CLOSING     | until its 2 writers have closed it",
                "a!   | a:RUNNING:1                 | over      | 0   | FINAL       | ''",
                "a!   | -                           | over,full | 999 | FINAL       | ''",
                "a!   | a:REFUSING:1                | over      | 0   | REFUSED     | takes no trades: another scale",
                "a!,b!| a:HEALING:1                 | over      | 0   | FINAL       | ''",
                "a!   | a:HEALING:1                 | over,fell | 0   | HEALING     | Redis lost data",
                "-    | a:RUNNING:1                 | over      | 0   | NOT_KEPT    | No board is kept for 2026-11-22",
                "-    | -                           | over,fell | 0   | NOT_KEPT    | No board is kept for 2026-11-22",
            })
    void stateIsDecidedFromWhatIsKnown(
            @Nullable String marks,
            @Nullable String daemons,
            @Nullable String flags,
            long ageSeconds,
            BoardState expected,
            String reason) {
        Set<String> set = flags == null ? Set.of() : Set.of(flags.split(",", -1));
        Evidence evidence = new Evidence(
                BTC,
                ledger(marks, set.contains("bad") ? "its volume is odd" : ""),
                set.contains("fell"),
                set.contains("over"),
                new Vitals(
                        beats(daemons),
                        set.contains("full") ? "out of memory" : "",
                        set.contains("evicts") ? "it is full" : "",
                        NOON,
                        set.contains("back") ? NOON.minusSeconds(3) : null),
                Duration.ofSeconds(ageSeconds),
                Duration.ofSeconds(60),
                new Times(UTC));

        assertThat(evidence.condition().state()).isEqualTo(expected);
        assertThat(evidence.condition().reason()).contains(reason);
        assertThat(evidence.condition().reason().isEmpty()).isEqualTo(reason.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, 0,     0,  '1,000,000 trades unread'",
        "1000000, 20000, 0,  '1,000,000 trades unread'",
        "200000,  20000, 0,  ''",
        "1001,    0,     0,  '1,001 trades unread'",
        "1000,    0,     0,  ''",
        "0,       0,     15, ''",
        "0,       0,     16, 'has waited 16 s'"
    })
    void aDaemonIsBehindWhereItsBacklogIsMoreThanAMoment(long unread, double rate, long delay, String reason) {
        BoardCondition found = Evidence.behind(unread, rate, Duration.ofSeconds(delay));

        assertThat(found == null ? "" : found.reason()).contains(reason);
        assertThat(found == null).isEqualTo(reason.isEmpty());
    }

    @Test
    void aBoardIsLateWhoseKafkaPartitionNobodyReads() {
        Heartbeat one = kafka("a", 1, 0);
        Heartbeat gone = kafka("b", 40, 1);

        assertThat(fed("k:id:0", one, gone).state()).isEqualTo(BoardState.LIVE);
        assertThat(fed("k:id:1", one, gone))
                .isEqualTo(new BoardCondition(
                        BoardState.LATE, "No daemon reads partition 1 of topic trades, which feeds this board"));
        assertThat(fed("k:id:0,k:id:1", one, gone).state()).isEqualTo(BoardState.LATE);
    }

    private static BoardCondition fed(String marks, Heartbeat... daemons) {
        return new Evidence(
                        BTC,
                        ledger(marks, ""),
                        false,
                        false,
                        new Vitals(List.of(daemons), "", "", NOON, null),
                        Duration.ZERO,
                        Duration.ofSeconds(60),
                        new Times(UTC))
                .condition();
    }

    private static Heartbeat kafka(String writer, long seconds, int partition) {
        Heartbeat beat = beat(writer + ":RUNNING:" + seconds);
        TopicReport topic =
                new TopicReport("trades", "id", "desk", 2, List.of(new TopicReport.Partition(partition, 1, 1, 1)));
        return new Heartbeat(
                beat.daemon(),
                new Condition(DaemonState.RUNNING, "", List.of(), topic),
                beat.meters(),
                beat.rates(),
                beat.at(),
                beat.age());
    }

    @Test
    void redisIsJustBackForFifteenSeconds() {
        assertThat(new Vitals(List.of(), "", "", NOON, NOON.minusMillis(14_999)).isRedisJustBack())
                .isTrue();
        assertThat(new Vitals(List.of(), "", "", NOON, NOON.minusSeconds(15)).isRedisJustBack())
                .isFalse();
    }

    private static LedgerView ledger(@Nullable String marks, String fault) {
        if (marks == null) {
            return LedgerView.none(8, UTC);
        }
        Map<String, String> at =
                Stream.of(marks.split(",", -1)).collect(Collectors.toMap(mark -> mark.replace("!", ""), mark -> "7"));
        Set<String> closed = Stream.of(marks.split(",", -1))
                .filter(mark -> mark.endsWith("!"))
                .map(mark -> mark.replace("!", ""))
                .collect(Collectors.toSet());
        return new LedgerView(8, UTC, 1, 1, BigInteger.ONE, NOON, new Marks(at, closed), fault);
    }

    private static List<Heartbeat> beats(@Nullable String daemons) {
        return daemons == null
                ? List.of()
                : Stream.of(daemons.split(",", -1)).map(EvidenceTest::beat).toList();
    }

    static Heartbeat beat(String text) {
        String[] parts = text.split(":", -1);
        Duration age = Duration.ofSeconds(Long.parseLong(parts[2]));
        boolean refusing = parts[1].equals("REFUSING");
        List<RefusedBoard> refused = refusing
                ? List.of(new RefusedBoard(new BoardId("BTC", LocalDate.parse("2026-11-22")), "another scale"))
                : List.of();
        DaemonState state = refusing ? DaemonState.RUNNING : DaemonState.valueOf(parts[1]);
        return new Heartbeat(
                new DaemonId(parts[0], "", "", 0, NOON.minusSeconds(3_600)),
                new Condition(state, "", refused),
                Meters.Snapshot.NONE,
                new Rates(1, 1),
                NOON.minus(age),
                age);
    }
}
