package io.tradeboard.redis;

/**
 * Redis cannot be reached or cannot serve now. What was sent may or may not have been carried out; trying again later
 * can succeed.
 */
public final class RedisUnavailableException extends RuntimeException {
    public RedisUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Why, in a few words for a person: {@code connection refused}. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
