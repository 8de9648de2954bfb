package io.tradeboard.audit;

import io.tradeboard.run.Stop;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Rests seven times as long as it works, and so takes 1/8 of a CPU core at most; until it is stopped. */
final class SlowPace implements Pace {
    private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int RESTS_A_CHUNK = 7;

    private final Stop stop;
    private final LongSupplier ticker;
    private long sinceNanos;

    SlowPace(Stop stop, LongSupplier ticker) {
        this.stop = stop;
        this.ticker = ticker;
        this.sinceNanos = ticker.getAsLong();
    }

    @Override
    public void rest() throws InterruptedIOException {
        long workedNanos = ticker.getAsLong() - sinceNanos;
        if (workedNanos < CHUNK_NANOS && !stop.isRequested()) {
            return;
        }
        await(Duration.ofNanos(workedNanos * RESTS_A_CHUNK));
    }

    @Override
    public void await(Duration time) throws InterruptedIOException {
        Pace.pause(stop, time);
        sinceNanos = ticker.getAsLong();
    }
}
