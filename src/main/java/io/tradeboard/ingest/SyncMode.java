package io.tradeboard.ingest;

/** When what was appended to the log is made to survive power loss. A crash of the process alone loses nothing in any. */
public enum SyncMode {
    /** Each group, before it counts and before it is acknowledged. */
    BATCH,
    /** Once a second all groups of that second, before they count and before they are acknowledged. */
    INTERVAL,
    /** When the operating system likes to, and when a segment is full: for trials. */
    NEVER
}
