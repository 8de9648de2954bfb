package io.tradeboard.bench;

/** Targets that no comparison covers yet; the table names them as not measured. */
final class Unmeasured implements Measure {
    @Override
    public String name() {
        return "unmeasured";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) {
        row("http", "cached board, requests/s at 100 connections / nginx", "", Target.atLeast(0.3, 0.6), report);
        row("http", "heap of an idle SSE client, of 10,000", "KiB", Target.atMost(20, 8), report);
    }

    private static void row(String measure, String label, String unit, Target target, Report report) {
        report.row(measure, label, Double.NaN, unit, target);
    }
}
