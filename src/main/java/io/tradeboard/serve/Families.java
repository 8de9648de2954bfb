package io.tradeboard.serve;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metric families that are made at a scrape from what is known then. */
final class Families {
    private Families() {}

    /**
     * What a family is called.
     *
     * @param name of a counter without its {@code _total}
     * @param unit the base unit in which the name ends; null for a number
     */
    static MetricMetadata named(String name, String help, @Nullable Unit unit) {
        return new MetricMetadata(name, help, unit);
    }

    static CounterSnapshot counter(MetricMetadata name, double value) {
        return new CounterSnapshot(
                name, List.of(CounterDataPointSnapshot.builder().value(value).build()));
    }

    static GaugeSnapshot gauge(MetricMetadata name, double value) {
        return new GaugeSnapshot(
                name, List.of(GaugeDataPointSnapshot.builder().value(value).build()));
    }

    /** One value for each value of a label. */
    static GaugeSnapshot gauge(MetricMetadata name, String label, Map<String, ? extends Number> values) {
        return new GaugeSnapshot(
                name,
                values.entrySet().stream()
                        .map(entry -> GaugeDataPointSnapshot.builder()
                                .labels(Labels.of(label, entry.getKey()))
                                .value(entry.getValue().doubleValue())
                                .build())
                        .toList());
    }

    /** Whether Redis can be reached, in the words of every process. */
    static GaugeSnapshot redisUp(boolean up) {
        return gauge(
                named("tradeboard_redis_up", "1 while Redis answers this process, 0 while it does not.", null),
                up ? 1 : 0);
    }
}
