package io.tradeboard.bench;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ingest FILE} took: the command as it is installed, from its start to its end, into an empty log and onto
 * empty boards.
 *
 * @param trades in the file
 * @param cost of the command
 * @param redisSeconds CPU time of Redis meanwhile
 * @param peakMiB resident memory of the command at most
 * @param heapMiB what its heap held after a collection at most
 * @param differences between the boards and a recount of the file; empty where they are exact
 */
record Ingest(long trades, Cost cost, double redisSeconds, double peakMiB, double heapMiB, String differences) {
    private static final long LOOK_MILLIS = 10;

    /** Runs it, and then compares the boards. */
    static Ingest of(Stand stand, Tape tape, String... options) throws IOException, InterruptedException {
        return unchecked(stand, tape, options).checked(stand, tape);
    }

    /** Runs it and leaves the boards alone, as long as somebody still looks at them. */
    static Ingest unchecked(Stand stand, Tape tape, String... options) throws IOException, InterruptedException {
        return watched(stand, tape, pid -> {}, options);
    }

    /** Looks at a running process. */
    interface Look {
        void at(long pid) throws IOException, InterruptedException;
    }

    /** The same, looked at again and again while it runs. */
    static Ingest watched(Stand stand, Tape tape, Look look, String... options)
            throws IOException, InterruptedException {
        stand.server().empty();
        Path log = stand.newLog();
        Path collections = stand.file("gc.log");
        ProcessBuilder command =
                stand.command(tape.markets(), "ingest", tape.file().toString(), "--log-dir", log.toString());
        command.command().addAll(List.of(options));
        command.redirectOutput(stand.file("ingest.out").toFile());
        command.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:gc:file=" + collections);
        try (RedisConnection redis = stand.server().connect()) {
            double redisBefore = Server.cpuSeconds(redis);
            double cpuBefore = Proc.childrenCpuSeconds();
            long startNanos = System.nanoTime();
            Process process = command.start();
            double peakMiB = Double.NaN;
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                double now = Proc.peakMiB(process.pid());
                peakMiB = Double.isNaN(now) ? peakMiB : now;
                look.at(process.pid());
            }
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            double cpuSeconds = Proc.childrenCpuSeconds() - cpuBefore;
            double redisSeconds = Server.cpuSeconds(redis) - redisBefore;
            if (process.exitValue() != 0) {
                throw new IOException(
                        "ingest ended with exit code " + process.exitValue() + "; see " + stand.file("ingest.out"));
            }
            return new Ingest(
                    tape.trades(),
                    new Cost(seconds, cpuSeconds),
                    redisSeconds,
                    peakMiB,
                    Collections.peakMiB(collections),
                    "not compared");
        } finally {
            Stand.delete(log);
        }
    }

    /** The same, with what comparing the boards showed. */
    Ingest checked(Stand stand, Tape tape) throws IOException {
        return new Ingest(
                trades, cost, redisSeconds, peakMiB, heapMiB, tape.recount().differencesOnBoards(stand.server()));
    }

    /** What is true of the whole command. */
    Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>(cost.perTrade(trades));
        values.put("peakMiB", peakMiB);
        values.put("heapMiB", heapMiB);
        return values;
    }

    /**
     * The same, and {@code warmPerSecond}, {@code daemonMicros} and {@code redisMicros} of CPU time per trade: of
     * what this run did beyond one over the first part of its file. The start is in both, and drops out.
     */
    Map<String, Double> values(Ingest first) {
        double more = trades - first.trades;
        Map<String, Double> values = new TreeMap<>(values());
        values.put("warmPerSecond", more / (cost.seconds() - first.cost.seconds()));
        values.put("daemonMicros", (cost.cpuSeconds() - first.cost.cpuSeconds()) * 1e6 / more);
        values.put("redisMicros", (redisSeconds - first.redisSeconds) * 1e6 / more);
        return values;
    }
}
