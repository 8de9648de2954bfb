package io.tradeboard.bench;

import java.io.IOException;
import java.util.List;

/** A command that ends at once, beside a JVM that prints one line; both with the flags that bin/tradeboard gives to such. */
final class Start implements Measure {
    private static final long TRADES = 10_000;
    private static final int TRADERS = 1_000;
    private static final String SHOW = "show";
    private static final String HELLO = "hello-world JVM";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        ProcessBuilder hello = new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Xshare:auto",
                "-cp",
                "target/bench-classes",
                Hello.class.getName());
        Tape tape = Tape.make(stand, plan, TRADES, TRADERS, 1, Market.FIVE);
        String differences = Ingest.of(stand, tape).differences();
        tape.delete();
        ProcessBuilder show = stand.command(Market.FIVE, "show");
        for (ProcessBuilder command : List.of(hello, show)) {
            command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        for (int run = 1; run <= plan.starts(); run++) {
            report.add(new Figure(name(), SHOW, run, Cost.of(show).inMillis(), differences));
            report.add(new Figure(name(), HELLO, run, Cost.of(hello).inMillis(), ""));
        }
        for (String way : List.of(SHOW, HELLO)) {
            report.row(name(), way, report.median(name(), way, "millis"), "ms", null);
            report.row(name(), way + ", CPU", report.median(name(), way, "cpuMillis"), "ms", null);
        }
        double ratio = report.ratio(name(), SHOW, "millis", HELLO, "millis");
        report.row(name(), SHOW + " / " + HELLO, ratio, "", Target.atMost(6, 4));
    }

    /** The least that a JVM can do. */
    static final class Hello {
        private Hello() {}

        public static void main(String... arguments) {
            System.out.println("hello");
        }
    }
}
