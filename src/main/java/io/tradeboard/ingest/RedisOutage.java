package io.tradeboard.ingest;

import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Notices;

/** Reports that Redis is away, and that it is back, once each, however many threads notice. */
final class RedisOutage {
    private static final String CONDITION = "redis";

    private RedisOutage() {}

    static void away(Notices notices, RedisUnavailableException e) {
        notices.begin(CONDITION, e.sentence() + "; trying again until it is back");
    }

    static void back(Notices notices) {
        notices.end(CONDITION, "Redis is back");
    }
}
