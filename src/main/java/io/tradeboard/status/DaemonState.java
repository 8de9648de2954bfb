package io.tradeboard.status;

/** How a daemon is. */
public enum DaemonState {
    RUNNING,
    /** Boards are replayed from the log: at the start, or because Redis lost data. */
    HEALING,
    /** The log waits for space on its disk, and the intake with it. */
    DISK_FULL,
    /** Redis answers and refuses writes, because of its memory, its disk or its role. */
    REDIS_REFUSES,
    /** The clocks of Redis and of the daemon differ so much that days cannot be separated. */
    CLOCKS_DIFFER,
    /** Another daemon reads the stream; this one takes over when that one is gone. */
    STANDBY,
    /** It ended in order. */
    STOPPED,
    /** It sends no heartbeat and did not shut down. Never published: it is what readers see. */
    SILENT,
    /** Its heartbeat cannot be read. Never published either. */
    UNREADABLE;

    /** In words, for people. */
    public String label() {
        return name().replace('_', ' ');
    }
}
