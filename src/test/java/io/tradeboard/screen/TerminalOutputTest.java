package io.tradeboard.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TerminalOutputTest {
    private static final byte[] FRAME = "frame".getBytes(StandardCharsets.US_ASCII);

    @Test
    void whatIsWrittenHasArrived() throws Exception {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (TerminalOutput out = new TerminalOutput(terminal)) {
            out.write(FRAME);
            out.write('!');
            out.flush();
            assertThat(terminal).hasToString("frame!");
            out.hurry();
            out.write(FRAME);
            assertThat(terminal).hasToString("frame!frame");
        }
    }

    @Test
    void terminalThatTakesNothingIsWaitedForUntilItIsToHurry() throws Exception {
        try (PipedInputStream unread = new PipedInputStream(4);
                TerminalOutput out = new TerminalOutput(new PipedOutputStream(unread))) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try {
                    out.write(FRAME);
                    out.write(FRAME);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(unread.read()).isEqualTo('f');
            assertThat(written).isNotDone();
            out.hurry();
            written.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void terminalThatIsGoneIsAnError() {
        TerminalOutput out = new TerminalOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Input/output error");
            }
        });
        assertThatThrownBy(() -> out.write(FRAME))
                .isInstanceOf(IOException.class)
                .hasMessage("Input/output error");
    }
}
