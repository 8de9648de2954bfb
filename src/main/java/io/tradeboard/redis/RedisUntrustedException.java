package io.tradeboard.redis;

/**
 * Something answers, and cannot show that it is the Redis that is meant: its certificate is not accepted, or it agrees on
 * no way to encrypt. Nothing was sent to it. Trying again cannot mend it; someone has to.
 */
public final class RedisUntrustedException extends RuntimeException {
    public RedisUntrustedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
