package io.tradeboard.bench;

import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * How long a trade is under way at 20,000 trades a second, from the moment at which it was to be sent to the stream until
 * the boards count it. Trades are counted in the order in which they were sent, so the number that the boards have says
 * which ones they are. The way into the stream is part of it, and the first seconds are left out.
 */
final class WayToBoard implements Measure {
    private static final int TRADERS = 10_000;
    private static final int PER_SECOND = 20_000;
    private static final int WARM_UP_SECONDS = 4;
    private static final long POLL_NANOS = 200_000;
    private static final long NANOS = 1_000_000_000;

    /** What the boards had counted at a moment. */
    private record Sighting(long nanos, long trades) {}

    @Override
    public String name() {
        return "way";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        int seconds = WARM_UP_SECONDS + plan.waySeconds();
        Tape tape = Tape.make(stand, plan, (long) PER_SECOND * seconds, TRADERS, 1, Market.FIVE);
        List<CommandArguments> entries = entries(tape);
        for (int run = 1; run <= plan.runs(); run++) {
            measure("default", run, stand, tape, entries, report);
            measure("--flush-interval 10ms", run, stand, tape, entries, report, "--flush-interval", "10ms");
        }
        tape.delete();
        row("default", "p50Millis", "p50", null, report);
        row("default", "p99Millis", "p99", Target.atMost(150, 60), report);
        row("--flush-interval 10ms", "p50Millis", "p50", null, report);
        row("--flush-interval 10ms", "p99Millis", "p99", Target.atMost(25, 12), report);
    }

    private void row(String way, String value, String label, @Nullable Target target, Report report) {
        report.row(name(), way + ", " + label, report.median(name(), way, value), "ms", target);
    }

    private void measure(
            String way,
            int run,
            Stand stand,
            Tape tape,
            List<CommandArguments> entries,
            Report report,
            String... options)
            throws IOException, InterruptedException {
        Path log = stand.newLog();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (Streaming daemon = Streaming.start(stand, tape.markets(), log, options)) {
            long startNanos = System.nanoTime();
            Future<?> sending = sender.submit(() -> send(stand.server(), entries, startNanos));
            double[] millis = follow(stand.server(), daemon, tape, startNanos);
            sending.get();
            daemon.end();
            report.add(new Figure(
                    name(),
                    way,
                    run,
                    Map.of(
                            "p50Millis", Samples.percentile(50, millis),
                            "p99Millis", Samples.percentile(99, millis),
                            "maxMillis", Samples.percentile(100, millis)),
                    tape.recount().differencesOnBoards(stand.server())));
        } catch (ExecutionException e) {
            throw new IOException("the trades could not be sent", e);
        } finally {
            sender.shutdownNow();
            Stand.delete(log);
        }
    }

    /** Sends each entry when it is due, all that are due in one go. */
    private static void send(Server server, List<CommandArguments> entries, long startNanos) {
        try (RedisConnection redis = server.connect()) {
            int sent = 0;
            while (sent < entries.size()) {
                long due = Math.min(entries.size(), (System.nanoTime() - startNanos) * PER_SECOND / NANOS + 1);
                if (due > sent) {
                    redis.pipeline(entries.subList(sent, (int) due)).forEach(RedisConnection::checked);
                    sent = (int) due;
                }
                LockSupport.parkNanos(dueNanos(sent, startNanos) - System.nanoTime());
            }
        }
    }

    private static long dueNanos(long index, long startNanos) {
        return startNanos + index * NANOS / PER_SECOND;
    }

    /** Watches the boards until they have all trades, and returns how long each trade after the warm-up took. */
    private static double[] follow(Server server, Streaming daemon, Tape tape, long startNanos) throws IOException {
        List<Sighting> sightings = new ArrayList<>();
        try (RedisConnection redis = server.connect()) {
            Boards boards = new Boards(redis, tape.markets(), tape.recount().day());
            long before = 0;
            while (before < tape.trades()) {
                long trades = boards.trades();
                if (trades > before) {
                    sightings.add(new Sighting(System.nanoTime(), trades));
                    before = trades;
                } else if (!daemon.process().isAlive()) {
                    throw new IOException("the daemon has ended");
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        int first = WARM_UP_SECONDS * PER_SECOND;
        double[] millis = new double[(int) tape.trades() - first];
        int trade = 0;
        for (Sighting sighting : sightings) {
            for (; trade < sighting.trades; trade++) {
                if (trade >= first) {
                    millis[trade - first] = (sighting.nanos - dueNanos(trade, startNanos)) / 1e6;
                }
            }
        }
        return millis;
    }

    private static List<CommandArguments> entries(Tape tape) throws IOException {
        List<CommandArguments> entries = new ArrayList<>();
        Line.forEach(
                tape.file(),
                tape.markets(),
                line -> entries.add(command(
                        Command.XADD,
                        "tradeboard:trades",
                        "*",
                        "id",
                        "trade-" + entries.size(),
                        "timestamp",
                        line.timestamp(),
                        "traderId",
                        line.trader(),
                        "symbol",
                        line.symbol(),
                        "quantity",
                        line.quantity())));
        return entries;
    }
}
