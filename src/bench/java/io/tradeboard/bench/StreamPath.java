package io.tradeboard.bench;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/**
 * From a file through the Redis stream to the boards, {@code produce FILE} and {@code ingest} at the same time, beside
 * {@code redis-benchmark} that only fills a stream: one trade of five fields in each entry, as many trades in a pipeline.
 */
final class StreamPath implements Measure {
    private static final String OURS = "produce FILE, ingest";
    private static final String FILLED = "redis-benchmark XADD, a trade each";
    private static final int TRADERS = 10_000;

    /** Trades that produce sends in a pipeline. */
    private static final int DEPTH = 1_000;

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        Tape tape = Tape.make(stand, plan, plan.streamTrades(), TRADERS, 1, Market.FIVE);
        Tape quarter = tape.head(plan.streamTrades() / 4);
        boolean peer = Tool.areInstalled(report, FILLED, Tool.REDIS_BENCHMARK);
        for (int run = 1; run <= plan.runs(); run++) {
            double firstSeconds = seconds(stand, quarter);
            String differences = quarter.recount().differencesOnBoards(stand.server());
            double seconds = seconds(stand, tape);
            differences += tape.recount().differencesOnBoards(stand.server());
            Map<String, Double> values = Map.of(
                    "perSecond", tape.trades() / seconds,
                    "warmPerSecond", (tape.trades() - quarter.trades()) / (seconds - firstSeconds));
            report.add(new Figure(name(), OURS, run, values, differences));
            if (peer) {
                report.add(filled(stand, plan.streamTrades(), run));
            }
        }
        quarter.delete();
        tape.delete();
        report.row(name(), OURS + ", warm", report.median(name(), OURS, "warmPerSecond"), "trades/s", null);
        report.row(name(), OURS + " with its start", report.median(name(), OURS, "perSecond"), "trades/s", null);
        report.row(name(), FILLED, report.median(name(), FILLED, "perSecond"), "trades/s", null);
        double ratio = report.ratio(name(), OURS, "warmPerSecond", FILLED, "perSecond");
        report.row(name(), OURS + ", warm / " + FILLED, ratio, "", Target.atLeast(2, 4));
    }

    /** How long it takes from the start of produce, with a daemon that reads already, until the boards have all trades. */
    private static double seconds(Stand stand, Tape tape) throws IOException, InterruptedException {
        // Counted now, as it would disturb the run.
        tape.recount();
        Path log = stand.newLog();
        try (Streaming daemon = Streaming.start(stand, tape.markets(), log)) {
            long startNanos = System.nanoTime();
            Process produce = stand.command(
                            tape.markets(), "produce", tape.file().toString())
                    .redirectOutput(stand.file("produce.out").toFile())
                    .start();
            daemon.awaitCounted(stand.server(), tape);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            if (produce.waitFor() != 0) {
                throw new IOException("produce ended with exit code " + produce.exitValue());
            }
            daemon.end();
            return seconds;
        } finally {
            Stand.delete(log);
        }
    }

    private Figure filled(Stand stand, long trades, int run) throws IOException, InterruptedException {
        stand.server().empty();
        String entry = "id 17dfe4a4-77e5-4e30-9fdd-d5c3f2978abc timestamp 1795435799251 traderId blue-heron-12"
                + " symbol BTC quantity 0.44260000";
        Cost cost = stand.shell("redis-benchmark -p " + stand.server().port() + " -c 1 -q -n " + trades + " -P " + DEPTH
                + " XADD peer '*' " + entry);
        try (RedisConnection redis = stand.server().connect()) {
            long length = (Long) redis.call(Command.XLEN, "peer");
            String differences = length == trades ? "" : length + " entries";
            return new Figure(name(), FILLED, run, Map.of("perSecond", trades / cost.seconds()), differences);
        }
    }
}
