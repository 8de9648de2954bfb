package io.tradeboard.redis;

import static io.tradeboard.redis.RedisConnection.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

class SentinelTest {
    @Test
    void theMasterIsFollowedThroughAFailoverThoughTheFirstSentinelIsDead(@TempDir Path directory) throws IOException {
        try (RedisSentinels servers = RedisSentinels.start(directory);
                RedisConnection redis = new RedisConnection(servers.settings())) {
            redis.call(Command.SET, "key", "before");
            servers.awaitReplica();
            servers.sentinels().get(0).kill();
            servers.master().kill();

            String found = patiently(redis, () -> text(redis.call(Command.GET, "key")));

            assertThat(found).isEqualTo("before");
            assertThat(redis.call(Command.ROLE))
                    .isInstanceOfSatisfying(
                            List.class, role -> assertThat(text(role.get(0))).isEqualTo("master"));
        }
    }

    @Test
    void aNameThatTheSentinelsDoNotKnowIsNamed(@TempDir Path directory) throws IOException {
        try (RedisSentinels servers = RedisSentinels.start(directory)) {
            String address = servers.address().replace("#boards", "#other");
            try (RedisConnection redis =
                    new RedisConnection(RedisSettings.parse(address, null, Duration.ofSeconds(2)))) {
                assertThatThrownBy(redis::ping)
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessage("the sentinels know no master other");
            }
        }
    }

    private interface Attempt {
        String run();
    }

    private static String patiently(RedisConnection redis, Attempt attempt) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return attempt.run();
            } catch (RedisUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                redis.close();
                RedisProcess.pause(100);
            }
        }
    }
}
