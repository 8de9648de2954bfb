package io.tradeboard.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes moments of a day for people, in one zone. */
public record Times(ZoneId zone) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** {@code 14:32:10}. */
    public String second(Instant moment) {
        return SECOND.withZone(zone).format(moment);
    }

    /** {@code 14:32}. */
    public String minute(Instant moment) {
        return MINUTE.withZone(zone).format(moment);
    }
}
