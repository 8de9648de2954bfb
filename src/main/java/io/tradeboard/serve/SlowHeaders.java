package io.tradeboard.serve;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request arrives too slowly, byte by byte: the server's own limits start again with each
 * byte. HTTP/2 has limits of its own.
 */
final class SlowHeaders implements Connection.Listener {
    private static final long LOOK_MILLIS = 2_500;
    private static final int MOST_STRIKES = 2;

    private final Scheduler scheduler;

    SlowHeaders(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection) {
            new Watch(connection).next();
        }
    }

    /** What was seen of a connection so far; each look is after the one before. */
    private final class Watch implements Runnable {
        private final Connection connection;
        private long requests;
        private long bytes;
        private int strikes;

        Watch(Connection connection) {
            this.connection = connection;
        }

        void next() {
            scheduler.schedule(this, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            boolean upgraded = connection.getEndPoint().getConnection() != connection;
            if (upgraded || !connection.getEndPoint().isOpen()) {
                return;
            }
            long arrived = connection.getMessagesIn();
            long read = connection.getBytesIn();
            boolean waiting = arrived == requests && connection.getMessagesOut() >= arrived;
            // A request that has begun goes on taking its time, also where this look saw no byte of it.
            boolean dripping = waiting && (read > bytes || strikes > 0);
            strikes = dripping ? strikes + 1 : 0;
            requests = arrived;
            bytes = read;
            if (strikes == MOST_STRIKES) {
                connection.close();
            } else {
                next();
            }
        }
    }
}
