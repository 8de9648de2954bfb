package io.tradeboard.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class RedisHealthTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "role:master,                                                            null,     null",
                "loading:1,                                                              LOADING,  true",
                "loading:0,                                                              null,     null",
                "role:slave;slave_read_only:1,                                           READONLY, false",
                "role:slave,                                                             READONLY, false",
                "role:replica;slave_read_only:1,                                         READONLY, false",
                "role:slave;slave_read_only:0,                                           null,     null",
                "role:master;slave_read_only:1,                                          null,     null",
                "rdb_last_bgsave_status:err,                                             MISCONF,  false",
                "rdb_last_bgsave_status:ok,                                              null,     null",
                "aof_enabled:1;aof_last_write_status:err,                                MISCONF,  true",
                "aof_enabled:0;aof_last_write_status:err,                                null,     null",
                "aof_enabled:1;aof_last_write_status:ok,                                 null,     null",
                "used_memory:100;maxmemory:100;maxmemory_policy:noeviction,              OOM,      true",
                "used_memory:101;maxmemory:100;maxmemory_policy:noeviction,              OOM,      true",
                "rdb_last_bgsave_status:err;used_memory:1;maxmemory:1;maxmemory_policy:noeviction, OOM,  true",
                "used_memory:50;maxmemory:100;maxmemory_policy:noeviction,               null,     null",
                "used_memory:100;maxmemory:0;maxmemory_policy:noeviction,                null,     null",
                "used_memory:100;maxmemory:100;maxmemory_policy:allkeys-lru,             null,     null",
                "used_memory:120;mem_not_counted_for_evict:30;maxmemory:100;maxmemory_policy:noeviction, null, null",
                "used_memory:100;maxmemory:100;maxmemory_policy:volatile-lru,            OOM,      false",
                "used_memory:50;maxmemory:100;maxmemory_policy:volatile-lru,             null,     null",
                "role:master;min_slaves_good_slaves:0,                                   NOREPLICAS, true",
                "role:master;min_slaves_good_slaves:1,                                   null,     null",
                "used_memory:x;maxmemory:y;maxmemory_policy:noeviction,                  null,     null",
                "used_memory:99999999999999999999;maxmemory:1;maxmemory_policy:noeviction, null,   null",
            })
    void itExplainsWhyRedisRefusesWrites(String fields, RedisHealth.@Nullable Code code, @Nullable Boolean isCertain) {
        RedisHealth.Refusal refusal = RedisHealth.parse(info(fields)).refusal();

        assertThat(refusal == null ? null : refusal.code()).isEqualTo(code);
        assertThat(refusal == null ? null : (Boolean) refusal.isCertain()).isEqualTo(isCertain);
    }

    @ParameterizedTest
    @CsvSource({
        "used_memory:95;maxmemory:100;maxmemory_policy:allkeys-random;evicted_keys:7,  true",
        "used_memory:95;maxmemory:100;maxmemory_policy:volatile-ttl;evicted_keys:1,    true",
        "used_memory:95;maxmemory:100;maxmemory_policy:allkeys-random;evicted_keys:0,  false",
        "used_memory:50;maxmemory:100;maxmemory_policy:allkeys-random;evicted_keys:7,  false",
        "used_memory:95;maxmemory:100;maxmemory_policy:noeviction;evicted_keys:7,      false",
        "used_memory:95;maxmemory:0;maxmemory_policy:allkeys-random;evicted_keys:7,    false"
    })
    void itEvictsWhereItHasDoneSoAndIsStillFull(String fields, boolean evicts) {
        String reason = RedisHealth.parse(info(fields)).evicts();

        assertThat(reason != null).isEqualTo(evicts);
        assertThat(reason == null || reason.contains("set it to noeviction")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "maxmemory:100;maxmemory_policy:allkeys-lru,      may evict boards and unread trades",
        "maxmemory:100;maxmemory_policy:allkeys-lfu,      may evict boards and unread trades",
        "maxmemory:100;maxmemory_policy:allkeys-random,   may evict boards and unread trades",
        "maxmemory:100;maxmemory_policy:volatile-lru,     may evict boards when",
        "maxmemory:100;maxmemory_policy:volatile-lfu,     may evict boards when",
        "maxmemory:100;maxmemory_policy:volatile-random,  may evict boards when",
        "maxmemory:100;maxmemory_policy:volatile-ttl,     may evict boards when",
        "maxmemory:1000;used_memory:950;maxmemory_policy:noeviction, nearly used up",
        "role:slave;slave_read_only:0,                    writable replica"
    })
    void itWarnsOfWhatMayCostData(String fields, String warning) {
        assertThat(RedisHealth.parse(info(fields)).warnings())
                .singleElement()
                .asString()
                .contains(warning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "maxmemory:0;maxmemory_policy:allkeys-lru",
                "maxmemory:100;maxmemory_policy:noeviction",
                "maxmemory:100",
                "maxmemory_policy:volatile-lru",
                "role:master"
            })
    void itDoesNotWarnOfWhatIsWell(String fields) {
        assertThat(RedisHealth.parse(info(fields)).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "# Server", ":", "no colon", "redis_version", ":7"})
    void whatIsNoInfoSaysNothing(String text) {
        assertThat(RedisHealth.parse(text)).isEqualTo(RedisHealth.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "OOM command not allowed when used memory > 'maxmemory'., true",
        "READONLY You can't write against a read only replica., true",
        "MISCONF Redis is configured to save RDB snapshots, true",
        "LOADING Redis is loading the dataset in memory, true",
        "NOREPLICAS Not enough good replicas to write., true",
        "connection refused, false",
        "WRONGTYPE Operation against a key, false",
        "Read timed out, false"
    })
    void anErrorByWhichRedisRefusesWritesIsKnown(String error, boolean refuses) {
        assertThat(RedisHealth.Code.startsIn(error)).isEqualTo(refuses);
    }

    @Test
    void valkeyIsNamed() {
        RedisHealth health = RedisHealth.parse(info("redis_version:7.2.4;server_name:valkey;valkey_version:9.1.2"));
        assertThat(health.version()).isEqualTo("7.2.4 (Valkey 9.1.2)");
    }

    @Test
    void aServerThatIsWellHasAVersionAndAnUptime() {
        RedisHealth health = RedisHealth.read(REDIS.connect());

        assertThat(health.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(health.uptime()).isNotNull();
        assertThat(health.refusal()).isNull();
        assertThat(health.warnings()).isEmpty();
    }

    @Test
    void aRealServerIsSeenToRefuseWrites(@TempDir Path directory) throws IOException {
        try (EmbeddedRedis server =
                        EmbeddedRedis.startAnywhere(directory.resolve("data"), directory.resolve("scratch"));
                RedisConnection redis = new RedisConnection(
                        new RedisSettings("127.0.0.1", server.port(), null, null, 0, Duration.ofSeconds(5)))) {
            redis.call(Command.CONFIG, "SET", "maxmemory", 1);
            assertThat(code(redis)).isEqualTo(RedisHealth.Code.OOM);
            redis.call(Command.CONFIG, "SET", "maxmemory-policy", "allkeys-lru");
            assertThat(code(redis)).isNull();
            assertThat(RedisHealth.read(redis).warnings()).hasSize(1);
            redis.call(Command.CONFIG, "SET", "maxmemory", 0);

            redis.call(Command.REPLICAOF, "127.0.0.1", 1);
            assertThat(code(redis)).isEqualTo(RedisHealth.Code.READONLY);
            redis.call(Command.REPLICAOF, "NO", "ONE");
            assertThat(code(redis)).isNull();
        }
    }

    @Test
    void aServerThatKeepsNothingOnDiskIsWarnedOfWhereItMayBeAsked(@TempDir Path directory) throws IOException {
        try (EmbeddedRedis server =
                        EmbeddedRedis.startAnywhere(directory.resolve("data"), directory.resolve("scratch"));
                RedisConnection redis = new RedisConnection(
                        new RedisSettings("127.0.0.1", server.port(), null, null, 0, Duration.ofSeconds(5)))) {
            assertThat(RedisHealth.inspect(redis).warnings()).isEmpty();
            redis.call(Command.CONFIG, "SET", "appendonly", "no");
            assertThat(RedisHealth.inspect(redis).warnings())
                    .singleElement()
                    .asString()
                    .contains("keeps nothing on disk");
            assertThat(RedisHealth.read(redis).warnings()).isEmpty();
            redis.call(Command.CONFIG, "SET", "save", "900 1");
            assertThat(RedisHealth.inspect(redis).warnings()).isEmpty();
            redis.call(Command.CONFIG, "SET", "save", "");

            redis.call(Command.ACL, "SETUSER", "default", "-config");
            assertThat(RedisHealth.inspect(redis).warnings()).isEmpty();
        }
    }

    @Test
    void withoutTheRightToAskNothingIsKnown() {
        RedisConnection admin = REDIS.connect();
        admin.call(Command.ACL, "SETUSER", "blind", "on", "nopass", "+@all", "-info", "~*");
        try {
            RedisSettings at = REDIS.settings();
            try (RedisConnection blind =
                    new RedisConnection(new RedisSettings("127.0.0.1", REDIS.port(), "blind", "x", 0, at.timeout()))) {
                assertThat(RedisHealth.read(blind)).isEqualTo(RedisHealth.UNKNOWN);
            }
        } finally {
            admin.call(Command.ACL, "DELUSER", "blind");
        }
    }

    private static RedisHealth.@Nullable Code code(RedisConnection redis) {
        RedisHealth.Refusal refusal = RedisHealth.read(redis).refusal();
        return refusal == null ? null : refusal.code();
    }

    private static String info(String fields) {
        return "# Section\r\n" + fields.replace(";", "\r\n") + "\r\n\r\n";
    }
}
