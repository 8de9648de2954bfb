package io.tradeboard.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalInputTest {
    private static final Event UP = new Event.Pressed(Event.Key.UP);
    private static final Event ESCAPE = new Event.Pressed(Event.Key.ESCAPE);
    private static final Event END = new Event.Pressed(Event.Key.END_OF_INPUT);

    private final AtomicLong millis = new AtomicLong();
    private final List<Event> polled = new ArrayList<>();

    private TerminalInput input(InputStream in) {
        return new TerminalInput(in, true, millis::get);
    }

    private void awaitEvents(TerminalInput input, Event... expected) {
        await().untilAsserted(() -> {
            polled.addAll(input.poll());
            assertThat(polled).containsExactly(expected);
        });
    }

    @Test
    void whatIsTypedCanBePolledInTwoParts() throws Exception {
        PipedInputStream typed = new PipedInputStream();
        try (PipedOutputStream keys = new PipedOutputStream(typed)) {
            TerminalInput input = input(typed);
            assertThat(input.poll()).isEmpty();
            AtomicInteger heard = new AtomicInteger();
            input.onInput(heard::incrementAndGet);
            keys.write(new byte[] {'a', 0x1B, '['});
            keys.flush();
            awaitEvents(input, new Event.Typed('a'));
            assertThat(heard).hasPositiveValue();
            millis.addAndGet(InputParser.SILENCE - 1);
            keys.write('A');
            keys.flush();
            awaitEvents(input, new Event.Typed('a'), UP);
        }
    }

    @Test
    void loneEscapeWakesItsListenerAgain() throws Exception {
        PipedInputStream typed = new PipedInputStream();
        try (PipedOutputStream keys = new PipedOutputStream(typed)) {
            TerminalInput input = input(typed);
            AtomicInteger heard = new AtomicInteger();
            input.onInput(() -> {
                if (heard.getAndIncrement() > 0) {
                    millis.addAndGet(InputParser.SILENCE);
                }
            });
            keys.write(0x1B);
            keys.flush();
            awaitEvents(input, ESCAPE);
            assertThat(heard).hasValueGreaterThan(1);
        }
    }

    @Test
    void endOfTheInputIsAnEvent() {
        awaitEvents(input(new ByteArrayInputStream(new byte[] {'x'})), new Event.Typed('x'), END);
    }

    @Test
    void terminalThatHungUpIsTheEndOfTheInput() {
        InputStream gone = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        };
        awaitEvents(input(gone), END);
    }
}
