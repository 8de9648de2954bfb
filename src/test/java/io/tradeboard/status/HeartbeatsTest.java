package io.tradeboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Latencies;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class HeartbeatsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Latencies LAGS = new Latencies(12_000, 512_000, 1_004_000, 1_090_000);

    private final RedisConnection redis = REDIS.connect();
    private final Heartbeats heartbeats = new Heartbeats(redis);

    @Test
    void whatADaemonSaysIsReadBackWithTheTimeOfRedis() {
        Heartbeat said = beat("a", "RUNNING", Instant.EPOCH, Duration.ZERO);
        Instant before = Instant.ofEpochMilli(new RedisBoards(redis, Moves.DAYS).timeMillis());
        heartbeats.publish(said, "log");

        assertThat(heartbeats.all()).singleElement().satisfies(heard -> {
            assertThat(heard.at()).isAfterOrEqualTo(before);
            assertThat(heard.age()).isLessThan(Duration.ofSeconds(10)).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(heard).isEqualTo(beat("a", "RUNNING", heard.at(), heard.age()));
        });
        assertThat((Long) redis.call(Command.TTL, "tradeboard:daemon:a")).isBetween(86_390L, 86_400L);
    }

    @Test
    void aDaemonOfAnEarlierVersionTellsNoLags() {
        heartbeats.publish(beat("a", "RUNNING", Instant.EPOCH, Duration.ZERO), "log");
        redis.call(Command.HDEL, "tradeboard:daemon:a", "lagTrades", "lagP50Micros", "lagP99Micros", "lagMaxMicros");

        assertThat(heartbeats.all()).singleElement().satisfies(heard -> {
            assertThat(heard.lags()).isEqualTo(Latencies.NONE);
            assertThat(heard.lagMillis()).isEqualTo(40);
        });
    }

    @Test
    void aDaemonIsAliveUntilItStopsOrIsSilent() {
        assertThat(beat("a", "RUNNING", Instant.EPOCH, Duration.ofSeconds(15)).isAlive())
                .isTrue();
        assertThat(beat("a", "RUNNING", Instant.EPOCH, Duration.ofSeconds(16)).isAlive())
                .isFalse();
        assertThat(beat("a", "STOPPED", Instant.EPOCH, Duration.ZERO).isAlive()).isFalse();
    }

    @Test
    void theLatestComesFirst() {
        assertThat(heartbeats.newest()).isNull();
        for (String writer : new String[] {"a", "b", "c"}) {
            heartbeats.publish(beat(writer, "RUNNING", Instant.EPOCH, Duration.ZERO), "log of " + writer);
        }
        redis.call(Command.HINCRBY, "tradeboard:daemon:b", "at", 60_000);
        redis.call(Command.HINCRBY, "tradeboard:daemon:c", "at", -60_000);

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("b", "a", "c");
        assertThat(heartbeats.newest()).extracting(Heartbeat::writer).isEqualTo("b");
    }

    @Test
    void onlyTheLatestOfALogDirectoryIsHeard() {
        heartbeats.publish(beat("killed", "RUNNING", Instant.EPOCH, Duration.ZERO), "log 1");
        heartbeats.publish(beat("other", "RUNNING", Instant.EPOCH, Duration.ZERO), "log 2");
        heartbeats.publish(beat("next", "RUNNING", Instant.EPOCH, Duration.ZERO), "log 1");
        redis.call(Command.HINCRBY, "tradeboard:daemon:killed", "at", -2_000);
        redis.call(Command.HSET, "tradeboard:daemon:of-before", "at", 1, "state", "STOPPED");

        assertThat(heartbeats.all())
                .extracting(Heartbeat::writer)
                .containsExactlyInAnyOrder("next", "other", "of-before");
    }

    private static Heartbeat beat(String writer, String state, Instant at, Duration age) {
        return new Heartbeat(
                writer, Instant.ofEpochMilli(7), at, age, state, 12.5, 40, LAGS, 1, 2, 3, 4_096, "BTC 2026-11-22");
    }
}
