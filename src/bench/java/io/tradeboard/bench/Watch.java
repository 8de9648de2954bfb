package io.tradeboard.bench;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows a daemon from outside: how many trades the boards have, and what that has cost so far. */
final class Watch {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Server server;
    private final Process daemon;
    private final Proc proc;
    private final List<Market> markets;
    private final LocalDate day;
    private double peakMiB = Double.NaN;
    private double daemonSeconds = Double.NaN;

    /** What was seen at a moment. */
    private record Sighting(long nanos, long trades, double daemonSeconds, double redisSeconds) {}

    Watch(Server server, Process daemon, List<Market> markets, LocalDate day) {
        this.server = server;
        this.daemon = daemon;
        this.proc = new Proc(daemon.pid());
        this.markets = markets;
        this.day = day;
    }

    /**
     * Lets a command of the program read a file to its end, into an empty log and onto empty boards.
     *
     * @return the figures of {@link #until}, and beside them the rate of the whole command with its start
     */
    static Map<String, Double> ingest(Stand stand, Tape tape, String... options)
            throws IOException, InterruptedException {
        stand.server().empty();
        LocalDate day = tape.recount().day();
        Path log = stand.newLog();
        Path collections = stand.file("gc.log");
        ProcessBuilder command =
                stand.command(tape.markets(), "ingest", tape.file().toString(), "--log-dir", log.toString());
        command.command().addAll(List.of(options));
        command.redirectOutput(stand.file("ingest.out").toFile());
        command.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:gc:file=" + collections);
        long startNanos = System.nanoTime();
        Process ingest = command.start();
        Map<String, Double> values =
                new TreeMap<>(new Watch(stand.server(), ingest, tape.markets(), day).until(tape.trades()));
        int code = ingest.waitFor();
        if (code != 0) {
            throw new IOException("ingest ended with exit code " + code + "; see " + stand.file("ingest.out"));
        }
        values.put("perSecond", tape.trades() / ((System.nanoTime() - startNanos) / 1e9));
        values.put("heapMiB", Collections.peakMiB(collections));
        Stand.delete(log);
        return values;
    }

    /**
     * Waits until the boards have so many trades.
     *
     * @return {@code warmPerSecond} and, for each trade of that half, {@code daemonMicros} and {@code redisMicros} of
     *     processor time; and {@code peakMiB} of resident memory
     */
    Map<String, Double> until(long trades) throws IOException, InterruptedException {
        long pauseMillis = Math.max(10, markets.size() / 5);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        @Nullable Sighting half = null;
        try (RedisConnection redis = server.connect()) {
            Boards boards = new Boards(redis, markets, day);
            while (true) {
                boolean alive = daemon.isAlive();
                Sighting now = sighting(boards, redis);
                if (half == null && now.trades >= trades / 2) {
                    half = now;
                }
                if (now.trades >= trades && half != null) {
                    return values(half, now);
                }
                if (!alive || now.nanos > deadline) {
                    throw new IOException("the boards have " + now.trades + " of " + trades + " trades");
                }
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        }
    }

    private Sighting sighting(Boards boards, RedisConnection redis) {
        long trades = boards.trades();
        long nanos = System.nanoTime();
        double peak = proc.peakMiB();
        double seconds = proc.cpuSeconds();
        if (!Double.isNaN(peak) && !Double.isNaN(seconds)) {
            // Of a process that has just ended, what was seen last.
            peakMiB = peak;
            daemonSeconds = seconds;
        }
        return new Sighting(nanos, trades, daemonSeconds, Server.cpuSeconds(redis));
    }

    private Map<String, Double> values(Sighting half, Sighting end) {
        double trades = end.trades - half.trades;
        return Map.of(
                "warmPerSecond",
                trades == 0 ? Double.NaN : trades / ((end.nanos - half.nanos) / 1e9),
                "daemonMicros",
                (end.daemonSeconds - half.daemonSeconds) * 1e6 / trades,
                "redisMicros",
                (end.redisSeconds - half.redisSeconds) * 1e6 / trades,
                "peakMiB",
                peakMiB);
    }
}
