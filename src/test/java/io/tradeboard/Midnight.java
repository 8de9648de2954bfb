package io.tradeboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Zones in which midnight is when a test wants it, whenever that runs. */
public final class Midnight {
    private static final int DAY = (int) Duration.ofDays(1).toSeconds();

    private Midnight() {}

    /** A zone in which it is noon, so that no day ends during the test. */
    public static ZoneOffset farAway() {
        return in(Duration.ofHours(12));
    }

    /** A zone in which a day ends after that time, to the second; less than a day. */
    public static ZoneOffset in(Duration time) {
        int utc = Instant.now().atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
        int offset = Math.floorMod(DAY - (int) time.toSeconds() - utc, DAY);
        return ZoneOffset.ofTotalSeconds(offset > DAY / 2 ? offset - DAY : offset);
    }
}
