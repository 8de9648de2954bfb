package io.tradeboard.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From a file to the boards: {@code ingest FILE} into an empty log, with default settings, beside what a data engineer, a
 * shell or a simple client does with the same file. The peers keep no log and, but for one, know no duplicates.
 */
final class WholePath implements Measure {
    private static final String OURS = "ingest FILE";
    private static final String DUCKDB = "DuckDB sums, redis-cli --pipe";
    private static final String DISTINCT = "DuckDB sums and distinct ids, redis-cli --pipe";
    private static final String POLARS = "Polars sums, redis-cli --pipe";
    private static final String AWK = "awk sums, redis-cli --pipe";
    private static final String TEN = "ten per MULTI/EXEC";
    private static final int TRADERS = 10_000;

    @Override
    public String name() {
        return "whole";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        Tape tape = Tape.make(stand, plan, plan.trades(), TRADERS, 1, Market.FIVE);
        Tape quarter = tape.head(plan.trades() / 4);
        Tape few = tape.head(plan.commands() / 5);
        Map<String, String> shell = shell(stand, tape, report);
        for (int run = 1; run <= plan.runs(); run++) {
            Ingest first = Ingest.of(stand, quarter);
            Ingest all = Ingest.of(stand, tape);
            report.add(new Figure(name(), OURS, run, all.values(first), first.differences() + all.differences()));
            for (Map.Entry<String, String> peer : shell.entrySet()) {
                stand.server().empty();
                Cost cost = stand.shell(
                        peer.getValue() + " | redis-cli -p " + stand.server().port() + " --pipe");
                add(peer.getKey(), run, cost.perTrade(tape.trades()), tape, stand, report);
            }
            stand.server().empty();
            Peer peer = Peer.of(few);
            long startNanos = System.nanoTime();
            peer.send(stand.server());
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            add(TEN, run, Map.of("perSecond", few.trades() / seconds), few, stand, report);
        }
        for (Tape made : List.of(tape, quarter, few)) {
            made.delete();
        }
        rows(report);
    }

    /** The peers that print commands for redis-cli, in the order in which they run, of those that are installed. */
    private static Map<String, String> shell(Stand stand, Tape tape, Report report)
            throws IOException, InterruptedException {
        Map<String, String> peers = new LinkedHashMap<>();
        if (Tool.areInstalled(report, DUCKDB, Tool.REDIS_CLI, Tool.DUCKDB)) {
            peers.put(DUCKDB, python("duckdb", stand, tape));
            peers.put(DISTINCT, python("duckdb-distinct", stand, tape));
        }
        if (Tool.areInstalled(report, POLARS, Tool.REDIS_CLI, Tool.POLARS)) {
            peers.put(POLARS, python("polars", stand, tape));
        }
        if (Tool.areInstalled(report, AWK, Tool.REDIS_CLI, Tool.AWK)) {
            peers.put(AWK, awk(tape));
        }
        return peers;
    }

    private static String python(String way, Stand stand, Tape tape) {
        String program = stand.source("python/sums.py").toString();
        return String.join(
                " ", Tool.PYTHON, program, way, tape.file().toString(), Peer.KEY, Market.setting(tape.markets()));
    }

    /** Fields are cut at quotes: the 12th is the trader, the 16th the symbol, the 20th the quantity. */
    private static String awk(Tape tape) {
        return "awk -F'\"' 'BEGIN{" + Market.units(tape.markets()) + "}"
                + "{s[$16 \" %.0f \\\"\" $12 \"\\\"\"]+=$20*u[$16]}"
                + "END{for(k in s)printf \"ZINCRBY " + Peer.KEY + "\" k \"\\r\\n\",s[k]}' " + tape.file();
    }

    private void add(String way, int run, Map<String, Double> values, Tape tape, Stand stand, Report report)
            throws IOException {
        report.add(new Figure(name(), way, run, values, tape.recount().differencesOfSets(stand.server(), Peer::key)));
    }

    private void rows(Report report) {
        report.row(name(), OURS + ", warm", report.median(name(), OURS, "warmPerSecond"), "trades/s", null);
        for (String way : List.of(OURS, DUCKDB, DISTINCT, POLARS, AWK, TEN)) {
            report.row(name(), way, report.median(name(), way, "perSecond"), "trades/s", null);
            report.row(name(), way + ", CPU", report.median(name(), way, "cpuMicros"), "us/trade", null);
        }
        against(OURS, "perSecond", DUCKDB, "perSecond", Target.atLeast(1, 1.4), report);
        against(OURS, "perSecond", DISTINCT, "perSecond", Target.atLeast(2, 3), report);
        against(OURS + ", warm", "warmPerSecond", AWK, "perSecond", Target.atLeast(4, 6), report);
        against(OURS + ", warm", "warmPerSecond", TEN, "perSecond", Target.atLeast(100, 150), report);
        against(OURS + ", CPU", "cpuMicros", DUCKDB, "cpuMicros", Target.atMost(1, 0.7), report);
    }

    private void against(String label, String value, String peer, String peerValue, Target target, Report report) {
        double ratio = report.ratio(name(), OURS, value, peer, peerValue);
        report.row(name(), label + " / " + peer, ratio, "", target);
    }
}
