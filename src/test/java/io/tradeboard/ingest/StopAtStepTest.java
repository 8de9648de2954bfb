package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A daemon that dies at any step of a trade's way loses nothing and counts nothing twice: none of its threads does
 * another step, and another daemon takes over. The trades have no id, so nothing but the marks and the position in the
 * stream tells them apart.
 */
class StopAtStepTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String STREAM = "tradeboard:trades";
    private static final int TIMES = 4;
    private static final int FEWER_TIMES = 2;
    private static final int TRADES_A_BATCH = 15;
    private static final int PACK = 5;
    private static final int SINGLE = 2;
    private static final int MOST_BATCHES = 2_000;

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Map<String, Long> sent = new HashMap<>();
    private int trades;

    /** The end of a process, which no part of it can catch and go on from. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;

        Death() {
            super("dead", null, false, false);
        }
    }

    /** Ends every thread at its next step once one step is reached for the given time. */
    private static final class DyingAt implements Step.Observer {
        private final Step step;
        private final AtomicInteger left;
        private final Path log;
        private volatile Map<Path, Long> synced = Map.of();
        private volatile boolean dead;

        DyingAt(Step step, int time, Path log) {
            this.step = step;
            this.left = new AtomicInteger(time);
            this.log = log;
        }

        @Override
        public void reached(Step now) {
            if (now == Step.ADD && !dead) {
                synced = bytes(log);
            }
            if (now == step && left.decrementAndGet() == 0) {
                dead = true;
            }
            if (dead) {
                throw new Death();
            }
        }
    }

    private static Map<Path, Long> bytes(Path log) {
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .collect(
                            Collectors.toMap(file -> file, file -> file.toFile().length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    static Stream<Arguments> stepsInEachMode() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(SyncMode.values()).map(mode -> Arguments.of(step, mode)))
                .filter(each -> !List.of(each.get()).equals(List.of(Step.SYNC, SyncMode.NEVER)));
    }

    @ParameterizedTest
    @MethodSource("stepsInEachMode")
    void eachTradeCountsOnce(Step step, SyncMode mode) throws Exception {
        for (int time = 1; time <= (mode == SyncMode.BATCH ? TIMES : FEWER_TIMES); time++) {
            Rig rig = new Rig(directory.resolve("log-" + time));
            redis.call(Command.FLUSHALL);
            sent.clear();
            dieAt(new DyingAt(step, time, rig.log), mode, rig);
            send();
            takeOver(rig, mode);
            assertThat(rig.volumes(redis)).as("%s for time %d", step, time).isEqualTo(sent);
        }
    }

    static Stream<Arguments> stepsInModesThatSync() {
        return stepsInEachMode().filter(each -> each.get()[1] != SyncMode.NEVER);
    }

    /** What was not synced is gone from the log, and so the stream must still have it. */
    @ParameterizedTest
    @MethodSource("stepsInModesThatSync")
    void eachTradeCountsOnceThoughThePowerFails(Step step, SyncMode mode) throws Exception {
        for (int time = 1; time <= FEWER_TIMES; time++) {
            Rig rig = new Rig(directory.resolve("log-" + time));
            redis.call(Command.FLUSHALL);
            sent.clear();
            DyingAt steps = new DyingAt(step, time, rig.log);
            dieAt(steps, mode, rig);
            for (Map.Entry<Path, Long> written : bytes(rig.log).entrySet()) {
                try (FileChannel segment = FileChannel.open(written.getKey(), StandardOpenOption.WRITE)) {
                    segment.truncate(steps.synced.getOrDefault(written.getKey(), 0L));
                }
            }
            send();
            takeOver(rig, mode);
            assertThat(rig.volumes(redis)).as("%s for time %d", step, time).isEqualTo(sent);
        }
    }

    private void dieAt(DyingAt steps, SyncMode mode, Rig rig) {
        CompletableFuture<Daemon.Progress> run = Rig.start(daemon(rig, mode, steps));
        for (int batch = 0; !steps.dead; batch++) {
            assertThat(batch).as("batches until %s", steps.step).isLessThan(MOST_BATCHES);
            long accepted = rig.latest().meters().get(Counter.ACCEPTED);
            send();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> steps.dead || rig.latest().meters().get(Counter.ACCEPTED) > accepted);
        }
        assertThatThrownBy(run::join).hasCauseInstanceOf(Death.class);
    }

    private void takeOver(Rig rig, SyncMode mode) {
        Daemon daemon = daemon(rig, mode, Step.Observer.NONE);
        CompletableFuture<Daemon.Progress> run = Rig.start(daemon);
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> run.isDone() || (Long) redis.call(Command.XLEN, STREAM) == 0);
        } finally {
            daemon.stop();
        }
        assertThat(run.join().unapplied()).isZero();
    }

    private static Daemon daemon(Rig rig, SyncMode mode, Step.Observer steps) {
        return new Daemon(
                rig.config(Rig.DAYS, mode, false, false),
                REDIS.settings(),
                (from, running) -> StreamSource.open(REDIS.settings(), from, StreamOptions.DEFAULTS, running),
                "a test",
                rig.runtime(Clock.systemUTC(), Rig::fastNanos),
                steps);
    }

    /** Some trades have an entry of their own, others share one. */
    private void send() {
        List<CommandArguments> commands = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < TRADES_A_BATCH; i++) {
            String trader = "t" + trades % 7;
            if (i % PACK < SINGLE) {
                commands.add(RedisConnection.command(
                        Command.XADD, STREAM, "*", "traderId", trader, "symbol", "BTC", "quantity", "1"));
            } else {
                lines.append("{\"traderId\":\"" + trader + "\",\"symbol\":\"BTC\",\"quantity\":\"1\"}\n");
            }
            if (i % PACK == PACK - 1) {
                commands.add(RedisConnection.command(Command.XADD, STREAM, "*", "l", lines.toString()));
                lines.setLength(0);
            }
            sent.merge(trader, 1L, Long::sum);
            trades++;
        }
        redis.pipeline(commands);
    }
}
