package io.tradeboard.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final String COVERED = "covered by marks";
    private static final String LOST = "Redis lost everything";

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        if (plan.quick()) {
            report.miss("recovery: it takes ten million trades, which --quick does not");
            return;
        }
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
        for (String way : new String[] {COVERED, LOST}) {
            report.row(name(), way, report.median(name(), way, "seconds"), "s", Target.atMost(10, 3));
        }
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
        Path output = stand.file("recovery.out");
        long startNanos = System.nanoTime();
        int code = stand.command(Market.FIVE, "ingest", file.toString(), "--log-dir", log.toString())
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        if (code != 0) {
            throw new IOException(
                    "ingest ended with exit code " + code + ": " + Files.readString(output, StandardCharsets.UTF_8));
        }
        return seconds;
    }
}
