package io.tradeboard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource({
        "localhost,                        localhost, 6379, ,      ,        0, localhost:6379",
        "10.0.0.7:7000,                    10.0.0.7,  7000, ,      ,        0, 10.0.0.7:7000",
        "[::1]:7000,                       ::1,       7000, ,      ,        0, [::1]:7000",
        "my_redis:6380,                    my_redis,  6380, ,      ,        0, my_redis:6380",
        "redis://my_redis,                 my_redis,  6379, ,      ,        0, my_redis:6379",
        "redis://a_b.c-d.local:1/2,        a_b.c-d.local, 1, ,     ,        2, a_b.c-d.local:1",
        "REDIS://H,                        H,         6379, ,      ,        0, H:6379",
        "[fe80::1%eth0]:1,                 fe80::1%eth0, 1, ,      ,        0, [fe80::1%eth0]:1",
        "[::ffff:10.0.0.7],                ::ffff:10.0.0.7, 6379, , ,       0, [::ffff:10.0.0.7]:6379",
        "redis://ann:a+b=c@h,              h,         6379, ann,   a+b=c,   0, h:6379",
        "redis://ann:%2F%3F%23%20%25@h,    h,         6379, ann,   '/?# %', 0, h:6379",
        "redis://%C3%BC:%C3%A4@h,          h,         6379, ü,     ä,       0, h:6379",
        "ann:secret@h:1,                   h,         1,    ann,   secret,  0, h:1",
        "redis://ann:@h,                   h,         6379, ann,   '',      0, h:6379",
        "redis://h,                        h,         6379, ,      ,        0, h:6379",
        "redis://h/,                       h,         6379, ,      ,        0, h:6379",
        "redis://h:1/15,                   h,         1,    ,      ,       15, h:1",
        "redis://ann@h,                    h,         6379, ann,   ,        0, h:6379",
        "redis://:secret@h,                h,         6379, ,      secret,  0, h:6379",
        "redis://ann:se%40cr:et@[::1]/2,   ::1,       6379, ann,   se@cr:et, 2, [::1]:6379",
    })
    void anAddressIsRead(
            String text, String host, int port, String user, String password, int database, String address) {
        RedisSettings settings = RedisSettings.parse(text, null, TIMEOUT);

        assertThat(settings).isEqualTo(new RedisSettings(host, port, user, password, database, TIMEOUT));
        assertThat(settings.address()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis-cluster://a:1,b_c,[::1]:2 | CLUSTER | redis-cluster://a:1,b_c:6379,[::1]:2/0",
                "rediss-cluster://ann:canary@a/ | CLUSTER | rediss-cluster://ann@a:6379/0",
                "redis-sentinel://a,b:1 | SENTINEL | redis-sentinel://a:26379,b:1/0#mymaster",
                "redis-sentinel://a/3#boards-1 | SENTINEL | redis-sentinel://a:26379/3#boards-1",
                "REDISS-SENTINEL://ann:canary@a,[fe80::1]#b.c | SENTINEL | rediss-sentinel://ann@a:26379,[fe80::1]:26379/0#b.c",
            })
    void theServersOfAClusterAndOfSentinelAreRead(String address, RedisSettings.Kind kind, String shown) {
        RedisSettings settings = RedisSettings.parse(address, null, TIMEOUT);

        assertThat(settings.kind()).isEqualTo(kind);
        assertThat(settings).hasToString(shown);
        assertThat(settings.password()).isEqualTo(address.contains("canary") ? "canary" : null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://a,b                      | several hosts, which only redis-cluster:// and redis-sentinel:// may have",
                "redis-cluster://a/1              | a database, and a cluster has no other than 0",
                "redis-cluster://a,,b             | no host",
                "redis-cluster://u:canary@a#b     | text after the database",
                "redis-sentinel://u:canary@a/0#   | a name of a master that is not one",
                "redis-sentinel://u:canary@a#b/c  | a name of a master that is not one",
                "redis-valkey://u:canary@a        | a scheme other than"
            })
    void whatAClusterOrSentinelCannotHaveIsNamed(String address, String why) {
        assertThatThrownBy(() -> RedisSettings.parse(address, null, TIMEOUT))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":6379",
                "h:0",
                "h:65536",
                "h:canary",
                "::1",
                "http://canary@h",
                "redisss://u:canary@h",
                "redis://u:canary@",
                "redis://u:canary@h/x",
                "redis://u:canary@h?x=canary",
                "redis://u:canary@h/canary",
                "redis://u:canary^@h",
                "redis://u:12#canary@h",
                "redis://u:canary@h:0",
                "redis://u:canary@h h",
                "redis://u:ca@nary@h",
                "redis://u:canary/x@h",
                "redis://u:canary?x@h",
                "redis://u:canary%@h",
                "redis://u:canary%zz@h",
                "redis://u:%ffcanary@h",
                "redis://u canary@h",
                "redis://canary@]h:1/2",
                "redis://[::1",
                "redis://::1]",
                "fe80::1:6379",
                "redis://u:canary@h/12345",
                "redis://u:canary@h/-1",
                "redis://u:canary@h/1/2",
                "redis://u:canary@h:+1",
                "redis://u:canary@h:99999999999",
                " h",
                "h ",
                "h\n",
                "ü",
            })
    void anAddressOfAnotherFormIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> RedisSettings.parse(text, null, TIMEOUT))
                .isInstanceOf(UsageException.class)
                .message()
                .startsWith("Redis ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://u:p@ss@h  | percent-encoded, @ as %40",
                "redis://u:p/ss@h  | percent-encoded, @ as %40 and / as %2F",
                "redis://u:p/ss    | percent-encoded, @ as %40 and / as %2F",
                "redis://x@]h:1/2  | write host:port or redis://[user:password@]host[:port][/database]",
                "http://h          | write host:port or redis://[user:password@]host[:port][/database]",
                "h:port            | write host:port or redis://[user:password@]host[:port][/database]",
                "::1               | write [::1]:6379",
                "fe80::1:6379      | write [::1]:6379"
            })
    void theMessageNamesTheRightForm(String text, String right) {
        assertThatThrownBy(() -> RedisSettings.parse(text, null, TIMEOUT)).hasMessageContaining(right);
    }

    @Test
    void aLongPasswordIsRead() {
        String password = "%41b".repeat(20_000);
        assertThat(RedisSettings.parse("redis://u:" + password + "@h", null, TIMEOUT)
                        .password())
                .isEqualTo("Ab".repeat(20_000));
    }

    @Test
    void onlyRedissIsTls() {
        assertThat(RedisSettings.parse("redis://h", null, TIMEOUT).tls()).isNull();
        assertThat(RedisSettings.parse("h", null, TIMEOUT).tls()).isNull();
        RedisSettings tls = RedisSettings.parse("rediss://ann:canary@h:1/3", null, TIMEOUT);
        assertThat(tls.tls()).isNotNull();
        assertThat(tls).hasToString("rediss://ann@h:1/3");
    }

    @Test
    void thePasswordOfAFileGoesBeforeThatOfTheAddress() {
        assertThat(RedisSettings.parse("redis://ann:inline@h", "of the file", TIMEOUT)
                        .password())
                .isEqualTo("of the file");
    }

    @Test
    void thePasswordIsNeverPrinted() {
        RedisSettings settings = RedisSettings.parse("redis://ann:canary@h:1/3", null, TIMEOUT);

        assertThat(settings).hasToString("redis://ann@h:1/3");
        assertThat(settings.address()).isEqualTo("h:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.0009S", "PT-1S", "P30D"})
    void aTimeOutThatASocketCannotHaveIsRefused(Duration timeout) {
        assertThatThrownBy(() -> RedisSettings.parse("h", null, timeout))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("the timeout must be");
    }
}
