package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.Standings;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** The audit that a daemon does by itself, and what everybody sees of it. */
class AuditLoopTest {
    private static final Duration OFTEN = Duration.ofMillis(20);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);
    private final Queue<String> notices = new ConcurrentLinkedQueue<>();

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("tradeboard-audit");
    }

    @Test
    void standingsCarryWhatTheLastAuditFound() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            awaitVerdict(3, 0, "");
            ground.increment("t1", "1");
            ground.increment("t2", "1");
            awaitVerdict(3, 2, "");
            awaitNotice("audit of " + ground.btc + ": 2 differences; see tradeboard audit BTC");
            ground.increment("t1", "-1");
            ground.increment("t2", "-1");
            awaitVerdict(3, 0, "");
            awaitNotice("audit of " + ground.btc + ": exact again");
            redis.call(Command.HSET, ground.key("ledger"), "mark:other", 1);
            awaitVerdict(3, 0, "writer other is in no log directory given");
        }
        assertThat(notices).hasSize(3);
    }

    @Test
    void aNewBoardIsAuditedLongBeforeTheNextAuditIsDue() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        BoardId eth = new BoardId("ETH", ground.btc.day());
        try (AuditLoop loop =
                new AuditLoop(directory, REDIS.settings(), Ground.DAYS, Duration.ofHours(1), notices::add)) {
            loop.start();
            awaitVerdict(3, 0, "");
            ground.flush(eth, "other", 0, 1, Map.of("ann", 5L));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(read(eth).audit()).isNotNull());
        }
    }

    @Test
    void verdictsGoWithTheirBoard() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            awaitVerdict(3, 0, "");
        }
        assertThat(redis.call(Command.PTTL, ground.key("audit")))
                .isInstanceOfSatisfying(
                        Long.class,
                        left -> assertThat(left)
                                .isCloseTo(Ground.DAYS.expiresMillis(ground.btc.day()) - ground.now, offset(60_000L)));
    }

    @Test
    void yesterdaysBoardIsAuditedToo() throws IOException {
        named();
        BoardId yesterday = new BoardId("BTC", ground.btc.day().minusDays(1));
        ground.flush(yesterday, "other", 0, 1, Map.of("ann", 5L));
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            await().untilAsserted(() ->
                    assertThat(String.valueOf(read(yesterday).audit())).contains("writer other"));
        }
    }

    @Test
    void aDirectoryThatNoDaemonHasTakenYetIsWaitedFor() throws IOException {
        Path later = directory.resolve("later");
        try (AuditLoop loop = new AuditLoop(later, REDIS.settings(), Ground.DAYS, OFTEN, notices::add)) {
            loop.start();
            ground.logAndFlush(later, Ground.traders(3));
            Files.writeString(later.resolve("consumer"), "me 1");
            awaitVerdict(3, 0, "");
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aFailureIsSaidOnceAndTheNextAuditGoesOn() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        Path odd = Files.createDirectory(directory.resolve("00000009-00000000000000000001.log"));
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            await().until(() -> !notices.isEmpty());
            Files.delete(odd);
            awaitVerdict(3, 0, "");
        }
        assertThat(notices).hasSize(1).first().asString().startsWith("the audit failed: ");
    }

    @Test
    void redisThatIsAwayIsNoNews() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        RedisSettings nobody = new RedisSettings("127.0.0.1", 1, null, null, 0, Duration.ofSeconds(1));
        try (AuditLoop loop = loop(nobody)) {
            loop.start();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void itEndsInTheMiddleOfAnAudit() throws IOException {
        Map<String, Long> many = Ground.traders(20_000);
        ground.logAndFlush(directory, many);
        for (int i = 0; i < 60; i++) {
            ground.log(directory, many);
        }
        named();
        long startNanos;
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> Thread.getAllStackTraces().entrySet().stream()
                            .filter(thread -> thread.getKey().getName().equals("tradeboard-audit"))
                            .flatMap(thread -> Arrays.stream(thread.getValue()))
                            .anyMatch(frame -> frame.getClassName().equals(LogPass.class.getName())));
            startNanos = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(10));
        assertThat(read(ground.btc).audit()).isNull();
        assertThat(notices).isEmpty();
    }

    private AuditLoop loop(RedisSettings settings) {
        return new AuditLoop(directory, settings, Ground.DAYS, OFTEN, notices::add);
    }

    /** Gives the directory the name that its daemon would give it. */
    private void named() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            log.remember("consumer", "me 1");
        }
    }

    private void awaitVerdict(long trades, long differences, String unproven) {
        // All but the time.
        await().untilAsserted(() -> assertThat(
                        String.valueOf(read(ground.btc).audit()).replaceFirst("^[0-9]+ ", ""))
                .isEqualTo(trades + " " + differences + " " + unproven));
    }

    private void awaitNotice(String text) {
        await().untilAsserted(() -> assertThat(notices).contains(text));
    }

    private Standings read(BoardId board) {
        return new RedisStandings(redis, Symbols.parse("BTC:2", 2, false), Ground.DAYS, Clock.systemUTC())
                .read(board.symbol(), board.day(), 10);
    }
}
