package io.tradeboard.ingest;

import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;

/** Reports that Redis is away, and that it is back, once each, however many threads notice. */
final class RedisOutage {
    private static final String CONDITION = "redis";

    private RedisOutage() {}

    static void away(Runtime runtime, RedisUnavailableException e) {
        runtime.meters().set(Local.REDIS_AWAY, 1);
        runtime.notices().begin(CONDITION, e.sentence() + "; retrying until it is back");
    }

    static void back(Runtime runtime) {
        runtime.meters().set(Local.REDIS_AWAY, 0);
        runtime.notices().end(CONDITION, "Redis is back");
    }
}
