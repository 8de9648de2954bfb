package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchScreenTest {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final FakeBoards feed = new FakeBoards(board(NOON, "ann=300", "bob=200"));
    private final RecordingTerminal terminal = new RecordingTerminal();
    private final WatchScreen screen = new WatchScreen(
            config(), feed, standings -> "saved " + standings.rows().size() + " rows", CLOCK);

    /** A terminal that knows whether it was given back. */
    private static final class RecordingTerminal extends DefaultVirtualTerminal implements ScreenTerminal {
        volatile boolean taken;
        volatile boolean cursorVisible = true;
        volatile boolean broken;
        volatile Runnable listener = () -> {};
        volatile @Nullable Event background;
        final Queue<Event> input = new ConcurrentLinkedQueue<>();
        final Queue<String> done = new ConcurrentLinkedQueue<>();

        RecordingTerminal() {
            super(new TerminalSize(80, 24));
        }

        @Override
        public synchronized void enterPrivateMode() {
            super.enterPrivateMode();
            taken = true;
        }

        @Override
        public synchronized void exitPrivateMode() {
            super.exitPrivateMode();
            taken = false;
        }

        @Override
        public synchronized void setCursorVisible(boolean visible) {
            super.setCursorVisible(visible);
            cursorVisible = visible;
        }

        @Override
        public synchronized void putString(String text) {
            if (broken) {
                throw new IllegalStateException("the terminal broke");
            }
            super.putString(text);
        }

        @Override
        public void onInput(Runnable listener) {
            this.listener = listener;
        }

        @Override
        public List<Event> poll() {
            List<Event> polled = new ArrayList<>();
            for (Event event = input.poll(); event != null; event = input.poll()) {
                polled.add(event);
            }
            return polled;
        }

        @Override
        public void askBackground() {
            done.add("asked");
            if (background != null) {
                send(background);
            }
        }

        @Override
        public void hurry() {
            done.add("hurried");
        }

        void send(Event event) {
            input.add(event);
            listener.run();
        }

        void type(String characters) {
            characters.chars().forEach(c -> send(new Event.Typed((char) c)));
        }

        void press(Event.Key key) {
            send(new Event.Pressed(key));
        }

        @Override
        public void copy(String text) {
            done.add("copy " + text);
        }

        @Override
        public void suspend() {
            done.add(taken || !cursorVisible ? "suspended while taken" : "suspended");
        }

        @Override
        public void takeOver() {
            done.add("taken over");
        }

        String text() {
            StringBuilder text = new StringBuilder();
            forEachLine(0, 23, (row, line) -> {
                for (int column = 0; column < 80; column++) {
                    text.append(line.getCharacterAt(column).getCharacterString());
                }
                text.append('\n');
            });
            return text.toString();
        }
    }

    private CompletableFuture<Integer> start() {
        return start(screen);
    }

    private CompletableFuture<Integer> start(WatchScreen started) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        code.complete(started.run(terminal));
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        code.completeExceptionally(e);
                    }
                },
                "screen-under-test");
        thread.start();
        return code;
    }

    private void awaitText(String text) {
        await().untilAsserted(() -> assertThat(terminal.text()).contains(text));
    }

    @AfterEach
    void terminalIsGivenBackAndNoThreadIsLeft() {
        assertThat(terminal.taken).isFalse();
        assertThat(terminal.cursorVisible).isTrue();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("tradeboard-fetch")));
    }

    @Test
    void boardIsShownUntilItIsQuit() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        awaitText("ann");
        assertThat(terminal.taken).isTrue();
        assertThat(terminal.cursorVisible).isFalse();

        terminal.type("q");
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void interruptKeyIsAnExitCode() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");

        terminal.press(Event.Key.CTRL_C);
        assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(130);
    }

    @Test
    void endOfTheInputEndsIt() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");

        terminal.press(Event.Key.END_OF_INPUT);
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void programCanEndIt() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");

        screen.quit(143);
        assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(143);
    }

    @Test
    void tabFetchesTheNextSymbol() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");

        terminal.press(Event.Key.TAB);
        awaitText("Ethereum (ETH)");
        await().untilAsserted(() -> assertThat(feed.reads).hasValueGreaterThanOrEqualTo(2));
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void redisThatIsAwayIsSaid() throws Exception {
        feed.away = true;
        CompletableFuture<Integer> code = start();

        awaitText("Redis unreachable at 127.0.0.1:6379 (connection refused), retry in 5s.");
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void terminalIsGivenBackWhenDrawingFails() {
        terminal.broken = true;

        assertThatThrownBy(() -> start().get(60, TimeUnit.SECONDS)).hasRootCauseMessage("the terminal broke");
    }

    @Test
    void feedThatFailsInAnyOtherWayDoesNotEndTheScreen() throws Exception {
        feed.broken = true;
        CompletableFuture<Integer> code = start();
        awaitText("Redis unreachable at 127.0.0.1:6379 (unheard of)");
        screen.quit(0);
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void boardIsShownWithoutAHistoryThatCannotBeRead() throws Exception {
        feed.historyRefused = true;
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        awaitText("ann");
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void searchThatIsRefusedIsNoFailureOfRedis() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        terminal.type("/refused");
        terminal.press(Event.Key.ENTER);
        awaitText("cannot search: NOPERM");
        awaitText("LIVE");
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void symbolsThatAreRefusedAreNoFailureOfRedis() throws Exception {
        feed.symbolsRefused = true;
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        terminal.type(":");
        awaitText("cannot list symbols: NOPERM");
        terminal.press(Event.Key.ESCAPE);
        terminal.press(Event.Key.DOWN);
        terminal.press(Event.Key.ENTER);
        awaitText("on 2 of 2 boards today");
        awaitText("LIVE");
        terminal.type(":");
        awaitText("cannot list symbols: NOPERM");
        terminal.type("DOGE");
        terminal.press(Event.Key.ENTER);
        awaitText("(DOGE) - top 10 traders today");
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void selectedRowIsCopiedAndTheBoardSaved() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        terminal.press(Event.Key.DOWN);
        terminal.type("y");
        awaitText("sent to the terminal's clipboard: 1 ann 3.00");
        assertThat(terminal.done).contains("copy 1\tann\t3.00");

        terminal.type("s");
        awaitText("saved 2 rows");
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void traderThatIsNotShownIsFoundAndFollowed() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        terminal.type("/zed");
        awaitText("find: zed_");
        terminal.press(Event.Key.ENTER);
        awaitText("zed is #137, f to follow");
        terminal.type("f");
        awaitText("zed (followed)");
        awaitText("137");
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void terminalIsGivenBackWhileTheProcessIsStoppedAndTakenAgain() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        terminal.press(Event.Key.CTRL_Z);
        await().until(() -> terminal.done.contains("suspended"));
        await().until(() -> terminal.taken && !terminal.cursorVisible);
        awaitText("LIVE");
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
        assertThat(terminal.done).doesNotContain("suspended while taken");
    }

    @Test
    void whatIsSaidBeforeTheStartIsShown() throws Exception {
        screen.say("? shows all keys");
        CompletableFuture<Integer> code = start();
        awaitText("? shows all keys");
        screen.quit(0);
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void whoGoesOnAfterAStopIsDrawnAgain() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        long before = terminal.done.stream().filter("taken over"::equals).count();
        screen.resume();
        await().until(() -> terminal.done.stream().filter("taken over"::equals).count() > before);
        screen.quit(0);
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void firstFrameHasTheColoursOfTheBackgroundThatTheTerminalReports() throws Exception {
        terminal.background = new Event.Background(Theme.Kind.LIGHT);
        WatchScreen asked = automatic();
        CompletableFuture<Integer> code = start(asked);
        awaitText("LIVE");
        terminal.type("t");
        awaitText("theme mono");
        asked.quit(0);
        code.get(60, TimeUnit.SECONDS);
        assertThat(terminal.done).contains("asked", "hurried");
    }

    @Test
    void lateAnswerStillDecidesAndNoneIsNotWaitedFor() throws Exception {
        CompletableFuture<Integer> code = start(automatic());
        awaitText("LIVE");
        terminal.send(new Event.Background(Theme.Kind.DARK));
        terminal.type("t");
        awaitText("theme light");
        terminal.send(new Event.Background(Theme.Kind.DARK));
        terminal.type("t");
        awaitText("theme mono");
        terminal.type("q");
        code.get(60, TimeUnit.SECONDS);
    }

    @Test
    void backgroundIsNotAskedForWhereAThemeIsChosen() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");
        terminal.type("q");
        code.get(60, TimeUnit.SECONDS);
        assertThat(terminal.done).doesNotContain("asked");
    }

    private WatchScreen automatic() {
        return new WatchScreen(
                config(true, Theme.automatic(null, Theme.Colors.TRUE), null), feed, standings -> "", CLOCK);
    }
}
