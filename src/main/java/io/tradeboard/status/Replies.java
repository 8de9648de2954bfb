package io.tradeboard.status;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import org.jspecify.annotations.Nullable;

/** Separates replies that concern one key from those that concern all. */
final class Replies {
    private Replies() {}

    /**
     * Why Redis refused this one command, as for a key of another type; null where it did not.
     *
     * @throws RedisRefusedException if a right is missing, which is as true for the next key
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot serve now
     */
    static @Nullable String refusal(Object reply) {
        try {
            RedisConnection.checked(reply);
            return null;
        } catch (RedisRefusedException e) {
            if (e.isOfRights()) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }
}
