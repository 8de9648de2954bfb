package io.tradeboard.redis;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;

/**
 * Something answers, and cannot prove that it is the Redis that is meant: its certificate is not accepted, or it agrees on
 * no way to encrypt. Nothing was sent to it. A renewed certificate fixes it, so a service retries.
 */
public final class RedisUntrustedException extends RuntimeException implements Failure {
    private final String address;

    RedisUntrustedException(String address, String reason, Throwable cause) {
        super(reason, cause);
        this.address = address;
    }

    @Override
    public int exitCode() {
        return ExitCode.DENIED;
    }

    @Override
    public String sentence() {
        return "cannot trust Redis at " + address + ": " + getMessage();
    }

    @Override
    public String subject() {
        return address;
    }
}
