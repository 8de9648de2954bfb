package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.SYMBOLS;
import static io.tradeboard.screen.Scenes.UTC;
import static io.tradeboard.screen.Scenes.board;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlainWatchTest {
    private static final WatchConfig CONFIG = new WatchConfig(
            SYMBOLS,
            "BTC",
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            UTC,
            UTC,
            null,
            true,
            new Theme(Theme.Kind.NEUTRAL, Theme.Colors.NONE),
            false,
            Duration.ZERO,
            "127.0.0.1:6379");

    private final FakeBoards feed = new FakeBoards(board(NOON, "ann=300", "bob=200", "cat=100"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();
    private final PlainWatch watch = watch(out);

    private PlainWatch watch(OutputStream to) {
        return watch(CONFIG, to);
    }

    private PlainWatch watch(WatchConfig config, OutputStream to) {
        return new PlainWatch(
                config,
                feed,
                new PrintStream(to, true, StandardCharsets.UTF_8),
                new PrintStream(problems, true, StandardCharsets.UTF_8));
    }

    private static CompletableFuture<Integer> start(PlainWatch watch) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return watch.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void awaitOut(String text) {
        await().untilAsserted(
                        () -> assertThat(out.toString(StandardCharsets.UTF_8)).contains(text));
    }

    @Test
    void changesStandAboveTheNextBoard() throws Exception {
        CompletableFuture<Integer> code = start(watch);
        awaitOut("ann");
        feed.next = board(NOON.plusSeconds(60), "cat=400", "bob=350", "ann=300");
        awaitOut("14:33:00 cat entered the top 2 at #1, was #3\nBitcoin");

        watch.quit(130);
        assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(130);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("bob passed");
    }

    @Test
    void climbInsideTheBoardIsSaid() {
        assertThat(watch.changes(board(NOON, "ann=300", "bob=200"), board(NOON, "bob=400", "ann=300", "dan=1")))
                .containsExactly("14:32:00 bob passed ann for #1");
    }

    @Test
    void sameBoardIsPrintedOnce() throws Exception {
        CompletableFuture<Integer> code = start(watch);
        await().untilAsserted(() -> assertThat(feed.reads).hasValueGreaterThanOrEqualTo(3));

        watch.quit(0);
        code.get(60, TimeUnit.SECONDS);
        assertThat(out.toString(StandardCharsets.UTF_8).split("Bitcoin", -1)).hasSize(2);
    }

    @Test
    void redisThatIsAwayIsToldOnce() throws Exception {
        feed.away = true;
        CompletableFuture<Integer> code = start(watch);
        await().untilAsserted(
                        () -> assertThat(problems.toString(StandardCharsets.UTF_8))
                                .isEqualTo(
                                        "tradeboard: cannot reach Redis at 127.0.0.1:6379: connection refused; trying again until it is back\n"));

        watch.quit(0);
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void daemonThatIsGoneIsToldOnceAndThatItIsBack() throws Exception {
        feed.daemonless = true;
        CompletableFuture<Integer> code = start(watch);
        await().untilAsserted(() -> assertThat(problems.toString(StandardCharsets.UTF_8))
                .isEqualTo("tradeboard: no ingest daemon is running; volumes are not moving\n"));
        feed.daemonless = false;
        feed.next = board(NOON.plusSeconds(60), "ann=301");
        await().untilAsserted(() -> assertThat(problems.toString(StandardCharsets.UTF_8))
                .endsWith("moving\ntradeboard: an ingest daemon is running\n"));

        watch.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void followedTraderStandsBelowTheBoard() throws Exception {
        WatchConfig following = new WatchConfig(
                SYMBOLS,
                "BTC",
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                UTC,
                UTC,
                "zed",
                true,
                new Theme(Theme.Kind.NEUTRAL, Theme.Colors.NONE),
                false,
                Duration.ZERO,
                "127.0.0.1:6379");
        PlainWatch plain = watch(following, out);
        CompletableFuture<Integer> code = start(plain);
        awaitOut("#137 zed (followed) 0.42, gap to next 0.07\n");
        plain.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void readerThatClosesThePipeEndsItQuietly() throws Exception {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThat(start(watch(closed)).get(60, TimeUnit.SECONDS)).isZero();
        assertThat(problems.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
