package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VitalsReaderTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final VitalsReader reader = new VitalsReader(redis);

    @Test
    void aReaderThatCouldNotReachRedisGivesTheDaemonsTimeFromItsOwnReconnect() {
        Vitals before = reader.read();
        assertThat(before.backSince()).isNull();
        assertThat(before.isRedisJustBack()).isFalse();

        reader.noted(new RedisUnavailableException("connection refused", new IOException()));
        Vitals back = reader.near(before.at());
        assertThat(back.isRedisJustBack()).isTrue();
        assertThat(reader.read().backSince()).as("the first answer counts").isEqualTo(back.backSince());
        assertThat(Objects.requireNonNull(back.backSince())).isEqualTo(back.at());
    }

    @Test
    void daemonsAreAskedForOnceASecondHoweverManyBoardsAreRead() {
        Vitals first = reader.read();

        assertThat(reader.near(first.at().plusMillis(999))).isSameAs(first);
        assertThat(reader.near(first.at().plusMillis(1_000))).isNotSameAs(first);
    }
}
