package io.tradeboard.serve;

import static io.tradeboard.serve.Families.named;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a daemon: its meters, its state, and the verdicts of its audits. What is unknown is left out, never
 * exported as 0. All values of a scrape come from one snapshot of the meters.
 */
final class DaemonMetrics implements MultiCollector {
    /** The states in which a daemon can be scraped; the others are what readers make of a heartbeat. */
    private static final Set<DaemonState> STATES = EnumSet.of(
            DaemonState.RUNNING,
            DaemonState.HEALING,
            DaemonState.DISK_FULL,
            DaemonState.CLOCKS_DIFFER,
            DaemonState.STANDBY);

    /** What is asked of Redis, and so is unknown while Redis is away. */
    private static final Set<Gauge> ASKED = EnumSet.of(Gauge.BACKLOG, Gauge.CLOCK_DIFFERENCE_MILLIS);

    private static final double MICROS_A_SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final double MILLIS_A_SECOND = TimeUnit.SECONDS.toMillis(1);

    private final DaemonView daemon;

    DaemonMetrics(DaemonView daemon) {
        this.daemon = daemon;
    }

    @Override
    public MetricSnapshots collect() {
        // Asking for the condition updates the gauges.
        Condition condition = daemon.condition().get();
        Meters meters = daemon.runtime().meters();
        Meters.Snapshot shown = meters.snapshot(daemon.runtime().ticker().getAsLong());
        boolean away = meters.get(Local.REDIS_AWAY) > 0;
        List<MetricSnapshot> all = new ArrayList<>();
        for (Counter counter : Counter.values()) {
            all.add(Families.counter(name(counter), (double) shown.get(counter)));
        }
        for (Gauge gauge : Gauge.values()) {
            if (!away || !ASKED.contains(gauge)) {
                value(gauge, shown, condition).ifPresent(value -> all.add(Families.gauge(name(gauge), value)));
            }
        }
        for (Distribution distribution : Distribution.values()) {
            all.add(summary(distribution, shown.get(distribution), meters.total(distribution)));
        }
        if (condition != null) {
            all.add(state(condition.state()));
            all.add(Families.redisUp(!away));
        }
        Collection<Verdict> verdicts = daemon.audits().get().values();
        if (!verdicts.isEmpty()) {
            all.addAll(audits(verdicts, redisNow(shown)));
        }
        return new MetricSnapshots(all);
    }

    private static MetricMetadata name(Counter counter) {
        return switch (counter) {
            case ACCEPTED -> named("tradeboard_trades_accepted", "Trades written to the log.", null);
            case REJECTED -> named("tradeboard_trades_rejected", "Lines or entries that are not valid trades.", null);
            case DUPLICATES ->
                named("tradeboard_trades_duplicates", "Trades dropped because they were accepted before.", null);
            case LATE ->
                named("tradeboard_trades_late", "Accepted trades that came after their day and are on no board.", null);
            case APPLIED -> named("tradeboard_trades_applied", "Trades that reached their board.", null);
            case FLUSHES -> named("tradeboard_flushes", "Flushes that Redis confirmed.", null);
            case HEALED ->
                named("tradeboard_boards_healed", "Boards replayed from the log because Redis had lost data.", null);
        };
    }

    private static MetricMetadata name(Gauge gauge) {
        return switch (gauge) {
            case BACKLOG ->
                named(
                        "tradeboard_backlog_trades",
                        "Unread trades of the stream, estimated where entries are packed.",
                        null);
            case UNAPPLIED_BYTES ->
                named("tradeboard_log_unapplied_bytes", "Bytes of the log that are not on the boards yet.", Unit.BYTES);
            case LOG_BYTES -> named("tradeboard_log_bytes", "Bytes of the log on disk.", Unit.BYTES);
            case REFUSED_TRADES ->
                named("tradeboard_refused_trades", "Trades that wait for a board that refuses them.", null);
            case BUFFERED_TRADES ->
                named("tradeboard_buffered_trades", "Trades in the buffer that wait for a flush.", null);
            case FLUSH_DELAY_MILLIS ->
                named(
                        "tradeboard_flush_delay_seconds",
                        "Age of the oldest trade that waits for its board.",
                        Unit.SECONDS);
            case CLOCK_DIFFERENCE_MILLIS ->
                named(
                        "tradeboard_clock_difference_seconds",
                        "Clock of Redis minus the clock of this machine.",
                        Unit.SECONDS);
        };
    }

    /** The value in its base unit; empty where it is unknown. */
    private static OptionalDouble value(Gauge gauge, Meters.Snapshot shown, @Nullable Condition condition) {
        OptionalLong value = shown.get(gauge);
        if (value.isEmpty()) {
            // Refused trades are counted from the first refusal on; before that it is known that there are none.
            boolean none = gauge == Gauge.REFUSED_TRADES
                    && condition != null
                    && condition.refused().isEmpty();
            return none ? OptionalDouble.of(0) : OptionalDouble.empty();
        }
        return OptionalDouble.of(value.getAsLong() / (isTime(gauge) ? MILLIS_A_SECOND : 1));
    }

    private static boolean isTime(Gauge gauge) {
        return gauge == Gauge.FLUSH_DELAY_MILLIS || gauge == Gauge.CLOCK_DIFFERENCE_MILLIS;
    }

    private static MetricMetadata name(Distribution distribution) {
        String quantiles = " Quantiles of the last minute, within 1%; 1 is the maximum.";
        return switch (distribution) {
            case ARRIVAL_TO_BOARD ->
                named(
                        "tradeboard_arrival_to_board_seconds",
                        "Time from the arrival of a trade until it is on its board." + quantiles,
                        Unit.SECONDS);
            case SYNC ->
                named("tradeboard_log_sync_seconds", "Duration of a sync of the log." + quantiles, Unit.SECONDS);
            case FLUSH ->
                named(
                        "tradeboard_flush_seconds",
                        "Duration of a flush until Redis confirmed it." + quantiles,
                        Unit.SECONDS);
            case FLUSH_TRADES -> named("tradeboard_flush_trades", "Trades in a flush." + quantiles, null);
        };
    }

    /** Number and sum since the start, and the quantiles of the last minute where it has values. */
    private static SummarySnapshot summary(
            Distribution distribution, io.tradeboard.run.Quantiles recent, Meters.Total total) {
        double scale = distribution.isTime() ? MICROS_A_SECOND : 1;
        SummaryDataPointSnapshot.Builder values =
                SummaryDataPointSnapshot.builder().count(total.count());
        values.sum(total.sum() / scale);
        if (!recent.isEmpty()) {
            values.quantiles(Quantiles.builder()
                    .quantile(0.5, recent.p50() / scale)
                    .quantile(0.99, recent.p99() / scale)
                    .quantile(1, recent.max() / scale)
                    .build());
        }
        return new SummarySnapshot(name(distribution), List.of(values.build()));
    }

    private static MetricSnapshot state(DaemonState now) {
        Map<String, Integer> states = new TreeMap<>();
        STATES.forEach(state -> states.put(label(state), 0));
        states.put(label(now), 1);
        return Families.gauge(
                named("tradeboard_daemon_state", "1 for the state that the daemon is in, 0 for the others.", null),
                "state",
                states);
    }

    private static List<MetricSnapshot> audits(Collection<Verdict> verdicts, Instant now) {
        Map<String, Integer> words = new TreeMap<>();
        for (Verdict.Word word : Verdict.Word.values()) {
            words.put(label(word), 0);
        }
        long differences = 0;
        long pending = 0;
        Instant newest = Instant.MIN;
        for (Verdict verdict : verdicts) {
            words.merge(label(verdict.word()), 1, Integer::sum);
            differences += verdict.differences();
            pending += verdict.pending();
            newest = verdict.at().isAfter(newest) ? verdict.at() : newest;
        }
        return List.of(
                Families.gauge(
                        named("tradeboard_audit_boards", "Boards by the verdict of their last audit.", null),
                        "verdict",
                        words),
                Families.gauge(
                        named(
                                "tradeboard_audit_differences",
                                "Volumes and totals that the last audits found to differ from the log.",
                                null),
                        (double) differences),
                Families.gauge(
                        named(
                                "tradeboard_audit_pending_records",
                                "Records of the log that were not on the boards at the last audits.",
                                null),
                        (double) pending),
                Families.gauge(
                        named("tradeboard_audit_age_seconds", "Time since the last audit began.", Unit.SECONDS),
                        Math.max(0, (now.toEpochMilli() - newest.toEpochMilli()) / MILLIS_A_SECOND)));
    }

    /** The time by the clock of Redis, as well as it is known, by which audits are dated. */
    private Instant redisNow(Meters.Snapshot shown) {
        return daemon.runtime()
                .clock()
                .instant()
                .plusMillis(shown.get(Gauge.CLOCK_DIFFERENCE_MILLIS).orElse(0));
    }

    private static String label(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
