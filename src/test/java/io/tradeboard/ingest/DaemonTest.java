package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Quantiles;
import io.tradeboard.run.Runtime;
import io.tradeboard.source.LineSource;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class DaemonTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final PipedOutputStream pipe = new PipedOutputStream();
    private Rig rig = new Rig(Path.of(""));

    @BeforeEach
    void chooseTheLog() {
        rig = new Rig(directory.resolve("log"));
    }

    @AfterEach
    void noThreadIsLeft() throws IOException {
        pipe.close();
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    @Test
    void aFileIsCountedOnceHoweverOftenItIsRead() throws IOException, InterruptedException {
        Path file = write(Rig.trade("ann", 5), Rig.trade("bob", 7), Rig.trade("ann", 1));
        assertThat(rig.ingest(REDIS.settings(), file, false)).isEqualTo(new Daemon.Progress(3, 0, 0, 0, 3, 0, true));
        assertThat(rig.ingest(REDIS.settings(), file, false).accepted()).isZero();

        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 6L, "bob", 7L));
    }

    @Test
    void aRepeatedIdCountsOnceAlsoAfterARestart() throws IOException, InterruptedException {
        String trade = Rig.trade("ann", 5).replace("{", "{\"id\":\"7f1e\",");
        assertThat(rig.ingest(REDIS.settings(), write(trade, trade), false).duplicates())
                .isEqualTo(1);
        assertThat(rig.ingest(REDIS.settings(), write(trade, Rig.trade("bob", 1)), false)
                        .duplicates())
                .isEqualTo(1);

        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L, "bob", 1L));
    }

    @Test
    void aDaemonHealsOnlyWhileItReplaysALog() throws IOException, InterruptedException {
        Path file = write(Rig.trade("ann", 5));
        List<Long> healing = new CopyOnWriteArrayList<>();
        for (int start = 1; start <= 2; start++) {
            rig.daemon(
                            REDIS.settings(),
                            rig.config(false),
                            (from, running) -> {
                                healing.add(running.meters().get(Local.HEALING));
                                return LineSource.file(file, from.positions(), false);
                            },
                            step -> {
                                if (step == Step.FLUSH) {
                                    healing.add(rig.latest().meters().get(Local.HEALING));
                                }
                            })
                    .run();
            redis.call(Command.FLUSHALL);
        }

        assertThat(healing)
                .as("source opened, flush; steps of the replay, source opened")
                .startsWith(0L, 0L, 1L)
                .endsWith(1L, 0L);
    }

    /** As where a damaged one is replaced, while the daemon starts. */
    @Test
    void aSegmentThatIsGoneWhileTheLogIsRecoveredIsWaitedFor() throws IOException, InterruptedException {
        LoggedTrade bought = new LoggedTrade("ann", "BTC", System.currentTimeMillis(), 5, 0, null);
        LogKeeping.write(rig.log, bought, bought);
        LogKeeping.write(rig.log, bought);
        List<Segment> segments = LogDirectory.segments(rig.log);
        Path damaged = segments.get(0).path();
        Path replaced = segments.get(2).path();
        byte[] whole = Files.readAllBytes(replaced);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length - 1] ^= 1;
        Files.write(damaged, bytes);
        List<String> notices = new CopyOnWriteArrayList<>();
        Runtime runtime = new Runtime(Clock.systemUTC(), new Notices(notice -> {
            notices.add(notice);
            try {
                if (notice.startsWith(damaged.toString())) {
                    Files.delete(replaced);
                } else if (!Files.exists(replaced)) {
                    Files.write(replaced, whole);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        Path file = write("");
        Daemon daemon = new Daemon(
                rig.config(false),
                REDIS.settings(),
                (from, opened) -> LineSource.file(file, from.positions(), false),
                "a test",
                runtime);
        daemon.run();

        assertThat(notices)
                .contains(
                        "a file of the log is gone while it is being read: " + replaced + "; trying again",
                        "all files of the log can be read again");
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 10L));
    }

    @Test
    void aVolumeThatWouldPassTheLargestStaysThereAndHoldsUpNobody() throws IOException {
        long largest = (1L << 53) - 1;
        CompletableFuture<Daemon.Progress> running = Rig.start(piped());
        for (int round = 1; round <= 3; round++) {
            send(Rig.trade("whale", largest) + Rig.trade("ann", 5));
            awaitVolumes(Map.of("whale", largest, "ann", 5L * round));
        }
        pipe.close();
        assertThat(running.join().unapplied()).isZero();
    }

    @Test
    void lateTradesAreAcceptedAndCountOnNoBoard() throws IOException, InterruptedException {
        String late = Rig.trade("ann", 5).replace("{", "{\"timestamp\":\"2020-01-01T00:00:00Z\",");
        assertThat(rig.ingest(REDIS.settings(), write(late, Rig.trade("bob", 7)), false))
                .isEqualTo(new Daemon.Progress(2, 0, 1, 0, 1, 0, true));
        redis.call(Command.FLUSHALL);
        rig.ingest(REDIS.settings(), write(""), false);

        assertThat(rig.volumes(redis)).isEqualTo(Map.of("bob", 7L));
        assertThat((List<?>) redis.call(Command.KEYS, "*2020-01-01*")).isEmpty();
    }

    @Test
    void lagsAreFromTheArrivalOfATradeUntilRedisHasConfirmedIt() throws IOException {
        String late = Rig.trade("ann", 5).replace("{", "{\"timestamp\":\"2020-01-01T00:00:00Z\",");
        Daemon daemon = piped();
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        redis.call(Command.CLIENT, "PAUSE", 60_000, "WRITE");
        long sent = System.nanoTime();
        long arrived;
        long confirmedAfter;
        try {
            send(late + Rig.trade("ann", 5) + Rig.trade("bob", 7));
            await().until(() -> daemon.progress().accepted() == 3);
            arrived = System.nanoTime();
            long least = arrived + Duration.ofMillis(200).toNanos();
            await().until(() -> System.nanoTime() >= least);
            confirmedAfter = System.nanoTime();
        } finally {
            redis.call(Command.CLIENT, "UNPAUSE");
        }
        await().until(() -> daemon.progress().applied() == 2);
        long confirmedBefore = System.nanoTime();
        daemon.stop();
        running.join();

        Quantiles last = rig.latest().meters().lastMinute(Distribution.ARRIVAL_TO_BOARD, System.nanoTime());
        assertThat(last.count()).as("without the one that came late").isEqualTo(2);
        // Within 1 %.
        assertThat(last.p50())
                .isEqualTo(last.max())
                .isBetween((confirmedAfter - arrived) / 1_010, (confirmedBefore - sent) / 990);
    }

    @Test
    void badLinesGoToTheRejectsAndTheOthersOn() throws IOException, InterruptedException {
        Path file = write(Rig.trade("ann", 5), "rub\u001bbish\n", Rig.trade("bob", 0), Rig.trade("bob", 7));
        assertThat(rig.ingest(REDIS.settings(), file, false).rejected()).isEqualTo(2);

        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L, "bob", 7L));
        assertThat(Files.readAllLines(rig.log.resolve("rejects.ndjson")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"position\":\"2\"").doesNotContain("\u001b"),
                        line -> assertThat(line).contains("\"position\":\"3\"").contains("must be > 0"));
        assertThat(rig.notices).hasSize(2).allMatch(notice -> notice.endsWith("; line skipped"));
    }

    @Test
    void strictStopsAtTheFirstBadLineAndTheNextRunGoesOnThere() throws IOException, InterruptedException {
        Path file = write(Rig.trade("ann", 5), "rubbish\n", Rig.trade("bob", 7));
        assertThat(rig.ingest(REDIS.settings(), file, true).accepted()).isEqualTo(1);
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L));

        assertThat(rig.ingest(REDIS.settings(), file, false)).isEqualTo(new Daemon.Progress(1, 1, 0, 0, 1, 0, true));
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L, "bob", 7L));
    }

    @Test
    void stoppingFlushesWhatWasRead() throws IOException {
        Daemon daemon = piped();
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        send(Rig.trade("ann", 5));
        await().until(() -> daemon.progress().accepted() == 1);
        daemon.stop();

        assertThat(running.join()).isEqualTo(new Daemon.Progress(1, 0, 0, 0, 1, 0, false));
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L));
    }

    @Test
    void whatRedisLostIsReplayedByTheNextFlush() throws IOException {
        CompletableFuture<Daemon.Progress> running = Rig.start(piped());
        send(Rig.trade("ann", 5) + Rig.trade("bob", 7));
        awaitVolumes(Map.of("ann", 5L, "bob", 7L));
        redis.call(Command.FLUSHALL);
        send(Rig.trade("ann", 1));
        awaitVolumes(Map.of("ann", 6L, "bob", 7L));
        redis.call(Command.DEL, rig.ledgerKey());
        send(Rig.trade("ann", 1));
        awaitVolumes(Map.of("ann", 7L, "bob", 7L));
        pipe.close();

        assertThat(running.join().unapplied()).isZero();
        assertThat(rig.notices).hasSize(2).allMatch(notice -> notice.contains("is behind the log (mark "));
    }

    @Test
    void whatRedisLostIsReplayedThoughNobodyTrades() throws IOException {
        CompletableFuture<Daemon.Progress> running = Rig.start(piped());
        send(Rig.trade("ann", 5));
        awaitVolumes(Map.of("ann", 5L));
        redis.call(Command.FLUSHALL);
        awaitVolumes(Map.of("ann", 5L));
        pipe.close();

        assertThat(running.join().unapplied()).isZero();
    }

    @Test
    void whatEarlierRunsCountedIsReplayedThoughRedisLostItAfterTheStart() throws IOException, InterruptedException {
        rig.ingest(REDIS.settings(), write(Rig.trade("ann", 5)), false);
        CompletableFuture<Daemon.Progress> running = Rig.start(piped());
        send(Rig.trade("bob", 7));
        awaitVolumes(Map.of("ann", 5L, "bob", 7L));
        redis.call(Command.DEL, rig.volumesKey());
        send(Rig.trade("bob", 1));
        awaitVolumes(Map.of("ann", 5L, "bob", 8L));
        pipe.close();

        assertThat(running.join().unapplied()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherProcessThatWritesAsThisOneStopsItAlsoOnAQuietBoard(boolean quiet) throws IOException {
        CompletableFuture<Daemon.Progress> running = Rig.start(piped());
        send(Rig.trade("ann", 5));
        awaitVolumes(Map.of("ann", 5L));
        String mark = ((List<?>) redis.call(Command.HKEYS, rig.ledgerKey()))
                .stream()
                        .map(field -> new String((byte[]) field, StandardCharsets.UTF_8))
                        .filter(field -> field.startsWith("mark:"))
                        .findFirst()
                        .orElseThrow();
        redis.call(Command.HSET, rig.ledgerKey(), mark, 900);
        if (!quiet) {
            send(Rig.trade("ann", 1));
        }

        assertThatThrownBy(running::join)
                .hasCauseInstanceOf(FencedException.class)
                .hasMessageMatching("(?s).*is 900, beyond the end of this log at [12]: another process writes as.*");
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L));
    }

    @Test
    void aCopiedLogIsAppliedOnceByBothDaemons() throws IOException, InterruptedException {
        rig.ingest(REDIS.settings(), write(Rig.trade("ann", 5)), false);
        Rig copy = new Rig(directory.resolve("copy"));
        Files.createDirectory(copy.log);
        try (Stream<Path> files = Files.list(rig.log)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.log.resolve(file.getFileName()));
            }
        }
        redis.call(Command.FLUSHALL);
        rig.ingest(REDIS.settings(), write(Rig.trade("bob", 7)), false);
        copy.ingest(REDIS.settings(), write(Rig.trade("carl", 1)), false);

        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L, "bob", 7L, "carl", 1L));
    }

    @Test
    void aBadLineThatIsMendedInPlaceCountsOnceAndTheOthersDoNotAgain() throws IOException, InterruptedException {
        Path file = write(Rig.trade("ann", 5), Rig.trade("bob", 0), Rig.trade("carl", 7));
        assertThat(rig.ingest(REDIS.settings(), file, false).accepted()).isEqualTo(2);
        Files.writeString(file, Rig.trade("ann", 5) + Rig.trade("bob", 600) + Rig.trade("carl", 7));
        assertThat(rig.ingest(REDIS.settings(), file, false).accepted()).isEqualTo(1);
        assertThat(rig.ingest(REDIS.settings(), file, false).accepted()).isZero();

        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L, "bob", 600L, "carl", 7L));
    }

    @Test
    void aBadLineThatStrictStoppedAtIsMendedAndReadOn() throws IOException, InterruptedException {
        Path file = write(Rig.trade("ann", 5), Rig.trade("bob", 0), Rig.trade("carl", 0), Rig.trade("dora", 7));
        assertThat(rig.ingest(REDIS.settings(), file, true).accepted()).isEqualTo(1);
        Files.writeString(
                file, Rig.trade("ann", 5) + Rig.trade("bob", 6) + Rig.trade("carl", 0) + Rig.trade("dora", 7));
        assertThat(rig.ingest(REDIS.settings(), file, true).accepted()).isEqualTo(1);
        assertThat(rig.ingest(REDIS.settings(), file, false).accepted()).isEqualTo(1);
        Files.writeString(
                file, Rig.trade("ann", 5) + Rig.trade("bob", 6) + Rig.trade("carl", 8) + Rig.trade("dora", 7));
        assertThat(rig.ingest(REDIS.settings(), file, true).accepted()).isEqualTo(1);

        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 5L, "bob", 6L, "carl", 8L, "dora", 7L));
    }

    @Test
    void anUnusableRejectsFileStopsItBeforeItTakesATrade() throws IOException {
        Files.createDirectories(rig.log.resolve("rejects.ndjson"));
        Path file = write(Rig.trade("ann", 5));

        assertThatThrownBy(() -> rig.ingest(REDIS.settings(), file, false))
                .isInstanceOf(UnusableRejectsException.class)
                .hasMessageEndingWith("it is a directory; name a file in it");
        assertThat(rig.volumes(redis)).isEmpty();
    }

    private Daemon piped() throws IOException {
        PipedInputStream in = new PipedInputStream(pipe);
        return rig.daemon(REDIS.settings(), false, (from, runtime) -> LineSource.pipe(in, "stdin"));
    }

    private void send(String lines) throws IOException {
        pipe.write(lines.getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }

    private void awaitVolumes(Map<String, Long> volumes) {
        await().untilAsserted(() -> assertThat(rig.volumes(redis)).isEqualTo(volumes));
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "trades", ".ndjson"), String.join("", lines));
    }
}
