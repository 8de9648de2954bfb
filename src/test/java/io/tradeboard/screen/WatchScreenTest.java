package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.daemon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import io.tradeboard.board.Heartbeat;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchScreenTest {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final FakeReader reader = new FakeReader(board(NOON, "ann=300", "bob=200"));
    private final RecordingTerminal terminal = new RecordingTerminal();
    private final WatchScreen screen = new WatchScreen(config(), reader, this::heartbeat, CLOCK);

    /** A terminal that knows whether it was given back. */
    private static final class RecordingTerminal extends DefaultVirtualTerminal {
        volatile boolean taken;
        volatile boolean cursorVisible = true;
        volatile boolean broken;

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

    private Heartbeat heartbeat() {
        if (reader.away) {
            throw new RedisUnavailableException("connection refused", new IOException());
        }
        return daemon("RUNNING", Duration.ZERO);
    }

    private CompletableFuture<Integer> start() {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        code.complete(screen.run(terminal));
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

        terminal.addInput(KeyStroke.fromString("q"));
        assertThat(code.get(5, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void interruptKeyIsAnExitCode() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");

        terminal.addInput(new KeyStroke('c', true, false));
        assertThat(code.get(5, TimeUnit.SECONDS)).isEqualTo(130);
    }

    @Test
    void programCanEndIt() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");

        screen.quit(143);
        assertThat(code.get(5, TimeUnit.SECONDS)).isEqualTo(143);
    }

    @Test
    void tabFetchesTheNextSymbol() throws Exception {
        CompletableFuture<Integer> code = start();
        awaitText("LIVE");

        terminal.addInput(new KeyStroke(KeyType.Tab));
        awaitText("Ethereum (ETH)");
        await().untilAsserted(() -> assertThat(reader.reads).hasValueGreaterThanOrEqualTo(2));
        screen.quit(0);
        code.get(5, TimeUnit.SECONDS);
    }

    @Test
    void redisThatIsAwayIsSaid() throws Exception {
        reader.away = true;
        CompletableFuture<Integer> code = start();

        awaitText("Redis unreachable (connection refused), retry in 5s.");
        screen.quit(0);
        code.get(5, TimeUnit.SECONDS);
    }

    @Test
    void terminalIsGivenBackWhenDrawingFails() {
        terminal.broken = true;

        assertThatThrownBy(() -> start().get(5, TimeUnit.SECONDS)).hasRootCauseMessage("the terminal broke");
    }

    @Test
    void readerThatFailsInAnyOtherWayDoesNotEndTheScreen() throws Exception {
        WatchScreen failing = new WatchScreen(
                config(),
                (symbol, day, depth) -> {
                    throw new IllegalStateException("unheard of");
                },
                this::heartbeat,
                CLOCK);
        Thread thread = new Thread(() -> {
            try {
                failing.run(terminal);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        awaitText("unheard of");
        failing.quit(0);
        thread.join(5_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
