package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a daemon exports, through HTTP, with every meter as the test sets it. */
class DaemonMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
    private static final Address ANYWHERE = new Address("127.0.0.1", 0);
    private static final ServeConfig.Build BUILD = new ServeConfig.Build("1.2.3", "abcdef0");

    private final Meters meters = new Meters();
    private final AtomicLong nanos = new AtomicLong();
    private final Map<BoardId, Verdict> audits = new HashMap<>();
    private @Nullable Condition condition = Condition.RUNNING;

    private Scrape scrape(String accept) throws IOException, InterruptedException {
        Runtime runtime = new Runtime(
                Clock.fixed(NOW, ZoneOffset.UTC), nanos::get, new Notices(message -> {}), meters, new Stop());
        try (MetricsServer server =
                MetricsServer.ofDaemon(ANYWHERE, new DaemonView(runtime, () -> condition, () -> audits), BUILD)) {
            return Scrape.of(server.url(), accept);
        }
    }

    private Map<String, Double> values() throws IOException, InterruptedException {
        return scrape(Scrape.TEXT).values();
    }

    private void setEverything() {
        long value = 10;
        for (Counter counter : Counter.values()) {
            meters.add(counter, value++);
        }
        value = 1_500;
        for (Gauge gauge : Gauge.values()) {
            meters.set(gauge, value++);
        }
        for (Distribution distribution : Distribution.values()) {
            meters.record(distribution, 2_000, nanos.get());
        }
        audits.put(new BoardId("BTC", TODAY), new Verdict(NOW.minusSeconds(90), 100, 0, 3, false, ""));
        audits.put(new BoardId("ETH", TODAY), new Verdict(NOW.minusSeconds(30), 100, 2, 1, false, ""));
    }

    @Test
    void namesTypesAndHelpAreThoseOfTheGoldenFiles() throws Exception {
        setEverything();
        scrape(Scrape.TEXT).assertLike("metrics-daemon.txt");
        scrape(Scrape.OPEN_METRICS).assertLike("metrics-daemon.openmetrics.txt");
    }

    @Test
    void countersAndGaugesAreThoseOfTheMetersInBaseUnits() throws Exception {
        setEverything();
        assertThat(values())
                .containsEntry("tradeboard_trades_accepted_total", 10.0)
                .containsEntry("tradeboard_boards_healed_total", 16.0)
                .containsEntry("tradeboard_backlog_trades", 1_500.0)
                .containsEntry("tradeboard_flush_delay_seconds", 1.505)
                .containsEntry("tradeboard_clock_difference_seconds", 1.506)
                .containsEntry("tradeboard_build_info{commit=\"abcdef0\",version=\"1.2.3\"}", 1.0);
    }

    @Test
    void whatIsUnknownIsLeftOut() throws Exception {
        condition = null;
        assertThat(scrape(Scrape.TEXT).names())
                .contains("tradeboard_trades_accepted_total")
                .doesNotContain(
                        "tradeboard_backlog_trades",
                        "tradeboard_log_bytes",
                        "tradeboard_flush_delay_seconds",
                        "tradeboard_clock_difference_seconds",
                        "tradeboard_daemon_state",
                        "tradeboard_redis_up",
                        "tradeboard_audit_boards",
                        "tradeboard_audit_age_seconds");
    }

    @Test
    void whereNoBoardRefusesNoTradeIsRefused() throws Exception {
        assertThat(values()).containsEntry("tradeboard_refused_trades", 0.0);
        condition = null;
        assertThat(values()).doesNotContainKey("tradeboard_refused_trades");
    }

    @Test
    void whatIsAskedOfRedisIsUnknownWhileRedisIsAway() throws Exception {
        setEverything();
        meters.set(Local.REDIS_AWAY, 1);
        assertThat(values())
                .containsEntry("tradeboard_redis_up", 0.0)
                .containsEntry("tradeboard_log_bytes", 1_502.0)
                .doesNotContainKeys("tradeboard_backlog_trades", "tradeboard_clock_difference_seconds");
    }

    @Test
    void theStateIsTheOneThatIs1() throws Exception {
        condition = Condition.RUNNING.with(DaemonState.DISK_FULL, "no space");
        assertThat(values())
                .containsEntry("tradeboard_daemon_state{state=\"disk_full\"}", 1.0)
                .containsEntry("tradeboard_daemon_state{state=\"running\"}", 0.0)
                .containsEntry("tradeboard_daemon_state{state=\"standby\"}", 0.0);
    }

    @Test
    void quantilesAreOfTheLastMinuteWhileNumberAndSumOnlyGrow() throws Exception {
        meters.record(Distribution.FLUSH, 2_000_000, nanos.get());
        meters.record(Distribution.FLUSH, 4_000_000, nanos.get());
        assertThat(values())
                .containsEntry("tradeboard_flush_seconds_count", 2.0)
                .containsEntry("tradeboard_flush_seconds_sum", 6.0)
                .hasEntrySatisfying(
                        "tradeboard_flush_seconds{quantile=\"1.0\"}",
                        greatest -> assertThat(greatest).isBetween(3.96, 4.04));

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(values())
                .containsEntry("tradeboard_flush_seconds_count", 2.0)
                .containsEntry("tradeboard_flush_seconds_sum", 6.0)
                .doesNotContainKey("tradeboard_flush_seconds{quantile=\"1.0\"}");
    }

    @Test
    void auditsAreSummedOverTheBoards() throws Exception {
        setEverything();
        meters.unset(Gauge.CLOCK_DIFFERENCE_MILLIS);
        assertThat(values())
                .containsEntry("tradeboard_audit_boards{verdict=\"exact\"}", 1.0)
                .containsEntry("tradeboard_audit_boards{verdict=\"differs\"}", 1.0)
                .containsEntry("tradeboard_audit_boards{verdict=\"unverified\"}", 0.0)
                .containsEntry("tradeboard_audit_differences", 2.0)
                .containsEntry("tradeboard_audit_pending_records", 4.0)
                .containsEntry("tradeboard_audit_age_seconds", 30.0);
    }
}
