package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** How old what is told is, and that nothing is told of a daemon that is gone as if it were there. */
class StatusCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final Instant now = Clock.systemUTC().instant();

    @Test
    void aDaemonThatIsSilentHasAnAgeAndNoPace() {
        beat("killed-1", "RUNNING", Duration.ofSeconds(150));
        beat("stopped-1", "STOPPED", Duration.ofHours(3));
        Cli.Result result = status();

        assertThat(result.out().lines().skip(1))
                .containsExactly(
                        "killed-1  SILENT 2m  rejected 4  late 0  repeated 0  log 0 bytes",
                        "stopped-  STOPPED 3h  rejected 4  late 0  repeated 0  log 0 bytes");
        assertThat(result.code()).isEqualTo(5);
    }

    @Test
    void aDaemonThatRunsHasAnAgeAndAPace() {
        beat("running-1", "RUNNING", Duration.ZERO);
        Cli.Result result = status();

        assertThat(result.out()).containsPattern("running-  RUNNING [0-9]s  12.5 trades/s  lag 40 ms  rejected 4  ");
        assertThat(result.code()).isZero();
        assertThat(status("-o", "json").out()).containsPattern("\"ageMs\":[0-9]{1,4},\"state\":\"RUNNING\"");
    }

    @Test
    void theLastTradeOfABoardHasItsAge() {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant last = now.minus(Duration.ofMinutes(7)).minusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
        redis.call(Command.SADD, "tradeboard:symbols:" + today, "BTC");
        redis.call(Command.ZADD, "tradeboard:{BTC:" + today + "}:volumes", 9, "ann");
        redis.call(
                Command.HSET,
                "tradeboard:{BTC:" + today + "}:ledger",
                "scale",
                2,
                "trades",
                1,
                "volume",
                9,
                "lastTradeAt",
                last.toEpochMilli());

        assertThat(status().out()).contains("BTC          1 traders  1 trades  last trade " + last + ", 7m ago  ");
    }

    private void beat(String writer, String state, Duration age) {
        redis.call(
                Command.HSET,
                "tradeboard:daemon:" + writer,
                "since",
                0,
                "at",
                now.minus(age).toEpochMilli(),
                "state",
                state,
                "tradesPerSecond",
                12.5,
                "lagMillis",
                40,
                "rejected",
                4);
    }

    private Cli.Result status(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "status";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(all);
    }
}
