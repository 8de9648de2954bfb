package io.tradeboard.ingest;

import io.tradeboard.ingest.PartitionIntake.Opened;
import io.tradeboard.ingest.PartitionIntake.Taken;
import io.tradeboard.kafka.GroupConsumer;
import io.tradeboard.kafka.GroupConsumer.Commit;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.status.TopicReport;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.ShardSpread;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a member of the group does with its partitions: it polls, judges and sums, has the sums flushed, one batch at a time, and
 * commits. It waits for the flush thread only where partitions are handed over; many records are judged beside the poll, see
 * {@link PartitionIntakes}.
 *
 * <p>Confined to the thread that polls, on which also the calls of {@link GroupConsumer.Listener} and {@link
 * PartitionWorker.Results} come; but for {@link #lag} and {@link #writers}.
 */
final class PartitionPipeline implements GroupConsumer.Listener, PartitionWorker.Results {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration HAND_OVER = Duration.ofSeconds(3);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /** While records are judged beside the poll, sums are looked at no more often than this, as that waits for them. */
    private static final Duration SETTLE = Duration.ofMillis(10);

    private static final Duration REOPEN = Duration.ofSeconds(1);
    private static final String WORK = "poll";
    private static final String GONE = "topic";
    private static final String REFUSED = "instance";

    /** A flush may take a tenth of the time of Redis, unless trades would wait for longer than the interval. */
    private static final int REST = 9;

    private final IngestConfig.Buffering buffering;
    private final KafkaIngestConfig kafka;
    private final PartitionJudge.Rules rules;
    private final KafkaRejects rejects;
    private final Supplier<ShardSpread> shards;
    private final Runtime runtime;
    private final GroupConsumer consumer;
    private final PartitionWorker worker;
    private final Identities identities = new Identities();
    private final PartitionIntakes intakes = new PartitionIntakes();

    /** By partition that is ours, the number of its last opening. */
    private final Map<Integer, Integer> openings = new TreeMap<>();

    private int opened;
    private boolean flushing;
    private boolean handingOver;
    private long underWay;
    private boolean held;
    private long takenNanos;
    private long tookNanos;
    private long settledNanos;
    private long reopenNanos;
    private boolean reopening;
    private volatile long lag;

    /** What is done with what is read. */
    record Ends(PartitionFlusher flusher, KafkaRejects rejects, Stop abandon, Supplier<ShardSpread> shards) {}

    PartitionPipeline(
            IngestConfig.Buffering buffering,
            KafkaIngestConfig kafka,
            PartitionJudge.Rules rules,
            Ends ends,
            Runtime runtime) {
        this.buffering = buffering;
        this.kafka = kafka;
        this.rules = rules;
        this.rejects = ends.rejects();
        this.shards = ends.shards();
        this.runtime = runtime;
        this.worker = new PartitionWorker(ends.flusher(), this, ends.abandon(), runtime);
        this.consumer = new GroupConsumer(kafka.settings(), kafka.membership(), this);
        this.settledNanos = runtime.ticker().getAsLong();
    }

    /**
     * Runs until the stop is requested, and then hands everything over.
     *
     * @return how many trades were read and are not on the boards; they are read again
     */
    long run() throws IOException, InterruptedException {
        worker.start();
        long left;
        try {
            while (!runtime.stop().isRequested() && !worker.hasEnded()) {
                turn();
            }
            left = drain();
        } finally {
            runtime.work().end(WORK);
            try {
                worker.close();
            } finally {
                consumer.close();
                intakes.close();
                rejects.close();
            }
        }
        return left;
    }

    /** How many records wait to be read. Any thread. */
    long lag() {
        return lag;
    }

    /** The writers whose marks are moved here. Any thread. */
    Set<String> writers() {
        return worker.writers();
    }

    /** What is to be said of the topic; null before it was looked at. Any thread. */
    @Nullable
    TopicReport report() {
        return worker.report();
    }

    private void turn() throws InterruptedException {
        runtime.work().begin(WORK);
        worker.runResults(Duration.ZERO);
        if (reopening && runtime.ticker().getAsLong() - reopenNanos >= 0) {
            reopening = false;
            reopen();
        }
        intakes.judge(consumer.poll(intakes.isJudging() ? Duration.ZERO : untilDue()));
        if (!intakes.isJudging() || runtime.ticker().getAsLong() - settledNanos >= SETTLE.toNanos()) {
            settle();
        }
    }

    /** Waits until what was polled is judged, and does what is to be done with that. */
    private void settle() throws InterruptedException {
        intakes.finish();
        rejects.flush();
        lag = intakes.partitions().stream()
                .mapToLong(partition -> consumer.lag(partition).orElse(0))
                .sum();
        measure();
        if (!flushing && untilDue().isZero()) {
            flush(intakes.take(intakes.partitions(), consumer::position));
        }
        hold();
        settledNanos = runtime.ticker().getAsLong();
    }

    /** While Redis is away, or slow, memory is bounded: what is not read stays in Kafka. */
    private void hold() {
        boolean full = intakes.sums() > buffering.limit();
        if (full && !held) {
            consumer.hold(intakes.partitions());
        } else if (held && !full) {
            consumer.resume(intakes.partitions());
        }
        held = full;
    }

    private void measure() {
        long trades = intakes.trades();
        runtime.meters().set(Gauge.BUFFERED_TRADES, trades);
        long age = trades == 0 ? 0 : runtime.ticker().getAsLong() - intakes.oldestNanos();
        runtime.meters().set(Gauge.FLUSH_DELAY_MILLIS, Duration.ofNanos(age).toMillis());
    }

    /** How long to wait for records until a flush is due. */
    private Duration untilDue() {
        if (flushing) {
            return POLL;
        }
        long now = runtime.ticker().getAsLong();
        long interval = buffering.flushInterval().toNanos();
        long rest = takenNanos + tookNanos + Math.min(REST * tookNanos, interval) - now;
        long trades = intakes.trades();
        long old = (trades == 0 ? takenNanos : intakes.oldestNanos()) + interval - now;
        long left = Math.max(rest, trades >= buffering.capacity() ? 0 : old);
        return Duration.ofNanos(Math.max(0, Math.min(left, POLL.toNanos())));
    }

    private void flush(List<Taken> all) {
        takenNanos = runtime.ticker().getAsLong();
        tookNanos = 0;
        if (!all.isEmpty()) {
            flushing = true;
            underWay = all.stream().mapToLong(Taken::trades).sum();
            worker.flush(all);
        }
    }

    /** Waits for the flush under way; false where that takes too long. */
    private boolean awaitFlushed(Duration atMost) throws InterruptedException {
        long deadline = runtime.ticker().getAsLong() + atMost.toNanos();
        while (flushing && !worker.hasEnded()) {
            long left = deadline - runtime.ticker().getAsLong();
            if (left <= 0) {
                return false;
            }
            worker.runResults(Duration.ofNanos(Math.min(left, POLL.toNanos())));
        }
        return !flushing;
    }

    private long drain() throws InterruptedException {
        handOver(intakes.partitions(), DRAIN);
        long left = (flushing ? underWay : 0) + intakes.trades();
        intakes.remove(intakes.partitions());
        lag = 0;
        return left;
    }

    /** Flushes what there is of these partitions, and commits that. What is not done in time, the next member does. */
    private void handOver(Set<Integer> partitions, Duration atMost) throws InterruptedException {
        if (!awaitFlushed(atMost)) {
            return;
        }
        intakes.finish();
        handingOver = true;
        try {
            flush(intakes.take(partitions, consumer::position));
            awaitFlushed(atMost);
        } finally {
            handingOver = false;
        }
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        runtime.notices().end(REFUSED, "the session has ended");
        partitions.forEach(this::open);
    }

    private void open(int partition) {
        openings.put(partition, ++opened);
        worker.open(partition, opened);
    }

    @Override
    public void opened(Opened ready, int number) {
        int partition = ready.partition();
        if (!Integer.valueOf(number).equals(openings.get(partition))) {
            return;
        }
        intakes.put(partition, new PartitionIntake(ready, rules, identities, rejects, shards.get(), runtime));
        runtime.notices().end(GONE, "topic " + kafka.membership().topic() + " exists again");
        consumer.readFrom(partition, ready.from());
        if (held) {
            consumer.hold(Set.of(partition));
        }
    }

    @Override
    public void flushed(Map<Integer, Commit> commits) {
        flushing = false;
        tookNanos = runtime.ticker().getAsLong() - takenNanos;
        Map<Integer, Commit> own = new HashMap<>(commits);
        own.keySet().retainAll(intakes.partitions());
        if (handingOver) {
            consumer.commitNow(own);
        } else {
            consumer.commit(own);
        }
    }

    @Override
    public void revoked(Set<Integer> partitions) {
        try {
            handOver(partitions, HAND_OVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lost(partitions);
    }

    @Override
    public void refused() {
        runtime.notices()
                .begin(
                        REFUSED,
                        "another process is instance " + kafka.membership().instance() + " of group "
                                + kafka.membership().group()
                                + ", or was until it was killed; waiting for its session to end");
    }

    @Override
    public void lost(Set<Integer> partitions) {
        intakes.remove(partitions);
        openings.keySet().removeAll(partitions);
        worker.drop(partitions);
    }

    @Override
    public void gone() {
        flushing = false;
        runtime.notices()
                .begin(
                        GONE,
                        "topic " + kafka.membership().topic()
                                + " was deleted, or created anew; what was read of it and is"
                                + " not on the boards is not counted; waiting for it");
        intakes.remove(intakes.partitions());
        consumer.hold(openings.keySet());
        reopening = true;
        reopenNanos = runtime.ticker().getAsLong() + REOPEN.toNanos();
    }

    private void reopen() {
        worker.drop(Set.copyOf(openings.keySet()));
        Set.copyOf(openings.keySet()).forEach(this::open);
    }
}
