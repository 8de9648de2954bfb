package io.tradeboard.bench;

import io.tradeboard.redis.RedisConnection;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Sums onto the boards, by the script that compares marks, beside a file of the same sums as plain ZINCRBY commands. Ours
 * runs in this process and is warm; the file was made before.
 */
final class Applying implements Measure {
    private static final String OURS = "atomic steps";
    private static final String PIPED = "RESP file, redis-cli --pipe";
    private static final int TRADERS = 10_000;
    private static final int TIMES = 20;

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        boolean piped = Tool.areInstalled(report, PIPED, Tool.REDIS_CLI);
        Tape tape = Tape.make(stand, plan, plan.commands(), TRADERS, 1, Market.FIVE);
        Recount sums = tape.recount();
        Recount expected = sums.times(TIMES);
        double members = (double) sums.pairs() * TIMES;
        Path resp = stand.file("resp");
        write(sums, resp);
        try (RedisConnection redis = stand.server().connect()) {
            Insides.apply(redis, "warm-up", sums, tape.markets(), TIMES);
            for (int run = 1; run <= plan.runs(); run++) {
                stand.server().empty();
                long startNanos = System.nanoTime();
                Insides.apply(redis, "writer", sums, tape.markets(), TIMES);
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                String differences = expected.differencesOnBoards(stand.server());
                report.add(new Figure(name(), OURS, run, Map.of("perSecond", members / seconds), differences));

                if (piped) {
                    stand.server().empty();
                    Cost cost = stand.shell("redis-cli -p " + stand.server().port() + " --pipe < " + resp);
                    differences = expected.differencesOfSets(stand.server(), Peer::key);
                    report.add(
                            new Figure(name(), PIPED, run, Map.of("perSecond", members / cost.seconds()), differences));
                }
            }
        }
        tape.delete();
        report.row(name(), OURS, report.median(name(), OURS, "perSecond"), "sums/s", null);
        report.row(name(), PIPED, report.median(name(), PIPED, "perSecond"), "sums/s", null);
        double ratio = report.ratio(name(), OURS, "perSecond", PIPED, "perSecond");
        report.row(name(), OURS + " / " + PIPED, ratio, "", Target.atLeast(0.7, 1));
    }

    private static void write(Recount sums, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int time = 0; time < TIMES; time++) {
                for (Map.Entry<String, Map<String, Long>> symbol :
                        sums.volumes().entrySet()) {
                    for (Map.Entry<String, Long> sum : symbol.getValue().entrySet()) {
                        out.write("*4\r\n$7\r\nZINCRBY\r\n");
                        argument(Peer.key(symbol.getKey()), out);
                        argument(Long.toString(sum.getValue()), out);
                        argument(sum.getKey(), out);
                    }
                }
            }
        }
    }

    private static void argument(String text, BufferedWriter out) throws IOException {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        out.write(String.format(Locale.ROOT, "$%d\r\n%s\r\n", bytes, text));
    }
}
