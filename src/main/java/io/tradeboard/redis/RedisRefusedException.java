package io.tradeboard.redis;

/** Redis answers and says no: wrong password, missing rights, or an error that trying again cannot mend. */
public final class RedisRefusedException extends RuntimeException {
    public RedisRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
