package io.tradeboard.ingest;

/** When what was appended to the log is made to survive power loss. A crash of the process alone loses nothing in any. */
public enum SyncMode {
    /** Each group, before it counts and before its source is told. */
    BATCH,
    /** Once a second. Power loss may take up to a second of trades from the log, though boards may hold them. */
    INTERVAL,
    /** When the operating system likes to, and when a segment is full. */
    NEVER
}
