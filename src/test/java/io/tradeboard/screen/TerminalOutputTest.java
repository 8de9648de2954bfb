package io.tradeboard.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
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

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("tradeboard-frames"));
    }

    @Test
    void nothingIsWrittenAfterTheCloseAndTheTerminalStaysOpen() throws Exception {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                throw new IOException("closed");
            }
        };
        TerminalOutput out = new TerminalOutput(terminal);
        out.write(FRAME);
        out.close();
        out.write(FRAME);
        assertThat(terminal).hasToString("frame");
    }

    @Test
    void terminalThatTakesNothingIsWaitedForUntilItIsToHurry() throws Exception {
        CountDownLatch writes = new CountDownLatch(2);
        try (PipedInputStream unread = new PipedInputStream(4);
                PipedOutputStream pipe = new PipedOutputStream(unread);
                TerminalOutput out = new TerminalOutput(counting(pipe, writes))) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try {
                    out.write(FRAME);
                    out.write(FRAME);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(unread.read()).isEqualTo('f');
            assertThat(writes.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(written).isNotDone();
            out.hurry();
            written.get(60, TimeUnit.SECONDS);
        }
    }

    private static OutputStream counting(OutputStream out, CountDownLatch writes) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writes.countDown();
                out.write(bytes, offset, length);
            }
        };
    }

    @Test
    void terminalThatIsGoneIsAnError() throws Exception {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        try (TerminalOutput out = new TerminalOutput(gone)) {
            assertThatThrownBy(() -> out.write(FRAME))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Input/output error");
        }
    }
}
