package io.tradeboard.ingest;

import io.tradeboard.ingest.PartitionIntake.Opened;
import io.tradeboard.ingest.PartitionIntake.Taken;
import io.tradeboard.kafka.GoneTopicException;
import io.tradeboard.kafka.GroupConsumer.Commit;
import io.tradeboard.kafka.KafkaFailure;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Backoff;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.run.Worker;
import io.tradeboard.status.TopicReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The flush thread of a daemon that reads Kafka: opens partitions, flushes, and looks at the marks in between, each again until
 * Redis and Kafka have let it. What it has done is run by the poll thread, which alone may touch the consumer.
 */
final class PartitionWorker {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration INSPECT = Duration.ofSeconds(5);
    static final String WORK = "flush";
    private static final String KAFKA_AWAY = "kafka";

    private final PartitionFlusher flusher;
    private final Results results;
    private final Runtime runtime;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> done = new LinkedBlockingQueue<>();
    private final Stop abandon;
    private final Worker worker;
    private volatile Set<String> writers = Set.of();
    private volatile @Nullable TopicReport report;
    private volatile boolean ended;
    private long lookedNanos;
    private long inspectedNanos;

    /** Takes what was done, on the poll thread. */
    interface Results {
        /** A partition is ready to be read. */
        void opened(Opened opened, int number);

        void flushed(Map<Integer, Commit> commits);

        /** What was to be done was not, as the topic is gone. */
        void gone();
    }

    /** What is done once, or again until it is. */
    private interface Job {
        void run() throws InterruptedException;
    }

    /** @param abandon the request to try no more: what is not applied stays in Kafka */
    PartitionWorker(PartitionFlusher flusher, Results results, Stop abandon, Runtime runtime) {
        this.flusher = flusher;
        this.results = results;
        this.abandon = abandon;
        this.runtime = runtime;
        this.worker = new Worker("tradeboard-flush", this::runAll, () -> ended = true);
        this.lookedNanos = runtime.ticker().getAsLong();
        this.inspectedNanos = lookedNanos - INSPECT.toNanos();
    }

    void start() {
        worker.start();
    }

    /**
     * Has a partition opened.
     *
     * @param number tells this opening from others of the same partition
     */
    void open(int partition, int number) {
        jobs.add(() -> {
            Opened opened = flusher.open(partition);
            done.add(() -> results.opened(opened, number));
        });
    }

    void flush(List<Taken> taken) {
        jobs.add(() -> {
            Map<Integer, Commit> commits = flusher.flush(taken);
            done.add(() -> results.flushed(commits));
        });
    }

    void drop(Set<Integer> partitions) {
        jobs.add(() -> flusher.drop(partitions));
    }

    /**
     * Runs what was done meanwhile; where nothing was, waits for that.
     *
     * @return whether there was something
     */
    boolean runResults(Duration atMost) throws InterruptedException {
        Runnable result = done.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        for (Runnable next = result; next != null; next = done.poll()) {
            next.run();
        }
        return result != null;
    }

    /** Whether it has failed; then {@link #close} throws why. */
    boolean hasEnded() {
        return ended;
    }

    /** The writers whose marks this daemon moves. Any thread. */
    Set<String> writers() {
        return writers;
    }

    /** What is to be said of the topic; null before it was looked at. Any thread. */
    @Nullable
    TopicReport report() {
        return report;
    }

    /** Ends it, and throws what it failed with. */
    void close() throws IOException, InterruptedException {
        abandon.request();
        jobs.add(() -> ended = true);
        worker.join();
        worker.rethrow();
    }

    private void runAll() throws InterruptedException {
        try {
            run();
        } finally {
            runtime.work().end(WORK);
        }
    }

    private void run() throws InterruptedException {
        while (!ended) {
            runtime.work().begin(WORK);
            long now = runtime.ticker().getAsLong();
            Job job = jobs.poll(Math.max(0, lookedNanos + LOOK.toNanos() - now), TimeUnit.NANOSECONDS);
            if (job != null) {
                retried(job);
            }
            now = runtime.ticker().getAsLong();
            if (now - lookedNanos >= LOOK.toNanos()) {
                lookedNanos = now;
                once(flusher::look);
            }
            if (now - inspectedNanos >= INSPECT.toNanos()) {
                inspectedNanos = now;
                once(flusher::inspect);
            }
        }
    }

    private void retried(Job job) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (!once(job)) {
            runtime.work().begin(WORK);
            if (abandon.await(backoff.next())) {
                return;
            }
        }
    }

    /** Tries it; returns false where trying again may help. */
    private boolean once(Job job) throws InterruptedException {
        try {
            job.run();
            writers = flusher.writers();
            report = flusher.report();
            RedisOutage.back(runtime);
            runtime.notices().end(KAFKA_AWAY, "Kafka is back");
            return true;
        } catch (RedisUnavailableException e) {
            RedisOutage.away(runtime, e);
            return false;
        } catch (GoneTopicException e) {
            done.add(results::gone);
            return true;
        } catch (KafkaFailure e) {
            if (!e.isUnreachable()) {
                throw e;
            }
            runtime.notices().remind(KAFKA_AWAY, e.sentence() + "; retrying until it is back");
            return false;
        }
    }
}
