package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;

/** What a reader of a board needs to know of a daemon. */
@Json
@Doc("An ingest daemon, as far as it matters to a board.")
record DaemonDocument(
        @Doc(value = "The identity of the daemon's log.", example = "6f1c2a90b7d34e18")
        String writer,

        @Doc("The daemon's state. SILENT: no heartbeat, though it did not stop.")
        DaemonState state,

        @Doc(
                value = "When it last reported, by the clock of Redis.",
                format = Doc.TIME,
                example = "2026-11-22T14:31:59.900Z")
        String heartbeatAt,

        @Doc(value = "How old that report was when it was read, in milliseconds.", example = "223")
        long ageMs,

        @Doc(value = "How many trades it has made durable each second, lately.", example = "1250.5")
        double tradesPerSecond,

        @Doc(value = "How many trades are unread in the stream, estimated where entries are packed.", example = "0")
        long backlog,

        @Doc(value = "The age of the oldest trade that waits for its board, in milliseconds.", example = "480")
        long flushDelayMs) {
    static DaemonDocument of(Heartbeat beat) {
        return new DaemonDocument(
                beat.writer(),
                beat.state(),
                Values.time(beat.at()),
                beat.age().toMillis(),
                beat.rates().accepted(),
                beat.backlog(),
                beat.flushDelayMillis());
    }
}
