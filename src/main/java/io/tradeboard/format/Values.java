package io.tradeboard.format;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How values are written in every document. */
final class Values {
    private Values() {}

    /** In UTC, with milliseconds. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static @Nullable String timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    /** A text, or null where it is empty. */
    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
