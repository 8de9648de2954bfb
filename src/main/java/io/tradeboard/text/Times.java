package io.tradeboard.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Writes moments of a day for people, in one zone; without a formatter, as a screen does so every second. */
public record Times(ZoneId zone) {
    /** {@code 14:32:10}. */
    public String second(Instant moment) {
        return minute(moment) + ":" + twoDigits(moment.atZone(zone).getSecond());
    }

    /** {@code 14:32}. */
    public String minute(Instant moment) {
        ZonedDateTime time = moment.atZone(zone);
        return twoDigits(time.getHour()) + ":" + twoDigits(time.getMinute());
    }

    /** {@code 14:32} on a day; of a moment on another one month and day: {@code 11-26}. */
    public String minuteOn(LocalDate day, Instant moment) {
        LocalDate then = moment.atZone(zone).toLocalDate();
        return then.equals(day)
                ? minute(moment)
                : twoDigits(then.getMonthValue()) + "-" + twoDigits(then.getDayOfMonth());
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
