package io.tradeboard.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.junit.jupiter.api.Test;

class TerminalInputTest {
    @Test
    void whatIsTypedCanBePolled() throws Exception {
        PipedInputStream typed = new PipedInputStream();
        try (PipedOutputStream keys = new PipedOutputStream(typed);
                TerminalInput input = new TerminalInput(typed)) {
            assertThat(input.available()).isZero();
            assertThat(input.read(new byte[1], 0, 0)).isZero();
            keys.write(new byte[] {'a', 'b'});
            keys.flush();
            await().untilAsserted(() -> assertThat(input.available()).isEqualTo(2));

            byte[] read = new byte[8];
            assertThat(input.read(read, 0, 8)).isEqualTo(2);
            assertThat(read).startsWith('a', 'b');
            assertThat(input.available()).isZero();
        }
    }

    @Test
    void endOfTheInputCanBeSeenWithoutWaiting() throws Exception {
        try (TerminalInput input = new TerminalInput(new ByteArrayInputStream(new byte[] {'x'}))) {
            await().untilAsserted(() -> assertThat(input.available()).isEqualTo(2));
            assertThat(input.read()).isEqualTo('x');
            assertThat(input.read()).isEqualTo(-1);
            assertThat(input.read()).isEqualTo(-1);
        }
    }

    @Test
    void terminalThatHungUpIsTheEndOfTheInput() throws Exception {
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
        try (TerminalInput input = new TerminalInput(gone)) {
            assertThat(input.read()).isEqualTo(-1);
        }
    }
}
