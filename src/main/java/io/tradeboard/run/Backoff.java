package io.tradeboard.run;

import java.time.Duration;

/** Waits that double from one to the next, up to a limit. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    public Duration next() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return now;
    }

    public void reset() {
        next = FIRST;
    }
}
