package io.tradeboard.ingest;

/** The steps of a trade's way through a pipeline, each named for what is done next or was just done. */
enum Step {
    /** Before the source is read. */
    READ,
    /** Before a group is appended to the log. */
    APPEND,
    /** Before the log is synced. */
    SYNC,
    /** Before synced trades are added to the buffer. */
    ADD,
    /** Before a batch is sent to Redis. */
    FLUSH,
    /** After Redis has applied a batch, before anybody takes note. */
    REPLY,
    /** Before the source learns that its trades are durable. */
    ACK;

    /** Looks on as steps are reached; a test may end the daemon there. */
    interface Observer {
        /** Of a daemon that nobody tests. */
        Observer NONE = step -> {};

        void reached(Step step);
    }
}
