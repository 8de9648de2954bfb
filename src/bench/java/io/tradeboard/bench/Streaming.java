package io.tradeboard.bench;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon that reads the stream, into an empty log and onto empty boards. */
record Streaming(Process process, Path output) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    /** Starts one and returns once it reads. */
    static Streaming start(Stand stand, List<Market> markets, Path log, String... options)
            throws IOException, InterruptedException {
        stand.server().empty();
        Path output = stand.file("daemon.out");
        ProcessBuilder command = stand.command(markets, "ingest", "--log-dir", log.toString());
        command.command().addAll(List.of(options));
        Process process = command.redirectOutput(output.toFile()).start();
        Streaming daemon = new Streaming(process, output);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(output).contains("reading the stream")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                daemon.close();
                throw new IOException("ingest does not start: " + Files.readString(output));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return daemon;
    }

    /** Waits until the boards have all trades of the tape. */
    void awaitCounted(Server server, Tape tape) throws IOException, InterruptedException {
        LocalDate day = tape.recount().day();
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        try (RedisConnection redis = server.connect()) {
            Boards boards = new Boards(redis, tape.markets(), day);
            while (boards.trades() < tape.trades()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("the boards have only " + boards.trades() + " trades");
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    /** Lets it end in order. */
    void end() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("ingest did not end in order: " + Files.readString(output));
        }
    }

    /** Ends it if it is still there. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
