package io.tradeboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From a Kafka topic to the boards, {@code ingest kafka}, each time right after Kafka's own {@code kafka-consumer-perf-test}
 * has read the same records and done nothing with them. Both are started anew, with a group of their own.
 */
final class KafkaPath implements Measure {
    private static final String OURS = "ingest kafka";
    private static final String BARE = "kafka-consumer-perf-test";
    private static final int TRADERS = 10_000;
    private static final List<Integer> PARTITIONS = List.of(1, 3);

    /** Where the tool says how many records it has read. */
    private static final int READ_COLUMN = 4;

    private int groups;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void run(Stand stand, Plan plan, Report report) throws IOException, InterruptedException {
        if (!Broker.isInstalled(stand)) {
            report.miss(OURS + ": scripts/kafka cannot download the broker");
            rows(report);
            return;
        }
        Tape tape = Tape.make(stand, plan, plan.trades(), TRADERS, 1, Market.FIVE);
        Tape quarter = tape.head(plan.trades() / 4);
        try (Broker broker = Broker.start(stand)) {
            for (int partitions : PARTITIONS) {
                String few = fill(stand, broker, quarter, "quarter-" + partitions, partitions);
                String all = fill(stand, broker, tape, "all-" + partitions, partitions);
                for (int run = 1; run <= plan.runs(); run++) {
                    Cost bareFirst = bare(stand, broker, few, quarter.trades());
                    Cost bare = bare(stand, broker, all, tape.trades());
                    report.add(
                            new Figure(name(), way(BARE, partitions), run, warm(bare, bareFirst, tape, quarter), ""));
                    Cost first = counted(stand, broker, few, quarter);
                    String differences = quarter.recount().differencesOnBoards(stand.server());
                    Cost cost = counted(stand, broker, all, tape);
                    differences += tape.recount().differencesOnBoards(stand.server());
                    Map<String, Double> values = warm(cost, first, tape, quarter);
                    report.add(new Figure(name(), way(OURS, partitions), run, values, differences));
                }
            }
        }
        quarter.delete();
        tape.delete();
        rows(report);
    }

    private static String way(String what, int partitions) {
        return what + ", " + partitions + (partitions == 1 ? " partition" : " partitions");
    }

    /** Sends a tape to a topic, keyed by symbol. */
    private static String fill(Stand stand, Broker broker, Tape tape, String topic, int partitions)
            throws IOException, InterruptedException {
        ProcessBuilder produce = stand.command(
                tape.markets(),
                "produce",
                tape.file().toString(),
                "--to",
                "kafka",
                "--topic",
                topic,
                "--create-topic",
                Integer.toString(partitions));
        produce.environment().put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap());
        Cost.of(produce.redirectOutput(stand.file("produce.out").toFile()));
        return topic;
    }

    /** Only reads the topic. */
    private Cost bare(Stand stand, Broker broker, String topic, long records) throws IOException, InterruptedException {
        Path output = stand.file("bare.out");
        List<String> command = new ArrayList<>(broker.tool("ConsumerPerformance"));
        command.addAll(
                List.of("--bootstrap-server", broker.bootstrap(), "--topic", topic, "--group", "bare-" + ++groups));
        command.addAll(List.of("--num-records", Long.toString(records), "--hide-header"));
        Cost cost = Cost.of(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile()));
        String last = Files.readString(output).strip();
        String[] columns = last.split(", ", -1);
        if (columns.length <= READ_COLUMN || Long.parseLong(columns[READ_COLUMN]) < records) {
            throw new IOException(BARE + " has not read all: " + last);
        }
        return cost;
    }

    /** From the start of a daemon until the boards have all; its CPU time with its end. */
    private Cost counted(Stand stand, Broker broker, String topic, Tape tape) throws IOException, InterruptedException {
        // Counted now, as it would disturb the run.
        tape.recount();
        stand.server().empty();
        Path output = stand.file("daemon.out");
        Path log = stand.newLog();
        ProcessBuilder command = stand.command(
                tape.markets(),
                "ingest",
                "kafka",
                "--topic",
                topic,
                "--group",
                "ours-" + ++groups,
                "--log-dir",
                log.toString());
        command.environment().put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap());
        double cpuBefore = Proc.childrenCpuSeconds();
        long startNanos = System.nanoTime();
        try (Streaming daemon =
                new Streaming(command.redirectOutput(output.toFile()).start(), output)) {
            daemon.awaitCounted(stand.server(), tape);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            daemon.end();
            return new Cost(seconds, Proc.childrenCpuSeconds() - cpuBefore);
        } finally {
            Stand.delete(log);
        }
    }

    private static Map<String, Double> warm(Cost all, Cost first, Tape tape, Tape quarter) {
        double more = tape.trades() - quarter.trades();
        return Map.of(
                "perSecond", tape.trades() / all.seconds(),
                "warmPerSecond", more / (all.seconds() - first.seconds()),
                "warmCpuMicros", (all.cpuSeconds() - first.cpuSeconds()) * 1e6 / more);
    }

    private void rows(Report report) {
        for (int partitions : PARTITIONS) {
            String ours = way(OURS, partitions);
            String bare = way(BARE, partitions);
            for (String way : List.of(ours, bare)) {
                report.row(name(), way + " with its start", report.median(name(), way, "perSecond"), "trades/s", null);
                report.row(name(), way + ", warm", report.median(name(), way, "warmPerSecond"), "trades/s", null);
                report.row(name(), way + ", CPU", report.median(name(), way, "warmCpuMicros"), "us/trade", null);
            }
            double cpu = report.ratio(name(), ours, "warmCpuMicros", bare, "warmCpuMicros");
            report.row(name(), ours + ", CPU / " + BARE, cpu, "", null);
            double ratio = report.ratio(name(), ours, "warmPerSecond", bare, "warmPerSecond");
            report.row(name(), ours + ", warm / " + BARE, ratio, "", Target.atLeast(0.6, 0.85));
        }
    }
}
