package io.tradeboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The start of the daemon over the log of a day of ten million trades: where the boards have all of them, and where Redis
 * lost everything. Measured is {@code ingest} of an empty file from its start to its end, so the start of the JVM is in it.
 */
final class RecoveryTime implements Measure {
    private static final long TRADES = 10_000_000;
    private static final int TRADERS = 10_000;
    private static final String COVERED = "10M trades, boards whole";
    private static final String LOST = "10M trades, Redis emptied";

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        Tape tape = Tape.make(stand, plan, TRADES, TRADERS, 1, Market.FIVE);
        Path log = stand.newLog();
        stand.server().empty();
        ingest(stand, tape.file(), log);
        for (int run = 1; run <= plan.runs(); run++) {
            measure(COVERED, run, stand, tape, log, report);
            stand.server().empty();
            measure(LOST, run, stand, tape, log, report);
        }
        Stand.delete(log);
        tape.delete();
        report.row(name(), COVERED, report.median(name(), COVERED, "seconds"), "s", Target.atMost(0.6, 0.3));
        report.row(name(), LOST, report.median(name(), LOST, "seconds"), "s", Target.atMost(1.5, 0.8));
    }

    private void measure(String way, int run, Stand stand, Tape tape, Path log, Report report)
            throws IOException, InterruptedException {
        Path nothing = stand.file("nothing");
        Files.write(nothing, new byte[0]);
        double seconds = ingest(stand, nothing, log);
        String differences = tape.recount().differencesOnBoards(stand.server());
        report.add(new Figure(name(), way, run, Map.of("seconds", seconds), differences));
    }

    private static double ingest(Stand stand, Path file, Path log) throws IOException, InterruptedException {
        return Cost.of(stand.command(Market.FIVE, "ingest", file.toString(), "--log-dir", log.toString())
                        .redirectOutput(stand.file("recovery.out").toFile()))
                .seconds();
    }
}
