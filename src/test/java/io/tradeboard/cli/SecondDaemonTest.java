package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.source.StreamSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** A daemon that finds the stream taken claims nothing before it fails, and leaves nothing. */
class SecondDaemonTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();

    @Test
    void itSaysWhoReadsTheStreamAndLeavesNoHeartbeat() {
        long until = Clock.systemUTC().millis() + 600_000;
        String lease = "tradeboard:lease:{" + StreamSource.STREAM + "}";
        redis.call(
                Command.HSET,
                lease,
                "reader",
                "w",
                "consumer",
                "c",
                "until",
                until,
                "host",
                "far",
                "pid",
                "7",
                "machine",
                "another");
        Cli cli = new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address()));
        Cli.Result result = cli.run("ingest");

        assertThat(result.err().lines())
                .filteredOn(line -> !line.contains("warning") && !line.contains("Redis"))
                .singleElement()
                .asString()
                .contains(" ERROR tradeboard:trades is read by pid 7 on far ");
        assertThat(result.err()).doesNotContain("reading the stream");
        assertThat(result.code()).isEqualTo(8);
        assertThat(redis.call(Command.EXISTS, "tradeboard:daemons")).isEqualTo(0L);
        assertThat(cli.run("status").out()).doesNotContain("Daemon ");
    }
}
