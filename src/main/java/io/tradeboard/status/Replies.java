package io.tradeboard.status;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import org.jspecify.annotations.Nullable;

/** Separates replies that concern one key, or the one master that has it, from those that concern all. */
final class Replies {
    private Replies() {}

    /**
     * Why Redis refused this one command, as for a key of another type, or whose master is away; null where it did not.
     *
     * @throws RedisRefusedException if a right is missing, which is as true for the next key
     * @throws RedisUnavailableException if all of Redis cannot serve now
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
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            return e.sentence();
        }
    }
}
