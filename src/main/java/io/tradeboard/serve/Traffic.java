package io.tradeboard.serve;

/** What happens to requests and streams, for those who count it. Thread-safe. */
interface Traffic {
    /** For nobody. */
    Traffic UNCOUNTED = new Traffic() {};

    /**
     * A request was answered, or its reader went; not one that became a stream.
     *
     * @param route its pattern, never its path: {@code /api/v1/boards/{symbol}}
     */
    default void answered(String route, int status, long nanos) {}

    /** A stream ended: its reader went, or this server does. How long it was open says nothing of this server. */
    default void streamEnded(String route, int status) {}

    /** So many streams are open now. */
    default void streams(int open) {}

    /** A stream was refused, as too many are open. */
    default void streamRefused() {}

    /** An event is sent. */
    default void eventSent() {}

    /** An event was dropped, as a newer one came before its reader had taken the one before. */
    default void eventDropped() {}
}
