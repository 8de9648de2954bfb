package io.tradeboard.read;

/** The state of a board, under one name on the screen, in commands and in JSON; {@link Evidence} decides it. */
public enum BoardState {
    /** The symbol has not been read yet. */
    LOADING,
    /** Nobody has traded yet. */
    EMPTY,
    /** Current to within a moment. */
    LIVE,
    /** Behind: the snapshot is old, trades wait unread, or one of several daemons is silent. */
    LATE,
    /** The snapshot is far older than it should be. */
    STALE,
    /** Redis lost data, or a daemon replays its log: volumes are lower than they were or will be. */
    HEALING,
    /** The day is over and a writer has not counted its last trades yet. */
    CLOSING,
    /** The day is over and every writer has closed it. */
    FINAL,
    /** The day is over and Redis has no such board. */
    NOT_KEPT,
    /** No daemon feeds the board. */
    DAEMON_DOWN,
    /** The log waits for space on its disk. */
    DISK_FULL,
    /** The clocks of the daemon and of Redis disagree, so intake waits. */
    CLOCKS,
    /** The board takes no trades, or cannot be read. */
    REFUSED,
    /** Redis answers reads and refuses writes. */
    READ_ONLY,
    /** Redis is full and evicts keys: boards are lost and healed again and again. */
    EVICTING,
    /** Redis cannot be reached. */
    REDIS_DOWN,
    /** Redis was unreachable until a moment ago, and no daemon has reported since. */
    REDIS_BACK;

    /** The word for a person: {@code DAEMON DOWN}. */
    public String word() {
        return name().replace('_', ' ');
    }

    /** Whether the rows are as current as they can be: there is nothing for an operator to fix. */
    public boolean isWell() {
        return this == LIVE || this == EMPTY || this == CLOSING || this == FINAL;
    }
}
