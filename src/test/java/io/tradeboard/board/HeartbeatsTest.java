package io.tradeboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class HeartbeatsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final Heartbeats heartbeats = new Heartbeats(redis);

    @Test
    void whatADaemonSaysIsReadBackWithTheTimeOfRedis() {
        Heartbeat said = beat("a", "RUNNING", Instant.EPOCH);
        Instant before = Instant.ofEpochMilli(new RedisBoards(redis, Moves.DAYS).timeMillis());
        heartbeats.publish(said);

        assertThat(heartbeats.all()).singleElement().satisfies(heard -> {
            assertThat(heard.at()).isAfterOrEqualTo(before);
            assertThat(heard).isEqualTo(beat("a", "RUNNING", heard.at()));
        });
        assertThat((Long) redis.call(Command.TTL, "tradeboard:daemon:a")).isBetween(86_390L, 86_400L);
    }

    @Test
    void theLatestComesFirst() {
        assertThat(heartbeats.newest()).isNull();
        for (String writer : new String[] {"a", "b", "c"}) {
            heartbeats.publish(beat(writer, "RUNNING", Instant.EPOCH));
        }
        redis.call(Command.HINCRBY, "tradeboard:daemon:b", "at", 60_000);
        redis.call(Command.HINCRBY, "tradeboard:daemon:c", "at", -60_000);

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("b", "a", "c");
        assertThat(heartbeats.newest()).extracting(Heartbeat::writer).isEqualTo("b");
    }

    private static Heartbeat beat(String writer, String state, Instant at) {
        return new Heartbeat(writer, Instant.ofEpochMilli(7), at, state, 12.5, 40, 1, 2, 3, 4_096, "BTC 2026-11-22");
    }
}
