package io.tradeboard.redis;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.util.List;

/** The server is a node of a Redis Cluster, which holds only some of the keys. */
public final class RedisClusterException extends RuntimeException implements Failure {
    private static final List<String> SIGNS = List.of("MOVED ", "ASK ", "CROSSSLOT ", "CLUSTERDOWN ");

    /** How a node answers SELECT, and a script whose keys it has not. */
    private static final List<String> WORDS =
            List.of("not allowed in cluster mode", "access a non local key in a cluster node");

    private final String address;

    RedisClusterException(String address, Throwable cause) {
        super("Redis at " + address + " is a cluster; a single server is needed", cause);
        this.address = address;
    }

    /** Whether only a node of a cluster answers so. */
    static boolean isSaidBy(String reply) {
        return SIGNS.stream().anyMatch(reply::startsWith) || WORDS.stream().anyMatch(reply::contains);
    }

    @Override
    public int exitCode() {
        return ExitCode.USAGE;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public String subject() {
        return address;
    }

    @Override
    public List<String> nextSteps() {
        return List.of("choose one with --redis-address HOST:PORT");
    }
}
