package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Quantiles;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.status.RefusedBoard;
import io.tradeboard.status.TopicReport;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All that a daemon reports. Each meter has its label as the name of its field, which a test compares. */
@Json
@Doc("An ingest daemon: its state, and what it has counted since its start.")
record DaemonStatusDocument(
        @Doc(value = "The identity of the daemon's log.", example = "6f1c2a90b7d34e18")
        String writer,

        @Doc("The directory of its log; null where that is not known or not public.") @Nullable
        String log,

        @Doc("Its host; null where that is not known or not public.") @Nullable
        String host,

        @Doc("Its process; null where that is not known or not public.") @Nullable
        Long pid,

        @Doc(value = "When it started.", format = Doc.TIME, example = "2026-11-22T08:14:03.250Z")
        String since,

        @Doc(
                value = "When it last reported, by the clock of Redis.",
                format = Doc.TIME,
                example = "2026-11-22T14:31:59.900Z")
        String heartbeatAt,

        @Doc(value = "How old that report is, in milliseconds.", example = "223")
        long ageMs,

        @Doc("Its state. SILENT: no heartbeat, though it did not stop.")
        DaemonState state,

        @Doc("Why it is in this state; null where the state speaks for itself, and where the reason is not public.")
        @Nullable
        String reason,

        @Doc(value = "How many trades it has made durable each second, lately.", example = "1250.5")
        double tradesPerSecond,

        @Doc(value = "How many trades have reached their boards each second, lately.", example = "1248.0")
        double appliedPerSecond,

        @Doc(value = "Trades made durable since the daemon started.", example = "4402118")
        long accepted,

        @Doc(value = "Lines or entries that are not valid trades, since the daemon started.", example = "3")
        long rejected,

        @Doc(
                value = "Duplicates that were dropped since the daemon started: trades whose id came before.",
                example = "17")
        long duplicates,

        @Doc(value = "Trades that came after their day and are on no board, since the daemon started.", example = "0")
        long late,

        @Doc(value = "Trades that reached their board since the daemon started.", example = "4402106")
        long applied,

        @Doc(value = "Flushes that Redis confirmed since the daemon started.", example = "22640")
        long flushes,

        @Doc(value = "Boards replayed since the daemon started, after a rebuild or a loss of data.", example = "0")
        long healed,

        @Doc(
                value =
                        "Unread trades of the stream, estimated where entries are packed; null where that is not known.",
                example = "0")
        @Nullable
        Long backlog,

        @Doc(value = "Bytes of the log that are not on a board yet; null where that is not known.", example = "1312")
        @Nullable
        Long unappliedBytes,

        @Doc(value = "Bytes of the log; null where that is not known.", example = "482344960") @Nullable
        Long logBytes,

        @Doc(value = "Trades waiting for a board that refuses them; null where that is not known.", example = "0")
        @Nullable
        Long refusedTrades,

        @Doc(value = "Trades in the buffer; null where that is not known.", example = "12") @Nullable
        Long bufferedTrades,

        @Doc(
                value = "The age of the oldest trade that waits for its board, in milliseconds; null where that"
                        + " is not known.",
                example = "480")
        @Nullable
        Long flushDelayMs,

        @Doc(value = "The clock of Redis minus its own, in milliseconds; null where that is not known.", example = "-2")
        @Nullable
        Long clockDifferenceMs,

        @Doc("From the arrival of a trade to its board; null where there was none in the last minute.") @Nullable
        Times arrivalToBoard,

        @Doc("Syncs of the log; null where there was none in the last minute.") @Nullable
        Times sync,

        @Doc("Flushes until Redis confirmed them; null where there was none in the last minute.") @Nullable
        Times flush,

        @Doc("Trades in a flush; null where there was none in the last minute.") @Nullable
        Sizes flushTrades,

        @Doc("The partitions of Kafka that it reads; null where it reads none.") @Nullable
        Topic topic,

        @Doc("The boards that refuse its trades.") List<Refused> refused) {

    private static final double MICROS = 1e3;

    /** How the times of the last minute lie. */
    @Json
    @Doc("The distribution of times in the last minute, within 1 %.")
    record Times(
            @Doc(value = "How many there were.", example = "60")
            long count,

            @Doc(value = "The median, in milliseconds.", example = "4.31")
            double p50Ms,

            @Doc(value = "The 99th percentile, in milliseconds.", example = "19.46")
            double p99Ms,

            @Doc(value = "The longest, in milliseconds.", example = "22.02")
            double maxMs) {
        static @Nullable Times of(Quantiles micros) {
            return micros.isEmpty()
                    ? null
                    : new Times(micros.count(), micros.p50() / MICROS, micros.p99() / MICROS, micros.max() / MICROS);
        }
    }

    /** How the numbers of the last minute lie. */
    @Json
    @Doc("The distribution of numbers in the last minute, within 1 %.")
    record Sizes(
            @Doc(value = "How many there were.", example = "60")
            long count,

            @Doc(value = "The median.", example = "1251") long p50,

            @Doc(value = "The 99th percentile.", example = "1402")
            long p99,

            @Doc(value = "The largest.", example = "1410") long max) {
        static @Nullable Sizes of(Quantiles numbers) {
            return numbers.isEmpty() ? null : new Sizes(numbers.count(), numbers.p50(), numbers.p99(), numbers.max());
        }
    }

    /** What a daemon reads of a topic. */
    @Json
    @Doc("The topic of Kafka that a daemon reads.")
    record Topic(
            @Doc(value = "Its name.", example = "trades") String name,

            @Doc(value = "The group whose members share its partitions.", example = "tradeboard")
            String group,

            @Doc(value = "How many partitions it has.", example = "6")
            int partitions,

            @Doc("Those that this daemon reads.") List<Partition> own) {
        static @Nullable Topic of(@Nullable TopicReport topic) {
            return topic == null
                    ? null
                    : new Topic(
                            topic.name(),
                            topic.group(),
                            topic.partitions(),
                            topic.own().stream().map(Partition::of).toList());
        }
    }

    /** A partition that a daemon reads. */
    @Json
    @Doc("A partition of Kafka that a daemon reads.")
    record Partition(
            @Doc(value = "Its number.", example = "0") int number,

            @Doc(value = "The offset of the next record that is not on its board.", example = "120442")
            long offset,

            @Doc(value = "The offset up to which records can be read.", example = "120442")
            long stable,

            @Doc(value = "The offset behind its last record.", example = "120442")
            long end,

            @Doc("Whether records wait, and for what.") TopicReport.State state) {
        static Partition of(TopicReport.Partition partition) {
            return new Partition(
                    partition.number(), partition.offset(), partition.stable(), partition.end(), partition.state());
        }
    }

    /** A board that refuses trades. */
    @Json
    @Doc("A board that refuses the trades of a daemon.")
    record Refused(
            @Doc(value = "Its symbol.", example = "BTC") String symbol,

            @Doc(value = "Its day.", format = Doc.DATE, example = "2026-11-22")
            String day,

            @Doc(value = "Why.", example = "its key holds another type")
            String reason) {
        static Refused of(RefusedBoard refused) {
            return new Refused(refused.board().symbol(), refused.board().day().toString(), refused.reason());
        }
    }

    static DaemonStatusDocument of(Heartbeat beat, RedisHealth redis) {
        Meters.Snapshot meters = beat.meters();
        long pid = beat.daemon().pid();
        return new DaemonStatusDocument(
                beat.writer(),
                Values.orNull(beat.daemon().log()),
                Values.orNull(beat.daemon().host()),
                pid == 0 ? null : pid,
                Values.time(beat.since()),
                Values.time(beat.at()),
                beat.age().toMillis(),
                beat.state(redis),
                Values.orNull(beat.reason(redis)),
                beat.rates().accepted(),
                beat.rates().applied(),
                beat.count(Counter.ACCEPTED),
                beat.count(Counter.REJECTED),
                beat.count(Counter.DUPLICATES),
                beat.count(Counter.LATE),
                beat.count(Counter.APPLIED),
                beat.count(Counter.FLUSHES),
                beat.count(Counter.HEALED),
                gauge(meters, Gauge.BACKLOG),
                gauge(meters, Gauge.UNAPPLIED_BYTES),
                gauge(meters, Gauge.LOG_BYTES),
                gauge(meters, Gauge.REFUSED_TRADES),
                gauge(meters, Gauge.BUFFERED_TRADES),
                gauge(meters, Gauge.FLUSH_DELAY_MILLIS),
                gauge(meters, Gauge.CLOCK_DIFFERENCE_MILLIS),
                Times.of(meters.get(Distribution.ARRIVAL_TO_BOARD)),
                Times.of(meters.get(Distribution.SYNC)),
                Times.of(meters.get(Distribution.FLUSH)),
                Sizes.of(meters.get(Distribution.FLUSH_TRADES)),
                Topic.of(beat.topic()),
                beat.refused().stream().map(Refused::of).toList());
    }

    private static @Nullable Long gauge(Meters.Snapshot meters, Gauge gauge) {
        OptionalLong value = meters.get(gauge);
        return value.isPresent() ? value.getAsLong() : null;
    }

    /** The same without where it runs. */
    DaemonStatusDocument forThePublic() {
        return new DaemonStatusDocument(
                writer,
                null,
                null,
                null,
                since,
                heartbeatAt,
                ageMs,
                state,
                null,
                tradesPerSecond,
                appliedPerSecond,
                accepted,
                rejected,
                duplicates,
                late,
                applied,
                flushes,
                healed,
                backlog,
                unappliedBytes,
                logBytes,
                refusedTrades,
                bufferedTrades,
                flushDelayMs,
                clockDifferenceMs,
                arrivalToBoard,
                sync,
                flush,
                flushTrades,
                topic,
                refused);
    }
}
