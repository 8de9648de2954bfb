package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** A replay that does not come to its end is taken up again, and nothing that came meanwhile gets in its way. */
class HealingTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private Rig rig = new Rig(Path.of(""));

    @BeforeEach
    void chooseTheLog() {
        rig = new Rig(directory.resolve("log"));
    }

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    /** Holds the thread that reaches a flush, once that is wanted, until it is let go. */
    private static final class Holding implements Step.Observer {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean wanted;

        @Override
        public void reached(Step step) {
            if (step == Step.FLUSH && wanted) {
                held.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Test
    void aBoardThatIsToHealWhenTheStopComesHealsBeforeTheEnd() throws Exception {
        Holding steps = new Holding();
        try (Piped daemon = daemon(steps)) {
            daemon.accept(Rig.trade("ann", 5));
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));
            redis.call(Command.FLUSHALL);
            steps.wanted = true;
            daemon.send(Rig.trade("bob", 7));
            steps.held.await();
            daemon.accept(Rig.trade("carl", 1));
            daemon.stop();
            steps.released.countDown();
            assertThat(daemon.end().unapplied()).isZero();
        }
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L, "bob", 7L, "carl", 1L));
        assertThat(rig.notices).noneMatch(notice -> notice.contains("end of the log"));
    }

    @Test
    void aStopDuringTheReplayAtTheStartEndsItAndTheNextStartFinishesIt() throws Exception {
        Map<String, Long> sent = new HashMap<>();
        try (Piped daemon = daemon(Step.Observer.NONE)) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                lines.append(Rig.trade("t" + i, 1));
                sent.put("t" + i, 1L);
            }
            daemon.accept(lines.toString());
            daemon.end();
        }
        redis.call(Command.FLUSHALL);
        Piped[] stopping = new Piped[1];
        CountDownLatch made = new CountDownLatch(1);
        AtomicInteger flushes = new AtomicInteger();
        try (Piped daemon = daemon(step -> {
            if (step == Step.FLUSH && flushes.incrementAndGet() == 2) {
                awaitOrFail(made);
                stopping[0].stop();
            }
        })) {
            stopping[0] = daemon;
            made.countDown();
            assertThat(daemon.running().join().accepted()).isZero();
        }
        assertThat(flushes.get()).as("it ended early").isLessThan(10);
        assertThat(rig.volumes(redis)).isNotEmpty().hasSizeLessThan(sent.size());
        assertThat(RedisConnection.text(redis.call(
                        Command.EVAL, "return table.concat(redis.call('HKEYS', KEYS[1]), ' ')", 1, rig.ledgerKey())))
                .as("a board that is not whole is not closed")
                .doesNotContain("closed:");
        try (Piped next = daemon(Step.Observer.NONE)) {
            next.end();
        }
        assertThat(rig.volumes(redis)).isEqualTo(sent);
    }

    @Test
    void aStopDuringALongHealEndsItAndTheNextStartFinishesIt() throws Exception {
        Map<String, Long> sent = new HashMap<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(Rig.trade("t" + i, 1));
            sent.put("t" + i, 1L);
        }
        AtomicBoolean slow = new AtomicBoolean();
        CountDownLatch healing = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        try (Piped daemon = daemon(step -> {
            if (step == Step.FLUSH && slow.get()) {
                healing.countDown();
                awaitFor(never, 500);
            }
        })) {
            daemon.accept(lines.toString());
            await().until(() -> rig.volumes(redis).equals(sent));
            slow.set(true);
            redis.call(Command.FLUSHALL);
            healing.await();
            daemon.stop();
            daemon.running().join();
        }
        assertThat(rig.volumes(redis)).as("it ended early").isNotEmpty().hasSizeLessThan(sent.size());
        try (Piped next = daemon(Step.Observer.NONE)) {
            next.end();
        }
        assertThat(rig.volumes(redis)).isEqualTo(sent);
    }

    private static void awaitFor(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOutageDuringAReplayLosesNothingThatComesMeanwhile() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (Piped daemon = daemon(step -> {
            if (step == Step.FLUSH && away.get()) {
                throw new RedisUnavailableException("away", new IOException());
            }
        })) {
            daemon.accept(Rig.trade("ann", 5));
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));
            away.set(true);
            redis.call(Command.FLUSHALL);
            await().until(() -> rig.notices.stream().anyMatch(notice -> notice.contains("Redis: away")));
            daemon.accept(Rig.trade("bob", 7));
            away.set(false);
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L, "bob", 7L)));
            Daemon.Progress end = daemon.end();
            assertThat(end.applied()).isEqualTo(2);
        }
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Piped daemon(Step.Observer steps) throws IOException {
        return new Piped(rig.config(false), REDIS.settings(), rig.runtime(Clock.systemUTC(), Rig::fastNanos), steps);
    }
}
