package io.tradeboard.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the path bears more traders and more symbols, with the default buffer and with a big one. All traders are equally
 * busy: that is the worst, as nearly every trade is of another one.
 */
final class Growth implements Measure {
    static final String NAME = "growth";

    /** Each by what it is called in the results. */
    static final Map<String, String[]> BUFFERS = new TreeMap<>(
            Map.of("default buffer", new String[0], "big buffer", new String[] {"--buffer-capacity", "100000"}));

    private static final int TRADERS = 10_000;
    private static final int SYMBOLS = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        for (int traders : plan.growthTraders()) {
            point(traders, SYMBOLS, stand, plan, report);
        }
        for (int symbols : plan.growthSymbols()) {
            point(TRADERS, symbols, stand, plan, report);
        }
        for (String buffer : BUFFERS.keySet()) {
            String few = way(TRADERS, SYMBOLS, buffer);
            String many = way(1_000_000, SYMBOLS, buffer);
            double ratio = report.ratio(NAME, many, "daemonMicros", few, "daemonMicros");
            report.row(
                    NAME, "CPU per trade, own part, 1M / 10k busy traders, " + buffer, ratio, "", Target.atMost(3, 2));
        }
    }

    private static void point(int traders, int symbols, Stand stand, Plan plan, Report report)
            throws IOException, InterruptedException {
        List<Market> markets = Market.many(symbols);
        Tape tape = Tape.make(stand, plan, plan.growthTrades(), traders, 0, markets);
        Tape quarter = tape.head(plan.growthTrades() / 4);
        for (int run = 1; run <= (plan.quick() ? 1 : plan.runs()); run++) {
            for (Map.Entry<String, String[]> buffer : BUFFERS.entrySet()) {
                Ingest first = Ingest.of(stand, quarter, buffer.getValue());
                Ingest all = Ingest.of(stand, tape, buffer.getValue());
                report.add(new Figure(
                        NAME,
                        way(traders, symbols, buffer.getKey()),
                        run,
                        all.values(first),
                        first.differences() + all.differences()));
            }
        }
        quarter.delete();
        tape.delete();
        for (String buffer : BUFFERS.keySet()) {
            String way = way(traders, symbols, buffer);
            report.row(NAME, way, report.median(NAME, way, "warmPerSecond"), "trades/s", null);
            report.row(NAME, way + ", memory", report.median(NAME, way, "peakMiB"), "MiB", null);
        }
    }

    static String way(int traders, int symbols, String buffer) {
        return traders + " traders, " + symbols + " symbols, " + buffer;
    }
}
