package io.tradeboard.ingest;

import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.Heartbeats;
import io.tradeboard.buffer.Buffer;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

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
    private final LogDirectory directory;
    private final Buffer buffer;
    private final Applier applier;
    private final Counters counters;
    private final Notices notices;
    private final Clock clock;
    private final Instant since;
    private long beatMillis;
    private long beatAccepted;
    private long toldMillis;

    Pulse(
            Heartbeats heartbeats,
            String writer,
            LogDirectory directory,
            Buffer buffer,
            Applier applier,
            Counters counters,
            Notices notices,
            Clock clock) {
        this.heartbeats = heartbeats;
        this.writer = writer;
        this.directory = directory;
        this.buffer = buffer;
        this.applier = applier;
        this.counters = counters;
        this.notices = notices;
        this.clock = clock;
        this.since = clock.instant();
        this.beatMillis = since.toEpochMilli();
        this.toldMillis = beatMillis;
    }

    /** Whether it is time for the next beat, also where the clock was set back. */
    boolean isDue() {
        return Math.abs(clock.millis() - beatMillis) >= BEAT.toMillis();
    }

    /** Puts off the next beat, because this one could not be sent. */
    void skip() {
        beatMillis = clock.millis();
    }

    /** Says that the daemon runs, or what keeps it from that. */
    void running() throws IOException {
        beat(counters.full.get() ? Heartbeat.FULL : Heartbeat.RUNNING);
    }

    /** Says that the daemon has come to its end. */
    void stopped() throws IOException {
        beat(Heartbeat.STOPPED);
    }

    /** Says that boards are being fed from the log, as is done next. */
    void healing() throws IOException {
        beat(Heartbeat.HEALING);
        toldMillis = beatMillis;
    }

    /** Called again and again during a replay. */
    void replayed(long records, long bytes, long bytesInAll) throws IOException {
        if (!isDue()) {
            return;
        }
        beat(Heartbeat.HEALING);
        if (beatMillis - toldMillis >= PROGRESS.toMillis()) {
            toldMillis = beatMillis;
            notices.say(String.format(
                    Locale.ROOT,
                    "replaying the log: %,d records read, %d%%",
                    records,
                    bytesInAll == 0 ? 0 : bytes * 100 / bytesInAll));
        }
    }

    private void beat(String state) throws IOException {
        long now = clock.millis();
        long accepted = counters.accepted.get();
        double seconds = Math.max(1, now - beatMillis) / 1_000.0;
        Heartbeat beat = new Heartbeat(
                writer,
                since,
                since,
                Duration.ZERO,
                state,
                (accepted - beatAccepted) / seconds,
                buffer.oldestAge().toMillis(),
                counters.rejected.get(),
                counters.late.get(),
                counters.duplicates.get(),
                directory.bytes(),
                applier.quarantined());
        beatMillis = now;
        beatAccepted = accepted;
        heartbeats.publish(beat);
    }
}
