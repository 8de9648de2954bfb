package io.tradeboard.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * From a file onto the boards: {@code ingest FILE} into an empty log, with default settings, beside what a shell or a
 * simple client does. The peers keep no log, check nothing, and their start is as good as none.
 */
final class WholePath implements Measure {
    static final String OURS = "ingest FILE";

    private static final int TRADERS = 10_000;
    private static final String SUMMED = "awk sums, redis-cli --pipe";
    private static final String EACH = "awk, redis-cli --pipe";
    private static final String TEN = "ten per MULTI/EXEC";
    private static final String ONE = "one ZINCRBY per trade";
    private static final String DECODE = "bare decode";

    @Override
    public String name() {
        return "whole";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        Tape tape = Tape.make(stand, plan, plan.trades(), TRADERS, 1, Market.FIVE);
        Tape quarter = tape.head(plan.trades() / 4);
        Tape head = tape.head(plan.commands());
        Tape few = tape.head(plan.commands() / 5);
        Tape fewer = tape.head(plan.commands() / 20);
        boolean shell = Tool.areThere(report, "the peers in a shell", Tool.AWK, Tool.REDIS_CLI);
        Insides.decode(tape);
        for (int run = 1; run <= plan.runs(); run++) {
            Ingest first = Ingest.of(stand, quarter);
            Ingest all = Ingest.of(stand, tape);
            report.add(new Figure(name(), OURS, run, all.values(first), first.differences() + all.differences()));
            if (shell) {
                piped(SUMMED, run, tape, summing(), stand, report);
                piped(EACH, run, head, oneByOne(), stand, report);
            }
            commands(TEN, run, few, 10, stand, report);
            commands(ONE, run, fewer, 1, stand, report);
            long startNanos = System.nanoTime();
            long decoded = Insides.decode(tape);
            report.add(new Figure(
                    name(),
                    DECODE,
                    run,
                    Map.of("perSecond", decoded / seconds(startNanos)),
                    decoded == tape.trades() ? "" : decoded + " trades"));
        }
        for (Tape made : List.of(tape, quarter, head, few, fewer)) {
            made.delete();
        }
        rows(report);
    }

    private void piped(String way, int run, Tape tape, String program, Stand stand, Report report)
            throws IOException, InterruptedException {
        stand.server().empty();
        double seconds = stand.shell("awk -F'\"' 'BEGIN{" + Market.units(tape.markets()) + "}" + program + "' "
                + tape.file() + " | redis-cli -p " + stand.server().port() + " --pipe");
        report.add(new Figure(
                name(),
                way,
                run,
                Map.of("perSecond", tape.trades() / seconds),
                tape.recount().differencesOfSets(stand.server(), Peer::key)));
    }

    /** Fields are cut at quotes: the 12th is the trader, the 16th the symbol, the 20th the quantity. */
    private static String oneByOne() {
        return "{printf \"ZINCRBY " + Peer.key("%s") + " %.0f \\\"%s\\\"\\r\\n\",$16,$20*u[$16],$12}";
    }

    private static String summing() {
        return "{s[$16 \" %.0f \\\"\" $12 \"\\\"\"]+=$20*u[$16]}END{for(k in s)printf \"ZINCRBY " + Peer.key("")
                + "\" k \"\\r\\n\",s[k]}";
    }

    private void commands(String way, int run, Tape tape, int perTransaction, Stand stand, Report report)
            throws IOException {
        stand.server().empty();
        Peer peer = Peer.of(tape);
        long startNanos = System.nanoTime();
        peer.send(stand.server(), perTransaction);
        report.add(new Figure(
                name(),
                way,
                run,
                Map.of("perSecond", tape.trades() / seconds(startNanos)),
                tape.recount().differencesOfSets(stand.server(), Peer::key)));
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private void rows(Report report) {
        report.row(name(), OURS + ", warm", report.median(name(), OURS, "warmPerSecond"), "trades/s", null);
        report.row(name(), OURS + " with its start", report.median(name(), OURS, "perSecond"), "trades/s", null);
        for (String way : new String[] {SUMMED, EACH, TEN, ONE, DECODE}) {
            report.row(name(), way, report.median(name(), way, "perSecond"), "trades/s", null);
        }
        against(SUMMED, Target.atLeast(2, 4), report);
        against(EACH, Target.atLeast(8, 14), report);
        against(TEN, Target.atLeast(40, 80), report);
        against(DECODE, Target.atLeast(0.2, 0.35), report);
    }

    private void against(String peer, Target target, Report report) {
        double ratio = report.ratio(name(), OURS, "warmPerSecond", peer, "perSecond");
        report.row(name(), OURS + ", warm / " + peer, ratio, "", target);
    }
}
