package io.tradeboard.ingest;

import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Runtime;
import io.tradeboard.source.LineSource;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A daemon that runs beside the test, which sends it lines. */
final class Piped implements AutoCloseable {
    private final PipedOutputStream pipe = new PipedOutputStream();
    private final Daemon daemon;
    private final Runtime runtime;
    private final CompletableFuture<Daemon.Progress> running;
    private long sent;

    Piped(IngestConfig config, RedisSettings redis, Runtime runtime, Step.Observer steps) throws IOException {
        PipedInputStream in = new PipedInputStream(pipe);
        this.runtime = runtime;
        this.daemon =
                new Daemon(config, redis, (from, running) -> LineSource.pipe(in, "stdin"), "a test", runtime, steps);
        this.running = Rig.start(daemon);
    }

    /** Sends trades. */
    void send(String lines) throws IOException {
        pipe.write(lines.getBytes(StandardCharsets.UTF_8));
        pipe.flush();
        sent += lines.lines().count();
    }

    /** Sends trades and waits until they are durable. */
    void accept(String lines) throws IOException {
        send(lines);
        await().until(() -> running.isDone() || runtime.meters().get(Counter.ACCEPTED) == sent);
    }

    Daemon.Progress progress() {
        return daemon.progress();
    }

    void change(Symbols symbols) {
        daemon.change(symbols);
    }

    void stop() {
        daemon.stop();
    }

    /** How it ended, once its input has. */
    Daemon.Progress end() throws IOException {
        pipe.close();
        return running.join();
    }

    CompletableFuture<Daemon.Progress> running() {
        return running;
    }

    @Override
    public void close() throws IOException {
        daemon.stop();
        pipe.close();
        running.handle((progress, failure) -> "").join();
    }
}
