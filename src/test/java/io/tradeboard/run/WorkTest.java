package io.tradeboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Work work = new Work(nanos::get);

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void onePieceOfWorkMayTakeSoLong() {
        work.begin("log");
        pass(10);
        assertThat(work.stuck(LONGEST)).isEmpty();
        pass(1);
        assertThat(work.stuck(LONGEST)).contains("log");
    }

    @Test
    void whoGoesOnIsNotStuck() {
        work.begin("flush");
        pass(9);
        work.begin("flush");
        pass(9);
        assertThat(work.stuck(LONGEST)).isEmpty();
    }

    @Test
    void whoWaitsIsNotStuckAndHidesNobodyWhoIs() {
        work.begin("intake");
        work.begin("log");
        work.end("intake");
        pass(60);
        assertThat(work.stuck(LONGEST)).contains("log");
        work.end("log");
        assertThat(work.stuck(LONGEST)).isEmpty();
    }
}
