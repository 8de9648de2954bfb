package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.ingest.CuttingProxy.Way;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.source.StreamSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A daemon that stops at any step of a trade's way loses nothing and counts nothing twice: from then on it reaches Redis
 * no more, and each of its threads is interrupted, so that none ends in order. Another takes over.
 * The trades have no id, so nothing but the marks and the position in the stream tells them apart.
 */
class StopAtStepTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String STREAM = "tradeboard:trades";
    private static final int TIMES = 10;
    private static final int TRADES_A_BATCH = 15;
    private static final int MOST_BATCHES = 500;

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Map<String, Long> sent = new HashMap<>();
    private int trades;
    private String last = "";

    /** A step, by what goes over the connection just before or after it. */
    enum Step {
        READ(Way.REPLY, "traderId", false),
        APPEND(Way.REPLY, "traderId", true),
        SYNC(Way.REPLY, "traderId", true),
        ADD(Way.REQUEST, "EVALSHA", false),
        FLUSH_SENT(Way.REQUEST, "EVALSHA", true),
        REPLY_LOST(Way.REPLY, "APPLIED", false),
        ACK(Way.REQUEST, "XACK", false),
        ACK_SENT(Way.REQUEST, "XACK", true);

        private final Way way;
        private final String text;
        private final boolean passes;

        Step(Way way, String text, boolean passes) {
            this.way = way;
            this.text = text;
            this.passes = passes;
        }
    }

    /** Lets everything pass until the step comes for the given time, and then nothing any more. */
    private static final class Stop implements CuttingProxy.Gate, AutoCloseable {
        private final Step step;
        private final Path log;
        private int left;
        private volatile boolean stopped;
        private Optional<Thread> stopping = Optional.empty();

        Stop(Step step, Path log, int time) {
            this.step = step;
            this.log = log;
            this.left = time;
        }

        @Override
        public synchronized int pass(Way way, byte[] bytes, int length) {
            if (stopped) {
                return 0;
            }
            if (stopping.isPresent()
                    || way != step.way
                    || !new String(bytes, 0, length, StandardCharsets.UTF_8).contains(step.text)
                    || --left > 0) {
                return length;
            }
            if (step == Step.SYNC) {
                long before = bytes(log);
                stopping = Optional.of(new Thread(() -> stopOnceAppended(before), "stop"));
                stopping.get().start();
                return length;
            }
            stopped = true;
            // What passes is sent before anybody notices; what the server answers is lost.
            interruptAll();
            return step.passes ? length : 0;
        }

        private void stopOnceAppended(long before) {
            while (!stopped && bytes(log) == before) {
                Thread.onSpinWait();
            }
            stopped = true;
            interruptAll();
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** From here on nobody interrupts a thread: not those of the daemon that takes over. */
        @Override
        public void close() {
            stopped = true;
            Optional<Thread> last;
            synchronized (this) {
                last = stopping;
            }
            last.ifPresent(Stop::join);
        }
    }

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    @ParameterizedTest
    @EnumSource
    void eachTradeCountsOnce(Step step) throws Exception {
        for (int time = 1; time <= TIMES; time++) {
            Rig rig = new Rig(directory.resolve("log-" + time));
            redis.call(Command.FLUSHALL);
            sent.clear();
            stopAt(step, time, rig);
            send();
            takeOver(rig);
            assertThat(rig.volumes(redis)).as("%s for time %d", step, time).isEqualTo(sent);
        }
    }

    private void stopAt(Step step, int time, Rig rig) throws IOException {
        try (Stop stop = new Stop(step, rig.log, time);
                CuttingProxy proxy = new CuttingProxy(REDIS.settings().port(), stop)) {
            CompletableFuture<Daemon.Progress> run = start(
                    daemon(rig, new RedisSettings("127.0.0.1", proxy.port(), null, null, 0, Duration.ofSeconds(5))));
            for (int batch = 0; !stop.stopped; batch++) {
                assertThat(batch).as("batches until %s for time %d", step, time).isLessThan(MOST_BATCHES);
                send();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> stop.stopped || isDelivered());
            }
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
                interruptAll();
                return run.isDone();
            });
            assertThat(run).isCompletedExceptionally();
        }
    }

    private void takeOver(Rig rig) throws Exception {
        Daemon daemon = daemon(rig, REDIS.settings());
        CompletableFuture<Daemon.Progress> run = start(daemon);
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> run.isDone() || unread() == 0);
        } finally {
            daemon.stop();
        }
        assertThat(run.get().unapplied()).isZero();
    }

    private static Daemon daemon(Rig rig, RedisSettings settings) {
        return rig.daemon(
                settings,
                false,
                (positions, consumer) -> new StreamSource(new RedisConnection(settings), consumer, positions));
    }

    private static CompletableFuture<Daemon.Progress> start(Daemon daemon) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return daemon.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void send() {
        List<CommandArguments> commands = new ArrayList<>();
        for (int i = 0; i < TRADES_A_BATCH; i++) {
            String trader = "t" + trades % 7;
            commands.add(RedisConnection.command(
                    Command.XADD, STREAM, "*", "traderId", trader, "symbol", "BTC", "quantity", "1"));
            sent.merge(trader, 1L, Long::sum);
            trades++;
        }
        List<Object> ids = redis.pipeline(commands);
        last = RedisConnection.text(ids.get(ids.size() - 1));
    }

    /** Whether what was sent last is on its way: then the next is sent, so that no step waits for another. */
    private boolean isDelivered() {
        return redis.call(Command.XINFO, "GROUPS", STREAM) instanceof List<?> groups
                && !groups.isEmpty()
                && groups.get(0) instanceof List<?> group
                && last.equals(RedisConnection.text(group.get(group.size() - 1)));
    }

    private long unread() {
        return (Long) redis.call(Command.XLEN, STREAM);
    }

    private static void interruptAll() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tradeboard-"))
                .forEach(Thread::interrupt);
    }

    private static long bytes(Path log) {
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
