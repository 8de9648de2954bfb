package io.tradeboard.audit;

import static io.tradeboard.redis.RedisConnection.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import io.tradeboard.log.FileLogs;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
            awaitNotice("audit of " + ground.btc + ": DIFFERS: 2 differences; see tradeboard audit BTC");
            ground.increment("t1", "-1");
            ground.increment("t2", "-1");
            awaitVerdict(3, 0, "");
            awaitNotice("audit of " + ground.btc + ": exact again");
            redis.call(Command.HSET, ground.key("ledger"), "mark:other", 1);
            awaitVerdict(
                    3,
                    0,
                    "it counts records of writer other, which is in no log directory given:"
                            + " add --log-dir with that of its daemon");
            await().until(() -> notices.stream()
                            .filter(notice -> !notice.contains(" 1 difference;"))
                            .count()
                    == 3);
        }
        assertThat(notices)
                .filteredOn(notice -> !notice.contains(" 1 difference;"))
                .hasSize(3);
    }

    @Test
    void aNewBoardIsAuditedLongBeforeTheNextAuditIsDue() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        BoardId eth = new BoardId("ETH", ground.btc.day());
        try (AuditLoop loop = loop(directory, REDIS.settings(), Duration.ofHours(1))) {
            loop.start();
            awaitVerdict(3, 0, "");
            ground.flush(eth, "other", 0, 1, Map.of("ann", 5L));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(read(eth).audit()).isNotNull());
        }
    }

    /** Else it would find what the daemon is about to apply, and call the board BEHIND after every crash. */
    @Test
    void theFirstAuditWaitsForTheEndOfTheReplay() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        AtomicInteger looks = new AtomicInteger();
        Meters meters = new Meters();
        meters.set(Local.HEALING, 1);
        try (AuditLoop loop = loop(meters, OFTEN, () -> looks.incrementAndGet() * 1_000_000_000L)) {
            loop.start();
            await().until(() -> looks.get() >= 10);
            assertThat(read(ground.btc).audit()).isNull();
            meters.set(Local.HEALING, 0);
            awaitVerdict(3, 0, "");
        }
    }

    @Test
    void aBoardThatWasReplayedIsAuditedLongBeforeTheNextAuditIsDue() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        Meters meters = new Meters();
        try (AuditLoop loop = loop(meters, Duration.ofHours(1), System::nanoTime)) {
            loop.start();
            awaitVerdict(3, 0, "");
            redis.call(Command.DEL, ground.key("audit"));
            meters.add(Counter.HEALED, 1);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(read(ground.btc).audit()).isNotNull());
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
        try (AuditLoop loop = loop(later, REDIS.settings(), OFTEN)) {
            loop.start();
            ground.logAndFlush(later, Ground.traders(3));
            Files.writeString(later.resolve(LogDirectory.NAME), "me 1");
            awaitVerdict(3, 0, "");
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aFailureIsReportedOnceAndTheNextAuditRuns() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        Path odd = Files.createDirectory(directory.resolve("00000009-00000000000000000001.log"));
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            await().until(() -> !notices.isEmpty());
            Files.delete(odd);
            awaitVerdict(3, 0, "");
            await().until(() -> notices.size() == 2);
        }
        assertThat(notices)
                .satisfiesExactly(
                        failed -> assertThat(failed).startsWith("the audit failed: "),
                        over -> assertThat(over).startsWith("the audit runs again ("));
    }

    @Test
    void redisThatIsAwayIsNoNews() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        try (Gate gate = Gate.before(REDIS.settings());
                AuditLoop loop = loop(gate.settings())) {
            loop.start();
            awaitVerdict(3, 0, "");
            gate.shut();
            await().until(() -> gate.refused() >= 5);
            Verdict last = read(ground.btc).audit();
            ground.increment("t1", "1");
            int refused = gate.refused();
            await().until(() -> gate.refused() >= refused + 5);
            assertThat(read(ground.btc).audit()).isEqualTo(last);
            assertThat(notices).isEmpty();
            gate.open();
            awaitVerdict(3, 1, "");
            await().until(() -> !notices.isEmpty());
        }
        assertThat(notices)
                .containsExactly("audit of " + ground.btc + ": DIFFERS: 1 difference; see tradeboard audit BTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"time", "smembers", "zcard", "zscan", "hgetall", "hset", "pexpireat", "multi"})
    void aPermissionThatIsWithdrawnForAMomentIsReportedAndTheAuditGoesOn(String command) throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        redis.call(Command.ACL, "SETUSER", "auditor", "reset", "on", ">secret", "~*", "+@all");
        RedisSettings all = REDIS.settings();
        RedisSettings settings =
                new RedisSettings("127.0.0.1", REDIS.port(), "auditor", "secret", all.database(), all.timeout());
        try (AuditLoop loop = loop(settings)) {
            loop.start();
            awaitVerdict(3, 0, "");
            redis.call(Command.ACL, "SETUSER", "auditor", "-" + command);
            await().until(() -> !notices.isEmpty());
            assertThat(notices.peek()).startsWith("the audit failed: NOPERM").contains("'" + command + "'");
            redis.call(Command.DEL, ground.key("audit"));
            redis.call(Command.ACL, "SETUSER", "auditor", "+" + command);
            awaitVerdict(3, 0, "");
            awaitNotice("the audit runs again (NOPERM is over)");
        } finally {
            redis.call(Command.ACL, "DELUSER", "auditor");
        }
        assertThat(notices).hasSize(2);
    }

    @Test
    void boardsThatTheAuditMayNotReadAreUnverifiedWithTheReason() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        redis.call(Command.ACL, "SETUSER", "auditor", "reset", "on", ">secret", "~*", "+@all");
        RedisSettings all = REDIS.settings();
        RedisSettings settings =
                new RedisSettings("127.0.0.1", REDIS.port(), "auditor", "secret", all.database(), all.timeout());
        try (AuditLoop loop = loop(settings)) {
            loop.start();
            awaitVerdict(3, 0, "");
            redis.call(Command.ACL, "SETUSER", "auditor", "-zscan");
            await().untilAsserted(() -> assertThat(verdict().unverified()).startsWith("the audit failed: NOPERM"));
        } finally {
            redis.call(Command.ACL, "DELUSER", "auditor");
        }
    }

    @Test
    void aDirectoryThatDisappearsIsReportedAndItsBoardsAreUnverifiedUntilItIsBack() throws IOException {
        Path log = directory.resolve("log");
        Path elsewhere = directory.resolve("elsewhere");
        ground.logAndFlush(log, Ground.traders(3));
        Files.writeString(log.resolve(LogDirectory.NAME), "me 1");
        try (AuditLoop loop = loop(log, REDIS.settings(), OFTEN)) {
            loop.start();
            awaitVerdict(3, 0, "");
            Files.move(log, elsewhere);
            await().untilAsserted(() -> assertThat(verdict().unverified())
                    .isEqualTo("the audit failed: no such file or directory: " + log));
            Files.move(elsewhere, log);
            awaitVerdict(3, 0, "");
            awaitNotice("the audit runs again (NoSuchFileException is over)");
        }
        assertThat(notices).hasSize(2);
    }

    @Test
    void aBoardWithAKeyOfAnotherTypeIsUnverifiedAndTheOthersAreAudited() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        BoardId eth = new BoardId("ETH", ground.btc.day());
        ground.flush(eth, "other", 0, 1, Map.of("ann", 5L));
        String volumes = "tradeboard:{ETH:" + eth.day() + "}:volumes";
        redis.call(Command.SET, volumes, "text");
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            awaitVerdict(3, 0, "");
            awaitNotice(
                    "audit of " + eth + ": UNVERIFIED: one of its keys is of another type; see tradeboard audit ETH");
        }
        assertThat(notices).hasSize(1);
    }

    @Test
    void aVerdictThatCannotBeStoredKeepsNoOtherFromBeing() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        named();
        BoardId arb = new BoardId("ARB", ground.btc.day());
        ground.flush(arb, "other", 0, 1, Map.of("ann", 5L));
        redis.call(Command.SET, "tradeboard:{ARB:" + arb.day() + "}:audit", "text");
        try (AuditLoop loop = loop(REDIS.settings())) {
            loop.start();
            awaitVerdict(3, 0, "");
            await().until(() -> notices.stream()
                    .anyMatch(
                            notice -> notice.startsWith("the verdict of the audit of " + arb + " cannot be stored: ")));
        }
    }

    @Test
    void aBoardThatStaysBehindIsReportedOnce() throws IOException {
        ground.log(directory, Ground.traders(3));
        named();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
        Runtime runtime = new Runtime(later, new Notices(notices::add));
        try (AuditLoop loop = new AuditLoop(
                new FileLogs(List.of(directory)),
                REDIS.settings(),
                Ground.DAYS,
                rhythm(OFTEN),
                Duration.ofSeconds(1),
                runtime)) {
            loop.start();
            await().until(() -> !notices.isEmpty());
            await().untilAsserted(() -> assertThat(text(redis.call(Command.HGET, ground.key("audit"), "me 1")))
                    .contains(" 0 0 3 behind "));
        }
        assertThat(notices)
                .singleElement()
                .asString()
                .startsWith(
                        "audit of " + ground.btc + ": BEHIND: 3 records of the log are not counted, accepted up to 1m")
                .endsWith(" ago; see tradeboard audit BTC");
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
        return loop(directory, settings, OFTEN);
    }

    private AuditLoop loop(Path log, RedisSettings settings, Duration interval) {
        Runtime runtime = new Runtime(Clock.systemUTC(), new Notices(notices::add));
        return new AuditLoop(
                new FileLogs(List.of(log)), settings, Ground.DAYS, rhythm(interval), Duration.ofHours(1), runtime);
    }

    private AuditLoop loop(Meters meters, Duration interval, LongSupplier ticker) {
        Runtime runtime = new Runtime(Clock.systemUTC(), ticker, new Notices(notices::add), meters, new Stop());
        return new AuditLoop(
                new FileLogs(List.of(directory)),
                REDIS.settings(),
                Ground.DAYS,
                rhythm(interval),
                Duration.ofHours(1),
                runtime);
    }

    private static AuditLoop.Rhythm rhythm(Duration interval) {
        return new AuditLoop.Rhythm(OFTEN, interval);
    }

    /** Gives the directory the name that its daemon would give it. */
    private void named() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            log.remember(LogDirectory.NAME, "me 1");
        }
    }

    private Verdict verdict() {
        return Objects.requireNonNull(read(ground.btc).audit());
    }

    private void awaitVerdict(long trades, long differences, String unverified) {
        // All but the time.
        await().untilAsserted(() -> assertThat(
                        String.valueOf(read(ground.btc).audit()).replaceFirst("^[0-9]+ ", ""))
                .isEqualTo(trades + " " + differences + " 0 current " + unverified));
    }

    private void awaitNotice(String text) {
        await().untilAsserted(() -> assertThat(notices).contains(text));
    }

    private Standings read(BoardId board) {
        return new RedisStandings(
                        redis, Symbols.parse("BTC:2", 2, false), Ground.DAYS, Clock.systemUTC(), TradersDirectory::none)
                .read(board.symbol(), board.day(), 10);
    }
}
