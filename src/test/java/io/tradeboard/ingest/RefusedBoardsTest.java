package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** A board that cannot take trades stops no other, and has all of them when it is mended. */
class RefusedBoardsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    /** Values, one of each field, that are also tried where they are mended only after a try in vain. */
    private static final Set<String> LATER_TOO = Set.of("5", "Mars", "much", "now", "many", "here");

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private Rig rig = new Rig(Path.of(""));
    private BoardId eth = rig.board("ETH");
    private String ledger = BoardKeys.ledger(eth);

    @BeforeEach
    void chooseTheLog() {
        rig = new Rig(directory.resolve("log"));
        eth = rig.board("ETH");
        ledger = BoardKeys.ledger(eth);
    }

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    static Stream<Arguments> fieldsAndSoonOrLater() {
        return Stream.of(
                        List.of("scale", "5"),
                        List.of("scale", ""),
                        List.of("scale", "00"),
                        List.of("zone", "Mars"),
                        List.of("volume", "much"),
                        List.of("volume", "-1"),
                        List.of("volume", "1.5"),
                        List.of("volume", "9223372036854775807"),
                        List.of("volume", "99999999999999999999"),
                        List.of("lastTradeAt", "now"),
                        List.of("lastTradeAt", "1234567890123456789"),
                        List.of("trades", "many"),
                        List.of("trades", "-3"),
                        List.of("trades", "1234567890123456789"),
                        List.of("mark", "here"),
                        List.of("mark", "3>1 1/2"))
                .flatMap(fault -> (LATER_TOO.contains(fault.get(1)) ? Stream.of(true, false) : Stream.of(true))
                        .map(soon -> Arguments.of(fault.get(0), fault.get(1), soon)));
    }

    @ParameterizedTest
    @MethodSource("fieldsAndSoonOrLater")
    void aBadFieldOfItsLedgerHoldsUpOneBoardUntilItIsMended(String name, String value, boolean soon)
            throws IOException {
        try (Piped daemon = daemon()) {
            daemon.accept(eth("eve", 1) + Rig.trade("ann", 1));
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 1L)));
            String field = field(name);
            String good = RedisConnection.text(redis.call(Command.HGET, ledger, field));
            redis.call(Command.HSET, ledger, field, value);
            daemon.accept(eth("eve", 10) + Rig.trade("ann", 10));
            await().until(() -> daemon.progress().refused() == 1);
            assertThat(daemon.progress().applied()).isEqualTo(3);
            assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 11L));
            if (!soon) {
                awaitATryInVain();
                daemon.accept(eth("eve", 100) + Rig.trade("ann", 100));
                await().until(() -> daemon.progress().refused() == 2);
            }

            redis.call(Command.HSET, ledger, field, good);
            long whole = soon ? 11 : 111;
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", whole)));
            await().until(() -> daemon.progress().refused() == 0);
            daemon.accept(eth("eve", 1_000));
            Daemon.Progress end = daemon.end();
            assertThat(Rig.volumes(redis, eth)).isEqualTo(Map.of("eve", whole + 1_000));
            assertThat(end.unapplied()).isZero();
            assertThat(end.applied()).isEqualTo(end.accepted());
        }
        assertThat(rig.notices)
                .hasSize(2)
                .satisfiesExactly(
                        notice -> assertThat(notice).startsWith("the board " + eth + " cannot take trades: "),
                        notice -> assertThat(notice).startsWith("the board " + eth + " accepts trades again"));
    }

    private String field(String name) {
        if (!name.equals("mark")) {
            return name;
        }
        return ((List<?>) redis.call(Command.HKEYS, ledger))
                .stream()
                        .map(RedisConnection::text)
                        .filter(field -> field.startsWith("mark:"))
                        .findFirst()
                        .orElseThrow();
    }

    /** Waits until the refusing board has been looked at, tried once more, and left alone from then on. */
    private void awaitATryInVain() {
        long before = looks();
        await().until(() -> looks() >= before + 6);
    }

    /** Each look begins with the time of Redis. */
    private long looks() {
        String stats = RedisConnection.text(redis.call(Command.INFO, "commandstats"));
        Matcher calls = Pattern.compile("cmdstat_time:calls=([0-9]+)").matcher(stats);
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    @Test
    void whatComesBetweenTheMendingAndTheLookCountsToo() throws IOException {
        AtomicLong ahead = new AtomicLong();
        // So slow that nobody looks before the test wants it.
        LongSupplier slow = () -> System.nanoTime() / 20 + ahead.get();
        try (Piped daemon = new Piped(
                rig.config(false), REDIS.settings(), rig.runtime(Clock.systemUTC(), slow), Step.Observer.NONE)) {
            daemon.accept(eth("eve", 1));
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 1L)));
            redis.call(Command.HSET, ledger, "zone", "Mars");
            daemon.accept(eth("eve", 10));
            await().until(() -> daemon.progress().refused() == 1);
            redis.call(Command.HSET, ledger, "zone", "Z");
            daemon.accept(eth("eve", 100));
            await().until(() ->
                    daemon.progress().refused() == 2 || daemon.progress().applied() == 2);
            assertThat(Rig.volumes(redis, eth)).isEqualTo(Map.of("eve", 1L));

            ahead.addAndGet(Duration.ofSeconds(2).toNanos());
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 111L)));
            assertThat(daemon.end().unapplied()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"volumes", "ledger"})
    void aForeignKeyHoldsUpOneBoardUntilItIsGone(String key) throws IOException {
        String foreign = key.equals("ledger") ? ledger : BoardKeys.volumes(eth);
        redis.call(Command.SET, foreign, "mine");
        try (Piped daemon = daemon()) {
            daemon.accept(eth("eve", 9) + Rig.trade("ann", 5));
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));
            await().until(() -> daemon.progress().refused() == 1);
            assertThat(RedisConnection.text(redis.call(Command.GET, foreign))).isEqualTo("mine");
            redis.call(Command.DEL, foreign);
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 9L)));
            assertThat(daemon.end().applied()).isEqualTo(2);
        }
    }

    @Test
    void aBoardThatRefusesAtTheStartIsFedFromEarlierRunsWhenItIsMended() throws IOException {
        try (Piped daemon = daemon()) {
            daemon.accept(eth("eve", 9));
            daemon.end();
        }
        redis.call(Command.FLUSHALL);
        redis.call(Command.SET, ledger, "mine");
        try (Piped daemon = daemon()) {
            daemon.accept(eth("eve", 1) + Rig.trade("ann", 5));
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));
            redis.call(Command.DEL, ledger);
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 10L)));
            assertThat(daemon.end().unapplied()).isZero();
        }
    }

    @Test
    void aBoardInPartsThatRefusesEndsNobodyAndIsFinishedWhenItIsMended() throws IOException {
        try (Piped daemon = daemon()) {
            daemon.accept(eth("eve", 9) + eth("eve", 1));
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 10L)));
            daemon.end();
        }
        // Half of the first update: the part that eve is not in.
        long part = part("eve");
        redis.call(Command.DEL, BoardKeys.volumes(eth));
        redis.call(Command.ZADD, BoardKeys.volumes(eth), 7, "zoe");
        redis.call(Command.HSET, ledger, field("mark"), "0>1 1/2", "trades", 0, "volume", 7, "scale", "5");
        try (Piped daemon = daemon()) {
            daemon.accept(Rig.trade("ann", 5));
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));
            assertThat(Rig.volumes(redis, eth)).isEqualTo(Map.of("zoe", 7L));
            redis.call(Command.HSET, ledger, "scale", "0");
            await().until(() -> Rig.volumes(redis, eth).getOrDefault("eve", 0L) == (part == 1 ? 10 : 1));
            daemon.end();
        }
    }

    private static long part(String trader) {
        CRC32C crc = new CRC32C();
        crc.update(trader.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % 2;
    }

    @Test
    void whatComesWhileRedisBreaksOffTheFeedingCountsBehindIt() throws IOException {
        AtomicBoolean mended = new AtomicBoolean();
        AtomicBoolean back = new AtomicBoolean();
        try (Piped daemon = daemon(step -> {
            if (step == Step.FLUSH && mended.get() && !back.get()) {
                throw new RedisUnavailableException("away", new IOException());
            }
        })) {
            daemon.accept(eth("eve", 1));
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 1L)));
            redis.call(Command.HSET, ledger, "zone", "Mars");
            daemon.accept(eth("eve", 10));
            await().until(() -> daemon.progress().refused() == 1);
            mended.set(true);
            redis.call(Command.HSET, ledger, "zone", "Z");
            await().until(() -> rig.notices.stream().anyMatch(notice -> notice.startsWith("cannot reach Redis: away")));
            daemon.accept(eth("eve", 100));
            back.set(true);
            await().until(() -> Rig.volumes(redis, eth).equals(Map.of("eve", 111L)));
            assertThat(daemon.end().unapplied()).isZero();
        }
    }

    private Piped daemon() throws IOException {
        return daemon(Step.Observer.NONE);
    }

    private Piped daemon(Step.Observer steps) throws IOException {
        return new Piped(rig.config(false), REDIS.settings(), rig.runtime(Clock.systemUTC(), Rig::fastNanos), steps);
    }

    private static String eth(String trader, long quantity) {
        return Rig.trade(trader, quantity).replace("BTC", "ETH");
    }
}
