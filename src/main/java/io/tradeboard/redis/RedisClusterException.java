package io.tradeboard.redis;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.util.List;

/** The server is a node of a cluster, and the settings name a database, which a cluster does not have. */
public final class RedisClusterException extends RuntimeException implements Failure {
    /** How a node answers SELECT. */
    private static final String REPLY = "not allowed in cluster mode";

    private final String address;

    RedisClusterException(String address, Throwable cause) {
        super("Redis at " + address + " is a cluster, which has no database but 0", cause);
        this.address = address;
    }

    /** Whether only a node of a cluster answers so. */
    static boolean isSaidBy(String reply) {
        return reply.contains(REPLY);
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
        return List.of("leave the database out of --redis-address");
    }
}
