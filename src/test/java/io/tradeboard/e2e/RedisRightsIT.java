package io.tradeboard.e2e;

import static io.tradeboard.e2e.RedisRights.DAEMON;
import static io.tradeboard.e2e.RedisRights.SCREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.e2e.Running.Finished;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** The rights in Redis that scripts/tradeboard.acl gives are enough for every command, and for nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class RedisRightsIT {
    @AutoClose
    private final Deployment deployment;

    @AutoClose
    private final KillableRedis redis;

    @AutoClose
    private final RedisProbe probe;

    RedisRightsIT(@TempDir Path directory) throws IOException {
        deployment = new Deployment(directory);
        redis = new KillableRedis(deployment.port(), deployment.file("redis"));
        probe = new RedisProbe(deployment);
    }

    /** Whoever is signed in stays so, which lets the test itself go on. */
    @BeforeEach
    void letOnlyTheUsersOfTheReadmeIn() {
        probe.unread();
        DAEMON.grant(redis);
        SCREEN.grant(redis);
        redis.call(Command.ACL, "SETUSER", "default", "off");
    }

    @Test
    void everyCommandRunsWithTheRightsOfItsUser() throws Exception {
        Market market = Market.of(deployment, 500);
        signInAs(DAEMON, "");
        Running daemon = deployment.startDaemon();
        market.send(deployment);
        probe.awaitCounted(500);
        daemon.terminate().expect(0);
        redis.call(Command.DEL, redis.boardKeys().get(0));
        daemon = deployment.startDaemon();
        daemon.awaitMessage("reading the stream");
        deployment
                .run("produce", "--trader", "kestrel", "--symbol", "BTC", "--quantity", "1")
                .expect(0);
        probe.awaitCounted(501);

        signInAs(SCREEN, "");
        Recount expected = market.recount();
        expected.add(Instant.now(), "kestrel", "BTC", BigDecimal.ONE);
        expected.assertShownBy(deployment);
        deployment.run("show", "--all", "--max-age", "1m").expect(0);
        assertThat(deployment.run("status").expect(0).out()).contains("RUNNING");
        Running watch = deployment.start("watch", "--plain");
        RedisProbe.until("the board is shown", () -> watch.printed().contains("kestrel"));
        watch.terminate().expect(143);
        daemon.terminate().expect(0);

        signInAs(DAEMON, "");
        deployment.run("traders", "hide", "kestrel").expect(0);
        deployment.run("traders", "exclude", "nobody").expect(0);
        deployment.run("traders", "list").expect(0);
        signInAs(SCREEN, "");
        assertThat(deployment.run("show", "BTC").expect(0).out())
                .contains("Trader ")
                .doesNotContain("kestrel");
    }

    @Test
    void aDatabaseMayBeChosen() throws Exception {
        signInAs(DAEMON, "/1");
        deployment
                .run("produce", "--trader", "kestrel", "--symbol", "BTC", "--quantity", "1")
                .expect(0);
        signInAs(SCREEN, "/1");
        deployment.run("show").expect(0);
    }

    @Test
    void theUserOfTheScreensCannotWrite() throws Exception {
        redis.call(Command.ZADD, "tradeboard:{BTC:2026-11-23}:volumes", 1, "ann");
        assertDenied(
                SCREEN,
                List.of("XADD", "tradeboard:trades", "*", "quantity", "1"),
                List.of("ZADD", "tradeboard:{BTC:2026-11-23}:volumes", "1", "bob"),
                List.of("ZINCRBY", "tradeboard:{BTC:2026-11-23}:volumes", "1", "ann"),
                List.of("HSET", "tradeboard:{BTC:2026-11-23}:ledger", "scale", "1"),
                List.of("HSET", "tradeboard:traders", "ann", "{}"),
                List.of("HDEL", "tradeboard:traders", "ann"),
                List.of("DEL", "tradeboard:{BTC:2026-11-23}:volumes"),
                List.of("EXPIRE", "tradeboard:{BTC:2026-11-23}:volumes", "1"),
                List.of("EVAL", "return redis.call('DEL', KEYS[1])", "1", "tradeboard:{BTC:2026-11-23}:volumes"),
                List.of("FLUSHALL"),
                List.of("FLUSHDB"),
                List.of("CONFIG", "GET", "*"),
                List.of("ACL", "LIST"),
                List.of("KEYS", "*"),
                List.of("ZCARD", "others"),
                List.of("SHUTDOWN", "NOSAVE"));
    }

    @Test
    void theUserOfTheDaemonCannotTouchWhatIsNotOfTradeboard() throws Exception {
        assertDenied(
                DAEMON,
                List.of("FLUSHALL"),
                List.of("FLUSHDB"),
                List.of("CONFIG", "SET", "maxmemory", "1"),
                List.of("ACL", "SETUSER", "default", "on"),
                List.of("SCRIPT", "FLUSH"),
                List.of("XGROUP", "DESTROY", "tradeboard:trades", "tradeboard"),
                List.of("KEYS", "*"),
                List.of("SHUTDOWN", "NOSAVE"),
                List.of("DEL", "others"),
                List.of("HSET", "others", "a", "b"),
                List.of("HGETALL", "tradeboardless"),
                List.of("XADD", "others", "*", "quantity", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "evalsha, ingest FILE",
        "script|load, ingest FILE",
        "zincrby, ingest FILE",
        "xgroup|create, ingest",
        "xadd, produce FILE",
    })
    void aMissingPermissionToWriteIsReportedInOneLine(String right, String command) throws Exception {
        assertReportedInOneLine(DAEMON, right, command);
    }

    @ParameterizedTest
    @CsvSource({"zrevrange, show", "zrevrange, watch --plain", "smembers, show --all"})
    void aMissingPermissionToReadIsReportedInOneLine(String right, String command) throws Exception {
        assertReportedInOneLine(SCREEN, right, command);
    }

    private void assertReportedInOneLine(RedisRights rights, String right, String command) throws Exception {
        Path file = Market.of(deployment, 20).file();
        signInAs(rights, "");
        rights.without(right).grant(redis);

        Finished refused = deployment
                .run(command.replace("FILE", file.toString()).split(" ", -1))
                .expect(10);
        assertThat(refused.err().lines().filter(line -> line.contains("refused")))
                .singleElement()
                .asString()
                .contains("Redis at 127.0.0.1:" + deployment.port() + " refused: ")
                .contains("the user " + rights.user() + " lacks a permission");
        assertThat(refused.err()).doesNotContain("\tat ");
    }

    private void signInAs(RedisRights rights, String database) throws IOException {
        Path password = deployment.file(rights.user());
        Files.writeString(password, rights.password() + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        deployment.set("REDIS_ADDRESS", "redis://" + rights.user() + "@127.0.0.1:" + deployment.port() + database);
        deployment.set("REDIS_PASSWORD_FILE", password.toString());
    }

    @SafeVarargs
    private void assertDenied(RedisRights rights, List<String>... commands) {
        RedisSettings settings = new RedisSettings(
                "127.0.0.1", deployment.port(), rights.user(), rights.password(), 0, Duration.ofSeconds(10));
        try (RedisConnection connection = new RedisConnection(settings)) {
            connection.ping();
            for (List<String> command : commands) {
                Object[] arguments =
                        Stream.of(command).flatMap(List::stream).skip(1).toArray();
                assertThatThrownBy(() -> connection.call(Command.valueOf(command.get(0)), arguments))
                        .as("%s of %s", command, rights.user())
                        .isInstanceOf(RedisRefusedException.class)
                        .hasMessageStartingWith("NOPERM");
            }
        }
    }
}
