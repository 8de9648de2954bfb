package io.tradeboard.bench;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * How long others wait for the ten best of a board while a million traders, all equally busy, pour onto it; and the
 * memory that these take in the daemon.
 */
final class ReaderWait implements Measure {
    private static final int TRADERS = 1_000_000;
    private static final int IDLE_READS = 1_000;
    private static final String HEAP = "ingest of 1M traders, its heap collected again and again";
    private static final String WAY = "ingest of 1M traders";
    private static final List<Market> ONE = List.of(new Market("BTC", 8));

    @Override
    public String name() {
        return "reader";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        Tape tape = Tape.make(stand, plan, plan.pairTrades(), TRADERS, 0, ONE);
        String board = Boards.key("BTC", tape.recount().day(), "volumes");
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            for (int run = 1; run <= plan.runs(); run++) {
                // Emptying takes Redis long too, and is none of the daemon's business.
                stand.server().empty();
                stand.server().noteSlowest();
                CountDownLatch end = new CountDownLatch(1);
                Future<double[]> waits = reader.submit(() -> read(stand.server(), board, end));
                Ingest ingest;
                try {
                    ingest = Ingest.unchecked(stand, tape);
                } finally {
                    end.countDown();
                }
                double[] millis = waits.get();
                double redisMillis = stand.server().slowestMillis();
                Map<String, Double> values = new TreeMap<>(ingest.values());
                values.put("worstMillis", Samples.percentile(100, millis));
                values.put("p99Millis", Samples.percentile(99, millis));
                values.put("redisMillis", redisMillis);
                values.put("idleWorstMillis", Samples.percentile(100, readIdle(stand.server(), board)));
                values.put("reads", (double) millis.length);
                values.put("pairs", (double) tape.recount().pairs());
                report.add(new Figure(
                        name(), WAY, run, values, ingest.checked(stand, tape).differences()));
            }
        } catch (ExecutionException e) {
            throw new IOException("the reader has failed", e);
        } finally {
            reader.shutdownNow();
        }
        double[] alive = {0};
        Ingest watched = Ingest.watched(stand, tape, pid -> alive[0] = Math.max(alive[0], Collections.aliveMiB(pid)));
        report.add(new Figure(
                name(),
                HEAP,
                1,
                Map.of("aliveMiB", alive[0]),
                watched.checked(stand, tape).differences()));
        tape.delete();
        row("worst wait", "worstMillis", "ms", Target.atMost(30, 10), report);
        row("longest command in Redis", "redisMillis", "ms", null, report);
        row("worst wait of an idle Redis", "idleWorstMillis", "ms", null, report);
        report.row(
                name(),
                "heap alive for " + tape.recount().pairs() + " pairs",
                report.median(name(), HEAP, "aliveMiB"),
                "MiB",
                Target.atMost(128, 96));
    }

    private void row(String label, String value, String unit, @Nullable Target target, Report report) {
        report.row(name(), WAY + ", " + label, report.median(name(), WAY, value), unit, target);
    }

    /** What the same reading comes to while nothing else goes on: the machine's own share of a wait. */
    private static double[] readIdle(Server server, String board) throws InterruptedException {
        DoubleStream.Builder millis = DoubleStream.builder();
        try (RedisConnection redis = server.connect()) {
            for (int read = 0; read < IDLE_READS; read++) {
                TimeUnit.MILLISECONDS.sleep(1);
                millis.add(millis(redis, board));
            }
        }
        return millis.build().toArray();
    }

    private static double millis(RedisConnection redis, String board) {
        long startNanos = System.nanoTime();
        redis.call(Command.ZREVRANGE, board, 0, 9);
        return (System.nanoTime() - startNanos) / 1e6;
    }

    /** Reads again and again, a millisecond apart, and returns how long each took. */
    private static double[] read(Server server, String board, CountDownLatch end) throws InterruptedException {
        DoubleStream.Builder millis = DoubleStream.builder();
        try (RedisConnection redis = server.connect()) {
            while (!end.await(1, TimeUnit.MILLISECONDS)) {
                millis.add(millis(redis, board));
            }
        }
        return millis.build().toArray();
    }
}
