package io.tradeboard.redis;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.CommandArguments;

/** How commands get to the servers that carry them out, and the replies into their units. */
interface Route extends AutoCloseable {
    /**
     * Carries out one group of units after the other. Each is made and sent while the servers work on those before.
     *
     * @throws RedisUnavailableException if the server cannot be reached; of a cluster, if no node can that knows it
     * @throws ClusterFoundException if the server turns out to be a node of a cluster
     */
    void run(Iterator<List<Unit>> groups);

    /** Asks every server that holds data of its own the same. The replies by address; errors are among them. */
    Map<String, Object> all(CommandArguments command);

    /** The masters of a cluster that could not be reached when they were needed last, each with the reason. */
    Set<String> absent();

    /** The way to the server of a key; another one after a redirection, or over another connection. */
    long way(String key);

    /** Whether there is a connection that was used before. */
    boolean isOpen();

    /** Drops what is open; the next call opens it again. */
    @Override
    void close();
}
