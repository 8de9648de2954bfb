package io.tradeboard.bench;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Sums of five boards onto a cluster of three masters, beside the same onto a single server; what each master works is counted. */
final class Clustered implements Measure {
    private static final int TRADERS = 10_000;
    private static final int TIMES = 20;
    private static final String ONE = "one server";
    private static final String THREE = "three masters";

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        Tape tape = Tape.make(stand, plan, plan.commands(), TRADERS, 1, Market.FIVE);
        Recount sums = tape.recount();
        try (Masters one = Masters.start(1, stand.file("one"));
                Masters three = Masters.start(3, stand.file("three"))) {
            run(one, ONE, 0, sums, tape, report);
            run(three, THREE, 0, sums, tape, report);
            for (int run = 1; run <= plan.runs(); run++) {
                run(one, ONE, run, sums, tape, report);
                run(three, THREE, run, sums, tape, report);
            }
        }
        tape.delete();
        for (String way : List.of(ONE, THREE)) {
            report.row(name(), way, report.median(name(), way, "perSecond"), "sums/s", null);
            report.row(name(), way + ", the busiest", report.median(name(), way, "busiestMicros"), "us/sum", null);
        }
        report.row(
                name(),
                ONE + " / busiest of " + THREE + ", work",
                report.ratio(name(), ONE, "busiestMicros", THREE, "busiestMicros"),
                "",
                null);
    }

    /** The first run warms up and is not reported. */
    private void run(Masters masters, String way, int run, Recount sums, Tape tape, Report report)
            throws IOException, InterruptedException {
        masters.empty();
        double members = (double) sums.pairs() * TIMES;
        List<Double> before = masters.cpuSeconds();
        try (RedisConnection redis = masters.connect()) {
            long startNanos = System.nanoTime();
            Insides.apply(redis, "writer", sums, tape.markets(), TIMES);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            List<Double> after = masters.cpuSeconds();
            double busiest = 0;
            for (int i = 0; i < after.size(); i++) {
                busiest = Math.max(busiest, after.get(i) - before.get(i));
            }
            String differences = sums.times(TIMES).differencesOnBoards(redis);
            if (run > 0) {
                report.add(new Figure(
                        name(),
                        way,
                        run,
                        Map.of("perSecond", members / seconds, "busiestMicros", busiest * 1e6 / members),
                        differences));
            }
        }
    }
}
