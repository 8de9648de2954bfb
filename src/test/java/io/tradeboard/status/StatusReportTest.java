package io.tradeboard.status;

import static io.tradeboard.status.Beats.beat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusReportTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final RedisHealth WELL = RedisHealth.parse("redis_version:7.2.4\nuptime_in_seconds:600");
    private static final Heartbeat RUNNING = beat("running-1", DaemonState.RUNNING, Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({
        "RUNNING,       1,  ",
        "HEALING,       1,  ",
        "RUNNING,       15, ",
        "RUNNING,       16, daemon other-12 has sent no heartbeat for 16s and did not shut down",
        "HEALING,       16, daemon other-12 has sent no heartbeat for 16s and did not shut down",
        "STANDBY,       1,  ",
        "STANDBY,       90, daemon other-12 has sent no heartbeat for 1m30s and did not shut down",
        "STOPPED,       1,  ",
        "STOPPED,       90, ",
        "DISK_FULL,     1,  daemon other-12 is blocked: DISK FULL",
        "REDIS_REFUSES, 1,  daemon other-12 is blocked: REDIS REFUSES",
        "CLOCKS_DIFFER, 1,  daemon other-12 is blocked: CLOCKS DIFFER",
        "UNREADABLE,    1,  daemon other-12 is blocked: UNREADABLE"
    })
    void oneDaemonInTroubleIsAProblemThoughAnotherRuns(DaemonState state, long ageSeconds, @Nullable String problem) {
        List<String> problems = report(WELL, RUNNING, beat("other-1234", state, Duration.ofSeconds(ageSeconds)))
                .problems();

        assertThat(problems).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, 1,  true",
        "HEALING, 1,  true",
        "STANDBY, 1,  false",
        "STOPPED, 1,  false",
        "RUNNING, 16, false"
    })
    void somebodyMustBeAtWork(DaemonState state, long ageSeconds, boolean isWell) {
        StatusReport report = report(WELL, beat("only", state, Duration.ofSeconds(ageSeconds)));

        assertThat(report.problems().isEmpty()).isEqualTo(isWell);
        assertThat(report.problems())
                .filteredOn(problem -> problem.equals("no daemon is running; start one: tradeboard ingest"))
                .hasSize(isWell ? 0 : 1);
    }

    @Test
    void whatWaitsInTheStreamForADaemonIsCounted() {
        StatusReport report = new StatusReport(
                new StatusReport.Server("here", WELL, 0.4),
                List.of(),
                new StreamReport(OptionalLong.of(600_000), List.of()),
                StatusReport.Today.UNKNOWN,
                List.of());

        assertThat(report.problems())
                .containsExactly("no daemon is running, and 600,000 entries wait in the stream;"
                        + " start one: tradeboard ingest");
    }

    @ParameterizedTest
    @CsvSource({
        "0,       40,     0",
        "100000,  30000,  0",
        "100001,  40,     1",
        "600000,  40,     1",
        "0,       30001,  1",
        "600000,  600000, 2"
    })
    void aDaemonThatIsFarBehindIsAProblem(long backlog, long flushDelayMillis, int problems) {
        Heartbeat behind =
                beat("a", Condition.RUNNING, Beats.meters(backlog, flushDelayMillis), NOON, Duration.ofSeconds(1));

        assertThat(report(WELL, behind).problems())
                .hasSize(problems)
                .allSatisfy(problem -> assertThat(problem).startsWith("daemon a is behind: "));
    }

    @ParameterizedTest
    @CsvSource({
        "maxmemory:1;used_memory:9;maxmemory_policy:noeviction, 1,  true",
        "maxmemory:1;used_memory:9;maxmemory_policy:noeviction, 60, true",
        "aof_enabled:1;aof_last_write_status:err,               1,  true",
        "role:slave;slave_read_only:1,                          1,  false",
        "role:slave;slave_read_only:1,                          6,  true",
        "rdb_last_bgsave_status:err,                            1,  false",
        "rdb_last_bgsave_status:err,                            60, true"
    })
    void aRedisThatRefusesWritesIsAProblemUnlessAHeartbeatShowsThatItDoesNot(
            String info, long ageSeconds, boolean isProblem) {
        RedisHealth health = RedisHealth.parse(info.replace(';', '\n'));
        StatusReport report = report(health, beat("a", DaemonState.RUNNING, Duration.ofSeconds(ageSeconds)));

        assertThat(report.problems().stream().anyMatch(problem -> problem.startsWith("Redis refuses writes: ")))
                .isEqualTo(isProblem);
        assertThat(report.problems()).noneMatch(problem -> problem.contains("silent"));
        assertThat(report.problems()).noneMatch(problem -> problem.contains("no daemon"));
    }

    @Test
    void aDaemonThatRedisDoesNotLetSpeakIsNotSilent() {
        RedisHealth health = RedisHealth.parse("maxmemory:1\nused_memory:9\nmaxmemory_policy:noeviction");
        Heartbeat unheard = beat("a", DaemonState.RUNNING, Duration.ofSeconds(60));

        assertThat(unheard.state(health)).isEqualTo(DaemonState.REDIS_REFUSES);
        assertThat(unheard.reason(health)).startsWith("Redis is out of memory");
        assertThat(unheard.state()).isEqualTo(DaemonState.SILENT);
    }

    @ParameterizedTest
    @CsvSource({"0, RUNNING", "1, RUNNING", "2, SILENT", "600, SILENT"})
    void aDaemonIsNotSilentWhileRedisIsOnlyJustBack(long uptimeSeconds, DaemonState state) {
        RedisHealth health = RedisHealth.parse("uptime_in_seconds:" + uptimeSeconds);

        assertThat(beat("a", DaemonState.RUNNING, Duration.ofSeconds(45)).state(health))
                .isEqualTo(state);
        assertThat(beat("a", DaemonState.STOPPED, Duration.ofSeconds(45)).state(health))
                .isEqualTo(DaemonState.STOPPED);
    }

    @Test
    void aRefusedBoardIsAProblemOfTheDaemonThatIsThere() {
        Condition refused = new Condition(DaemonState.RUNNING, "", List.of(Beats.REFUSED));

        assertThat(report(WELL, beat("a", refused, Duration.ofSeconds(1))).problems())
                .containsExactly("the board BTC 2026-11-22 refuses the trades of daemon a: it keeps 2 decimals, not 8");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, false, '',          ''",
        "0, 9, true,  '',          ''",
        "0, 0, false, log is gone, ''",
        "1, 0, false, '',          the board BTC 2026-11-22 differs from the log in 1 place; see: tradeboard audit BTC",
        "2, 0, false, '',          the board BTC 2026-11-22 differs from the log in 2 places; see: tradeboard audit BTC"
    })
    void aBoardThatDiffersIsAProblem(
            long differences, long pending, boolean behind, String unverified, String problem) {
        Verdict verdict = new Verdict(NOON, 5, differences, pending, behind, unverified);

        assertThat(report(List.of(board(verdict))).problems())
                .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, false, '',          ''",
        "0, 1, false, '',          ''",
        "0, 1, true,  '',          'the board BTC 2026-11-22 was behind the log by 1 trade at its last audit; the daemon catches up by itself'",
        "0, 0, false, log is gone, the log could not verify the board BTC 2026-11-22: log is gone",
        "1, 9, true,  log is gone, ''"
    })
    void whatAnAuditCouldNotConfirmIsANote(
            long differences, long pending, boolean behind, String unverified, String note) {
        Verdict verdict = new Verdict(NOON, 5, differences, pending, behind, unverified);

        assertThat(report(List.of(board(verdict))).notes()).isEqualTo(note.isEmpty() ? List.of() : List.of(note));
    }

    @Test
    void whatCannotBeReadIsAProblem() {
        BoardReport board = BoardReport.unreadable(new BoardId("BTC", DAY), "WRONGTYPE");

        assertThat(report(List.of(board)).problems())
                .containsExactly("the board BTC 2026-11-22 cannot be read: WRONGTYPE");
    }

    private static StatusReport report(RedisHealth health, Heartbeat... daemons) {
        return new StatusReport(
                new StatusReport.Server("here", health, 0.4),
                Stream.of(daemons).toList(),
                StreamReport.UNKNOWN,
                StatusReport.Today.UNKNOWN,
                List.of());
    }

    private static BoardReport board(Verdict verdict) {
        return new BoardReport(
                new BoardId("BTC", DAY), new BoardReport.Counts(2, 5, 1), NOON, verdict, List.of("running-1"), "");
    }

    private static StatusReport report(List<BoardReport> boards) {
        return new StatusReport(
                new StatusReport.Server("here", WELL, 0.4),
                List.of(RUNNING),
                StreamReport.UNKNOWN,
                new StatusReport.Today(NOON, DAY, boards),
                List.of());
    }
}
