package io.tradeboard.redis;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.isAway;
import static io.tradeboard.redis.RedisConnection.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Every way through a real cluster of three masters. */
@Execution(ExecutionMode.SAME_THREAD)
class ClusterTest {
    private static final Script COUNT = Script.of(ClusterTest.class, "count.lua");

    @SuppressWarnings("NullAway.Init") // JUnit starts it first.
    private static RedisCluster cluster;

    @SuppressWarnings("NullAway.Init") // JUnit connects first.
    private RedisConnection redis;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        cluster = RedisCluster.start(directory, 3, false, 1_000);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() {
        redis = new RedisConnection(cluster.settings());
        redis.all(command(Command.FLUSHALL)).values().forEach(RedisConnection::checked);
        redis.all(command(Command.SCRIPT, "FLUSH")).values().forEach(RedisConnection::checked);
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    private static List<CommandArguments> sets(int keys) {
        return Stream.iterate(0, i -> i < keys, i -> i + 1)
                .map(i -> command(Command.SET, "key-" + i, i))
                .toList();
    }

    private static List<CommandArguments> gets(int keys) {
        return Stream.iterate(0, i -> i < keys, i -> i + 1)
                .map(i -> command(Command.GET, "key-" + i))
                .toList();
    }

    private static List<String> texts(List<Object> replies) {
        return replies.stream().map(reply -> text(checked(reply))).toList();
    }

    private static List<String> numbers(int count) {
        return Stream.iterate(0, i -> i < count, i -> i + 1)
                .map(String::valueOf)
                .toList();
    }

    @Test
    void eachCommandGoesToTheMasterOfItsKeyAndTheRepliesKeepTheirOrder() {
        redis.pipeline(sets(300)).forEach(RedisConnection::checked);

        assertThat(texts(redis.pipeline(gets(300)))).isEqualTo(numbers(300));
        assertThat(redis.all(command(Command.DBSIZE)).values())
                .hasSize(3)
                .allSatisfy(size -> assertThat((Long) size).isBetween(50L, 150L));
    }

    @Test
    void aClusterBehindAPlainAddressIsUsedAsOne() {
        for (int node = 0; node < 3; node++) {
            try (RedisConnection plain = new RedisConnection(cluster.plain(node))) {
                plain.pipeline(sets(30)).forEach(RedisConnection::checked);
                assertThat(texts(plain.transaction(gets(30)))).isEqualTo(numbers(30));
            }
        }
    }

    @Test
    void whatIsUnderWayWhenAClusterIsFoundGetsItsReplies() {
        try (RedisConnection plain = new RedisConnection(cluster.plain(0))) {
            plain.send(sets(30));
            plain.send(gets(30));

            plain.receive().forEach(RedisConnection::checked);
            assertThat(texts(plain.receive())).isEqualTo(numbers(30));
            plain.send(gets(10));
            assertThat(texts(plain.receive())).isEqualTo(numbers(10));
        }
    }

    @Test
    void aDatabaseIsRefusedSinceAClusterHasNone() {
        RedisSettings settings =
                RedisSettings.parse("127.0.0.1:" + cluster.nodes().get(0).port() + "/1", null, Duration.ofSeconds(2));
        try (RedisConnection other = new RedisConnection(settings)) {
            assertThatThrownBy(other::ping)
                    .isInstanceOf(RedisClusterException.class)
                    .hasMessageEndingWith("is a cluster, which has no database but 0");
        }
    }

    @Test
    void aTransactionHoldsForEachSlot() {
        List<CommandArguments> writes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            writes.add(command(Command.SET, "{" + i + "}:a", i));
            writes.add(command(Command.INCR, "{" + i + "}:a"));
        }
        writes.add(command(Command.LPUSH, "{0}:a", "x"));

        List<Object> replies = redis.transaction(writes);

        for (int i = 0; i < 9; i++) {
            assertThat(replies.get(2 * i + 1)).isEqualTo(i + 1L);
        }
        assertThatThrownBy(() -> checked(replies.get(18)))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessageStartingWith("WRONGTYPE");
    }

    @Test
    void theTimeIsAskedOfTheServerOfTheKeysBesideIt() {
        List<Object> replies = redis.transaction(
                List.of(command(Command.TIME), command(Command.SET, "key-1", 1), command(Command.TIME)));

        assertThat(RedisTime.of(replies.get(0))).isBeforeOrEqualTo(RedisTime.of(replies.get(2)));
        assertThat(redis.time()).isAfterOrEqualTo(RedisTime.of(replies.get(2)));
    }

    @Test
    void aScriptIsGivenToEveryServerThatLacksIt() {
        List<CommandArguments> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            calls.add(COUNT.call(List.of("key-" + i), i));
            calls.add(COUNT.call(List.of("key-" + i), i));
        }
        List<List<Object>> replies = redis.transactions(Stream.of(calls, calls));

        for (int i = 0; i < 30; i++) {
            assertThat(replies.get(0).get(2 * i)).isEqualTo((long) i);
            assertThat(replies.get(1).get(2 * i + 1)).isEqualTo(4L * i);
        }
    }

    @Test
    void whatIsWatchedKeepsATransactionFromAChangedKey() {
        try (RedisConnection other = new RedisConnection(cluster.settings())) {
            redis.call(Command.WATCH, "key-1");
            other.call(Command.SET, "key-1", "theirs");
            assertThat(redis.transactionIfUnchanged(List.of(command(Command.SET, "key-1", "mine"))))
                    .isFalse();
            redis.call(Command.WATCH, "key-1");
            assertThat(redis.transactionIfUnchanged(List.of(command(Command.SET, "key-1", "mine"))))
                    .isTrue();
            assertThat(text(other.call(Command.GET, "key-1"))).isEqualTo("mine");
        }
    }

    /** A slot on its way: some keys are here, some there, and what needs both waits. */
    @Test
    void aSlotOnItsWayIsFollowed() {
        String here = "{way}:here";
        String there = "{way}:there";
        redis.pipeline(List.of(command(Command.SET, here, 1), command(Command.SET, there, 2)));
        RedisProcess from = cluster.masterOf(here);
        RedisProcess to = cluster.nodes().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        cluster.beginMove(here, to);
        cluster.moveKey(there, to);

        assertThat(texts(redis.pipeline(List.of(command(Command.GET, here), command(Command.GET, there)))))
                .containsExactly("1", "2");
        assertThat(redis.pipeline(List.of(COUNT.call(List.of(there), 5))).get(0))
                .isEqualTo(7L);
        assertThat(texts(redis.transaction(List.of(command(Command.GET, there), command(Command.GET, there)))))
                .containsExactly("7", "7");
        // Both at once only when both are there.
        assertThat(isAway(redis.pipeline(List.of(command(Command.DEL, here, there)))
                        .get(0)))
                .isTrue();
        cluster.moveKey(here, to);
        assertThat(redis.pipeline(List.of(command(Command.EXISTS, here, there))).get(0))
                .isEqualTo(2L);
        cluster.endMove(here, to);

        assertThat(texts(redis.pipeline(List.of(command(Command.GET, here), command(Command.GET, there)))))
                .containsExactly("1", "7");
        assertThat(texts(redis.snapshot(List.of(command(Command.GET, here), command(Command.GET, there)))))
                .containsExactly("1", "7");
    }

    @Test
    void aSlotThatHasMovedIsFoundByWhoeverDoesNotKnow() {
        redis.pipeline(sets(30));
        RedisProcess from = cluster.masterOf("key-3");
        RedisProcess to = cluster.nodes().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        cluster.moveSlot("key-3", to, 0);

        assertThat(texts(redis.pipeline(gets(30)))).isEqualTo(numbers(30));
        assertThat(texts(redis.transaction(gets(30)))).isEqualTo(numbers(30));
    }

    @Test
    void theWayToAKeyIsAnotherWhenItsSlotMovesOrItsConnectionBreaks() {
        redis.pipeline(sets(30));
        long before = redis.way("key-5");
        redis.pipeline(gets(30));
        assertThat(redis.way("key-5")).isEqualTo(before);

        try (RedisConnection other = new RedisConnection(cluster.settings())) {
            other.all(command(Command.CLIENT, "KILL", "TYPE", "normal"));
        }
        redis.pipeline(gets(30));
        long again = redis.way("key-5");
        assertThat(again).isNotEqualTo(before);

        RedisProcess from = cluster.masterOf("key-5");
        RedisProcess to = cluster.nodes().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        cluster.beginMove("key-5", to);
        cluster.moveKey("key-5", to);
        assertThat(text(redis.call(Command.GET, "key-5"))).isEqualTo("5");
        assertThat(redis.way("key-5")).isNotEqualTo(again);
        cluster.endMove("key-5", to);
    }

    @Test
    void aMasterThatIsAwayHoldsUpNothingElse() throws IOException {
        redis.pipeline(sets(30));
        RedisProcess away = cluster.masterOf("key-0");
        away.kill();
        try {
            List<Object> replies = redis.pipeline(gets(30));

            for (int i = 0; i < 30; i++) {
                Object reply = replies.get(i);
                if (cluster.masterOf("key-" + i) == away) {
                    assertThat(isAway(reply)).isTrue();
                    assertThatThrownBy(() -> checked(reply))
                            .isInstanceOfSatisfying(
                                    RedisUnavailableException.class,
                                    e -> assertThat(e.sentence())
                                            .startsWith("cannot reach Redis at 127.0.0.1:" + away.port() + ": "));
                } else {
                    assertThat(text(reply)).isEqualTo(String.valueOf(i));
                }
            }
            assertThat(redis.time()).isNotNull();
        } finally {
            away.restart();
        }
        assertThat(texts(patiently(() -> redis.pipeline(gets(30))))).isEqualTo(numbers(30));
    }

    @Test
    void aConnectionThatANodeClosedGoesUnnoticed() {
        redis.pipeline(sets(30));
        try (RedisConnection other = new RedisConnection(cluster.settings())) {
            other.all(command(Command.CLIENT, "KILL", "TYPE", "normal"))
                    .values()
                    .forEach(RedisConnection::checked);
        }

        assertThat(texts(redis.pipeline(gets(30)))).isEqualTo(numbers(30));
    }

    /** The others take any password, as they have none. */
    @Test
    void aNodeThatRefusesTheSignInLeavesNoReplyForALaterCall() {
        redis.pipeline(sets(30)).forEach(RedisConnection::checked);
        String address =
                "redis-cluster://:other@127.0.0.1:" + cluster.nodes().get(0).port();
        setPassword(2, "", "secret");
        try (RedisConnection signed = new RedisConnection(RedisSettings.parse(address, null, Duration.ofSeconds(2)))) {
            assertThatThrownBy(() -> signed.pipeline(gets(30))).isInstanceOf(RedisRefusedException.class);
            setPassword(2, "secret", "");

            assertThat(texts(signed.pipeline(gets(30)))).isEqualTo(numbers(30));
        } finally {
            setPassword(2, "secret", "");
        }
    }

    private static void setPassword(int node, String before, String after) {
        RedisSettings settings = new RedisSettings(
                "127.0.0.1",
                cluster.nodes().get(node).port(),
                null,
                before.isEmpty() ? null : before,
                0,
                Duration.ofSeconds(2));
        try (RedisConnection one = new RedisConnection(settings)) {
            one.call(Command.CONFIG, "SET", "requirepass", after);
        }
    }

    private interface Attempt {
        List<Object> run();
    }

    /** A node that was away is asked again after a pause. */
    private static List<Object> patiently(Attempt attempt) {
        for (int i = 0; i < 100; i++) {
            List<Object> replies = attempt.run();
            if (replies.stream().noneMatch(RedisConnection::isAway)) {
                return replies;
            }
            RedisProcess.pause(50);
        }
        throw new AssertionError("never back");
    }
}
