package io.tradeboard.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link HandWritten} under JMH, with the collector that the daemon has. */
final class Micro implements Measure {
    private record Pair(String label, String hand, String library) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair("line decoder / jackson-core", "decodeByHand", "decodeByJackson"),
            new Pair("record encoder / DataOutputStream", "encodeByHand", "encodeByDataOutput"),
            new Pair("sums / HashMap of records", "sumByHand", "sumByHashMap"));

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException {
        try {
            for (RunResult result : new Runner(new OptionsBuilder()
                            .include(HandWritten.class.getName())
                            .forks(plan.quick() ? 1 : 3)
                            .warmupIterations(3)
                            .warmupTime(TimeValue.milliseconds(plan.quick() ? 500 : 2_000))
                            .measurementIterations(plan.runs())
                            .measurementTime(TimeValue.milliseconds(plan.quick() ? 500 : 2_000))
                            .timeUnit(TimeUnit.SECONDS)
                            .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx512m")
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run()) {
                add(result, report);
            }
        } catch (RunnerException e) {
            throw new IOException("JMH has failed", e);
        }
        for (Pair pair : PAIRS) {
            report.row(name(), pair.hand, report.median(name(), pair.hand, "perSecond"), "trades/s", null);
            report.row(name(), pair.library, report.median(name(), pair.library, "perSecond"), "trades/s", null);
            double ratio = report.ratio(name(), pair.hand, "perSecond", pair.library, "perSecond");
            report.row(name(), pair.label, ratio, "", null);
        }
    }

    private void add(RunResult result, Report report) {
        String way = result.getPrimaryResult().getLabel();
        int run = 0;
        for (var fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                double perSecond = iteration.getPrimaryResult().getScore();
                report.add(new Figure(name(), way, ++run, Map.of("perSecond", perSecond), ""));
            }
        }
    }
}
