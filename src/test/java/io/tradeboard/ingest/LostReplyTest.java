package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection breaks after Redis took a request and before its reply came: each trade still counts once. */
class LostReplyTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void eachTradeCountsOnce(int reply) throws IOException, InterruptedException {
        Rig rig = new Rig(directory.resolve("log"));
        Path file = directory.resolve("trades.ndjson");
        Map<String, Long> expected = new HashMap<>();
        StringBuilder lines = new StringBuilder();
        for (long i = 1; i <= 5_000; i++) {
            lines.append(Rig.trade("t" + i, i));
            expected.put("t" + i, i);
        }
        Files.writeString(file, lines);

        try (CuttingProxy proxy = new CuttingProxy(REDIS.port(), CuttingProxy.losing(reply))) {
            RedisSettings through = new RedisSettings("127.0.0.1", proxy.port(), null, null, 0, Duration.ofSeconds(5));
            for (boolean started = false; !started; ) {
                started = runs(rig, through, file);
            }
            assertThat(proxy.cuts()).isEqualTo(1);
        }
        RedisConnection redis = REDIS.connect();
        assertThat(rig.volumes(redis)).isEqualTo(expected);
    }

    /** A run is given up where Redis is away at its start; then there is another. */
    private static boolean runs(Rig rig, RedisSettings redis, Path file) throws IOException, InterruptedException {
        try {
            return rig.ingest(redis, file, false).unapplied() == 0;
        } catch (RedisUnavailableException e) {
            return false;
        }
    }
}
