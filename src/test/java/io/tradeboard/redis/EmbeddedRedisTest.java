package io.tradeboard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

class EmbeddedRedisTest {
    @TempDir
    Path temporary;

    @Test
    void whatItHoldsSurvivesARestart() throws IOException {
        try (EmbeddedRedis server = start("first");
                RedisConnection redis = connect(server)) {
            redis.call(Command.SET, "key", "value");
        }
        try (EmbeddedRedis server = start("second");
                RedisConnection redis = connect(server)) {
            assertThat(redis.call(Command.GET, "key")).isEqualTo("value".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPortInUseIsReported() throws IOException {
        try (EmbeddedRedis server = start("first")) {
            assertThatThrownBy(() ->
                            EmbeddedRedis.start(server.port(), temporary.resolve("other"), temporary.resolve("second")))
                    .isInstanceOf(BindException.class);
            assertThat(temporary.resolve("second")).doesNotExist();
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void aServerThatCannotStartLeavesNothing() throws IOException {
        Path notADirectory = Files.createFile(temporary.resolve("file"));
        Path scratch = Files.createDirectory(temporary.resolve("scratch"));
        assertThatThrownBy(() -> EmbeddedRedis.startAnywhere(notADirectory, scratch))
                .isInstanceOf(IOException.class);
        assertThat(scratch).doesNotExist();
    }

    @Test
    void itsExecutableGoesWithIt() throws IOException {
        Path scratch = temporary.resolve("it's a scratch");
        EmbeddedRedis server = EmbeddedRedis.startAnywhere(temporary.resolve("data"), scratch);
        assertThat(scratch).isNotEmptyDirectory();
        server.close();

        assertThat(server.isRunning()).isFalse();
        assertThat(scratch).doesNotExist();
    }

    private EmbeddedRedis start(String scratch) throws IOException {
        return EmbeddedRedis.startAnywhere(temporary.resolve("data"), temporary.resolve(scratch));
    }

    private static RedisConnection connect(EmbeddedRedis server) {
        return new RedisConnection(new RedisSettings("127.0.0.1", server.port(), null, null, 0, Duration.ofSeconds(5)));
    }
}
