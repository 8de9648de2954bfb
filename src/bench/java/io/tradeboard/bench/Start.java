package io.tradeboard.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A command that ends at once, beside a JVM that prints one line; both with the flags that bin/tradeboard gives to such. */
final class Start implements Measure {
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
        ProcessBuilder show = stand.command(Market.FIVE, "show");
        for (int run = 1; run <= plan.starts(); run++) {
            report.add(new Figure(name(), SHOW, run, Map.of("millis", millis(show)), ""));
            report.add(new Figure(name(), HELLO, run, Map.of("millis", millis(hello)), ""));
        }
        for (String way : List.of(SHOW, HELLO)) {
            report.row(name(), way, report.median(name(), way, "millis"), "ms", null);
        }
        double ratio = report.ratio(name(), SHOW, "millis", HELLO, "millis");
        report.row(name(), SHOW + " / " + HELLO, ratio, "", Target.atMost(7, 4));
    }

    private static double millis(ProcessBuilder command) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Process process = command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        double millis = (System.nanoTime() - startNanos) / 1e6;
        if (code != 0) {
            throw new IOException(command.command() + " ended with exit code " + code);
        }
        return millis;
    }

    /** The least that a JVM can do. */
    static final class Hello {
        private Hello() {}

        public static void main(String... arguments) {
            System.out.println("hello");
        }
    }
}
