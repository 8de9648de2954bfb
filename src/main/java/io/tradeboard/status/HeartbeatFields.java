package io.tradeboard.status;

import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heartbeat as the fields of a hash: who and how the daemon is, and each meter under its label. What cannot be read is
 * taken for missing, so that a daemon of another version is heard too.
 */
final class HeartbeatFields {
    /** When the daemon was heard for the first time, in milliseconds since the epoch. */
    static final String FIRST = "first";

    private static final Pattern QUANTILES = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,18})");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern RATE = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");

    private final Map<String, String> fields;

    private HeartbeatFields(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Reads the reply of HGETALL. */
    static HeartbeatFields of(List<?> namesAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            fields.put(text(namesAndValues.get(i)), text(namesAndValues.get(i + 1)));
        }
        return new HeartbeatFields(fields);
    }

    /** Names and values for HSET. An unknown gauge is an empty text: left out it would keep what it was. */
    static Object[] of(Heartbeat beat) {
        List<Object> all = new ArrayList<>();
        DaemonId daemon = beat.daemon();
        add(all, "log", daemon.log());
        add(all, "host", daemon.host());
        add(all, "pid", daemon.pid());
        add(all, "since", daemon.since().toEpochMilli());
        add(all, "writers", String.join(" ", daemon.writers()));
        add(all, "state", beat.condition().state().name());
        add(all, "reason", beat.condition().reason());
        add(all, "refused", RefusedBoard.text(beat.condition().refused()));
        add(
                all,
                "topic",
                beat.condition().topic() == null ? "" : beat.condition().topic());
        add(all, "tradesPerSecond", rate(beat.rates().accepted()));
        add(all, "appliedPerSecond", rate(beat.rates().applied()));
        Meters.Snapshot meters = beat.meters();
        for (Counter counter : Counter.values()) {
            add(all, counter.label(), meters.get(counter));
        }
        for (Gauge gauge : Gauge.values()) {
            OptionalLong value = meters.get(gauge);
            add(all, gauge.label(), value.isPresent() ? Long.toString(value.getAsLong()) : "");
        }
        for (Distribution distribution : Distribution.values()) {
            Quantiles values = meters.get(distribution);
            add(
                    all,
                    distribution.label(),
                    values.count() + " " + values.p50() + " " + values.p99() + " " + values.max());
        }
        return all.toArray();
    }

    private static void add(List<Object> all, String name, Object value) {
        all.add(name);
        all.add(value);
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }

    static Heartbeat unreadable(String writer, String error, Instant at, Duration age) {
        return new Heartbeat(
                new DaemonId(writer, "", "", 0, Instant.EPOCH),
                new Condition(DaemonState.UNREADABLE, "its heartbeat cannot be read: " + error, List.of()),
                Meters.Snapshot.NONE,
                Rates.NONE,
                at,
                age);
    }

    private Set<String> writers(String writer) {
        Set<String> writers = new HashSet<>(List.of(field("writers").split(" ")));
        writers.remove("");
        writers.add(writer);
        return writers;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** When the daemon was heard for the first time; the other moment where that is unknown. */
    Instant first(Instant otherwise) {
        OptionalLong millis = number(FIRST);
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : otherwise;
    }

    Heartbeat heartbeat(String writer, Instant at, Duration age) {
        return new Heartbeat(
                new DaemonId(
                        writer,
                        field("log"),
                        field("host"),
                        number("pid").orElse(0),
                        Instant.ofEpochMilli(number("since").orElse(0)),
                        writers(writer)),
                condition(),
                meters(),
                new Rates(rate("tradesPerSecond"), rate("appliedPerSecond")),
                at,
                age);
    }

    private Condition condition() {
        for (DaemonState state : DaemonState.values()) {
            if (state.name().equals(field("state"))) {
                return new Condition(
                        state,
                        field("reason"),
                        RefusedBoard.parse(field("refused")),
                        TopicReport.parse(field("topic")));
            }
        }
        return new Condition(
                DaemonState.UNREADABLE,
                "its state is not known to this version: " + field("state"),
                RefusedBoard.parse(field("refused")));
    }

    private Meters.Snapshot meters() {
        Map<Counter, Long> counters = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            counters.put(counter, number(counter.label()).orElse(0));
        }
        Map<Gauge, Long> gauges = new EnumMap<>(Gauge.class);
        for (Gauge gauge : Gauge.values()) {
            number(gauge.label()).ifPresent(value -> gauges.put(gauge, value));
        }
        Map<Distribution, Quantiles> distributions = new EnumMap<>(Distribution.class);
        for (Distribution distribution : Distribution.values()) {
            distributions.put(distribution, quantiles(field(distribution.label())));
        }
        return new Meters.Snapshot(counters, gauges, distributions);
    }

    private static Quantiles quantiles(String text) {
        Matcher parts = QUANTILES.matcher(text);
        return parts.matches()
                ? new Quantiles(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        Long.parseLong(parts.group(4)))
                : Quantiles.NONE;
    }

    private double rate(String name) {
        String text = field(name);
        return RATE.matcher(text).matches() ? Double.parseDouble(text) : 0;
    }

    private OptionalLong number(String name) {
        String text = field(name);
        return NUMBER.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
