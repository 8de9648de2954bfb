package io.tradeboard.ingest;

import io.tradeboard.ingest.PartitionIntake.Taken;
import io.tradeboard.kafka.Polled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The intakes of the partitions that are a member's. What a poll brings is judged on a thread of its own where it is much, so
 * that more can be polled meanwhile: fetching and judging cost about the same.
 *
 * <p>Confined to the poll thread. Every call but {@link #isJudging} first waits until all is judged that was polled: whoever
 * takes sums, or gives a partition away, sees what the consumer's position says.
 */
final class PartitionIntakes implements AutoCloseable {
    /** Fewer are not worth the hand-over to another thread. */
    private static final int MANY = 1_000;

    private final Map<Integer, PartitionIntake> intakes = new TreeMap<>();

    private final ExecutorService judge = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "tradeboard-judge");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable CompletableFuture<Void> judging;

    void put(int partition, PartitionIntake intake) {
        await();
        intakes.put(partition, intake);
    }

    void remove(Collection<Integer> partitions) {
        await();
        intakes.keySet().removeAll(partitions);
    }

    Set<Integer> partitions() {
        await();
        return Set.copyOf(intakes.keySet());
    }

    /** Judges what was polled, or has it judged. */
    void judge(Polled polled) {
        await();
        if (polled.count() < MANY) {
            judgeAll(polled);
        } else {
            judging = CompletableFuture.runAsync(() -> judgeAll(polled), judge);
        }
    }

    private void judgeAll(Polled polled) {
        polled.handTo(intakes::get);
        intakes.values().forEach(PartitionIntake::judge);
    }

    /** Whether records are being judged, or were and nobody has looked since. */
    boolean isJudging() {
        return judging != null;
    }

    private void await() {
        if (judging != null) {
            CompletableFuture<Void> last = judging;
            judging = null;
            try {
                last.join();
            } catch (CompletionException e) {
                throw new IllegalStateException("judging failed", e.getCause());
            }
        }
    }

    /** Reports what was rejected. */
    void finish() throws InterruptedException {
        await();
        for (PartitionIntake intake : intakes.values()) {
            intake.finish();
        }
    }

    /**
     * Takes what is summed of these partitions.
     *
     * @param positions by partition, the offset behind the last record that was polled
     */
    List<Taken> take(Set<Integer> partitions, IntToLongFunction positions) {
        await();
        List<Taken> all = new ArrayList<>();
        for (int partition : partitions) {
            PartitionIntake intake = intakes.get(partition);
            Taken taken = intake == null ? null : intake.take(positions.applyAsLong(partition));
            if (taken != null) {
                all.add(taken);
            }
        }
        return all;
    }

    /** How many trades wait to be taken. */
    long trades() {
        await();
        return intakes.values().stream().mapToLong(PartitionIntake::trades).sum();
    }

    int sums() {
        await();
        return intakes.values().stream().mapToInt(PartitionIntake::sums).sum();
    }

    /** Since when the oldest of the trades waits; {@link Long#MAX_VALUE} where there is none. */
    long oldestNanos() {
        await();
        return intakes.values().stream()
                .filter(intake -> intake.trades() > 0)
                .mapToLong(PartitionIntake::oldestNanos)
                .reduce(Long.MAX_VALUE, Math::min);
    }

    @Override
    public void close() {
        judge.shutdown();
    }
}
