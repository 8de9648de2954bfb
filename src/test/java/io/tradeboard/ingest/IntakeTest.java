package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.source.SourcePosition;
import io.tradeboard.trade.RawTrade;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    @TempDir
    Path directory;

    /** One trade, then nothing but failure. */
    private static final class BreakingSource implements Source {
        private final CountDownLatch broken = new CountDownLatch(1);
        private boolean read;

        private record At(String label, String position) implements SourcePosition {}

        private record Ann(SourcePosition place) implements InboundTrade {
            @Override
            public RawTrade trade() {
                return new RawTrade(null, null, "ann", "BTC", "5");
            }

            @Override
            public String text() {
                return "";
            }
        }

        @Override
        public String name() {
            return "breaking";
        }

        @Override
        public String label() {
            return name();
        }

        @Override
        public PollResult poll(Duration atMost) throws IOException {
            if (read) {
                broken.countDown();
                throw new IOException("the source broke");
            }
            read = true;
            return new PollResult(List.of(new Ann(new At("1", "1"))), "1", false);
        }

        @Override
        public void committed(String position) {
            // Nothing to keep.
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }

    @Test
    void whatWasReadBeforeTheSourceBrokeIsHandedOver() throws IOException, InterruptedException {
        Rig rig = new Rig(directory);
        BlockingQueue<Group> groups = new ArrayBlockingQueue<>(1);
        BreakingSource source = new BreakingSource();
        Group busy = new Group(0, 0);
        groups.put(busy);
        try (Rejects rejects = new Rejects(directory.resolve("rejects.ndjson"), "", new Notices(message -> {}))) {
            Intake intake = new Intake(
                    new Pipeline.Ends(source, rejects),
                    rig.config(false),
                    new Decoders(1, rig.config(false).symbols(), "0".repeat(32), new ColumnPool()),
                    groups,
                    new Runtime(Clock.systemUTC(), () -> 7, new Notices(message -> {}), new Meters(), new Stop()),
                    Step.Observer.NONE);
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    intake.run();
                } catch (IOException | InterruptedException e) {
                    throw new CompletionException(e);
                }
            });

            running.orTimeout(1, TimeUnit.MINUTES);
            source.broken.await();
            assertThat(groups.take()).isSameAs(busy);
            assertThatThrownBy(running::join).hasRootCauseMessage("the source broke");
            Group last = groups.remove();
            assertThat(last.size()).isEqualTo(1);
            assertThat(last.arrivedNanos()).isEqualTo(7);
            assertThat(last.position().value()).isEqualTo("1");
        }
    }
}
