package io.tradeboard.ingest;

import io.tradeboard.buffer.Buffer;
import io.tradeboard.run.Arrived;
import io.tradeboard.run.Notices;
import io.tradeboard.run.RecentLatencies;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Heartbeats;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says every two seconds, in Redis, that the daemon lives and how it is; and the operator is told how far a long replay
 * has come.
 *
 * <p>Confined to the thread that flushes and replays.
 */
final class Pulse {
    static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration PROGRESS = Duration.ofSeconds(10);

    private final Heartbeats heartbeats;
    private final String writer;
    private final String log;
    private final LogDirectory directory;
    private final Buffer buffer;
    private final Applier applier;
    private final Counters counters;
    private final Notices notices;
    private final Instant since;
    private final LongSupplier nanoTime;
    private final RecentLatencies lags = new RecentLatencies();
    private volatile boolean healing;
    private long beatNanos;
    private long beatAccepted;
    private long toldNanos;

    /**
     * @param log names the directory, also when another writer has it
     * @param since when the daemon started
     * @param nanoTime {@code System::nanoTime}, or a test's: how long ago something was must not hang on a clock that is set
     */
    Pulse(
            Heartbeats heartbeats,
            String writer,
            String log,
            LogDirectory directory,
            Buffer buffer,
            Applier applier,
            Counters counters,
            Notices notices,
            Instant since,
            LongSupplier nanoTime) {
        this.heartbeats = heartbeats;
        this.writer = writer;
        this.log = log;
        this.directory = directory;
        this.buffer = buffer;
        this.applier = applier;
        this.counters = counters;
        this.notices = notices;
        this.since = since;
        this.nanoTime = nanoTime;
        this.beatNanos = nanoTime.getAsLong();
        this.toldNanos = beatNanos;
    }

    /** Whether it is time for the next beat. */
    boolean isDue() {
        return nanoTime.getAsLong() - beatNanos >= BEAT.toNanos();
    }

    /** Puts off the next beat, because this one could not be sent. */
    void skip() {
        beatNanos = nanoTime.getAsLong();
    }

    /** Whether boards are being fed from the log. Any thread. */
    boolean isHealing() {
        return healing;
    }

    /** Takes down that trades have reached their boards now; those of a board that refuses them are counted with them. */
    void flushed(List<Arrived> trades) {
        lags.record(trades, nanoTime.getAsLong());
    }

    /** Says that the daemon runs, or what keeps it from that. */
    void running() throws IOException {
        healing = false;
        beat(counters.full.get() ? Heartbeat.FULL : Heartbeat.RUNNING);
    }

    /** Says that the daemon has come to its end. */
    void stopped() throws IOException {
        beat(Heartbeat.STOPPED);
    }

    /** Says that boards are being fed from the log, as is done next. */
    void healing() throws IOException {
        healing = true;
        beat(Heartbeat.HEALING);
        toldNanos = beatNanos;
    }

    /** Called again and again during a replay. */
    void replayed(long records, long bytes, long bytesInAll) throws IOException {
        if (!isDue()) {
            return;
        }
        beat(Heartbeat.HEALING);
        if (beatNanos - toldNanos >= PROGRESS.toNanos()) {
            toldNanos = beatNanos;
            notices.say(String.format(
                    Locale.ROOT,
                    "replaying the log: %,d records read, %d%%",
                    records,
                    bytesInAll == 0 ? 0 : bytes * 100 / bytesInAll));
        }
    }

    private void beat(String state) throws IOException {
        long now = nanoTime.getAsLong();
        long accepted = counters.accepted.get();
        double seconds = Math.max(1_000_000, now - beatNanos) / 1e9;
        Heartbeat beat = new Heartbeat(
                writer,
                since,
                since,
                Duration.ZERO,
                state,
                (accepted - beatAccepted) / seconds,
                buffer.oldestAge().toMillis(),
                lags.lastMinute(now),
                counters.rejected.get(),
                counters.late.get(),
                counters.duplicates.get(),
                directory.bytes(),
                applier.quarantined());
        beatNanos = now;
        beatAccepted = accepted;
        heartbeats.publish(beat, log);
    }
}
