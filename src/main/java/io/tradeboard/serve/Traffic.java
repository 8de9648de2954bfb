package io.tradeboard.serve;

/** Is notified of requests and streams, to count them. Thread-safe. */
interface Traffic {
    /** Counts nothing. */
    Traffic UNCOUNTED = new Traffic() {};

    /**
     * A request was answered, or its client disconnected; not called for one that became a stream.
     *
     * @param route its pattern, never its path: {@code /api/v1/boards/{symbol}}
     */
    default void answered(String route, int status, long nanos) {}

    /**
     * A stream ended: its client disconnected, or this server stops. How long it was open says nothing about this
     * server.
     */
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
