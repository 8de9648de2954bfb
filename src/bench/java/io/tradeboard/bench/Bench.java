package io.tradeboard.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the measures and writes what they came to; ends with 1 where a run failed or was not exact. */
@Command(
        name = "scripts/bench",
        description = "compare tradeboard with other ways to do the same, and check that every run was exact",
        sortOptions = false)
final class Bench implements Callable<Integer> {
    private static final List<Measure> MEASURES = List.of(
            new WholePath(),
            new Applying(),
            new Clustered(),
            new StreamPath(),
            new KafkaPath(),
            new WayToBoard(),
            new ReaderWait(),
            new Growth(),
            new RecoveryTime(),
            new Start(),
            new Micro(),
            new Unmeasured());

    private final PrintStream out = System.out;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    boolean help;

    @Option(names = "--quick", description = "less of everything: about 8 minutes on 2 idle cores")
    boolean quick;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "seed of all data (7)")
    long seed;

    @Option(names = "--runs", paramLabel = "N", description = "runs of each, in turn (5; 3 with --quick)")
    @Nullable
    Integer runs;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "these measures: ${COMPLETION-CANDIDATES}",
            completionCandidates = Names.class)
    List<String> only = List.of();

    /** The measures, as they are written on the command line. */
    static final class Names extends ArrayList<String> {
        Names() {
            super(MEASURES.stream().map(Measure::name).toList());
        }
    }

    public static void main(String... arguments) {
        // Ended by a signal, it leaves no server behind.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Measure> chosen = MEASURES.stream()
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .toList();
        require(new Names().containsAll(only), "--only is one or more of " + String.join(", ", new Names()));
        require(runs == null || runs >= 1, "--runs must be at least 1");
        Path home = Path.of("").toAbsolutePath();
        int times = runs != null ? runs : quick ? 3 : 5;
        Plan plan = quick ? Plan.quick(seed, times) : Plan.full(seed, times);
        Instant now = Clock.systemUTC().instant();
        try (Stand stand = Stand.in(home)) {
            Map<String, String> circumstances = Machine.describe(stand.server(), plan, now);
            Report report = new Report(out, circumstances);
            for (Measure measure : chosen) {
                out.println(measure.name());
                try {
                    measure.run(stand, plan, report);
                } catch (IOException | RuntimeException e) {
                    report.fail(measure.name() + ": " + e);
                }
            }
            report.print();
            String name = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(now);
            Path results = home.resolve("target/bench");
            report.write(results.resolve(name + ".json"));
            out.println("all figures: " + home.relativize(results.resolve(name + ".json")));
            Path png = results.resolve(name + ".png");
            if (Plot.draw(report, plan, png)) {
                out.println("plot: " + home.relativize(png));
            }
            return report.hasFailed() ? 1 : 0;
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
