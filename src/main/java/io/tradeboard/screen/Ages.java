package io.tradeboard.screen;

import java.time.Duration;
import java.util.Locale;

/** Writes durations for people: {@code 23s}, {@code 4m12s}, {@code 9h27m}. */
final class Ages {
    private Ages() {}

    static String age(Duration age) {
        if (age.toHours() > 0) {
            return hoursAndMinutes(age);
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" + two(age.toSecondsPart()) + "s" : age.toSeconds() + "s";
    }

    static String hoursAndMinutes(Duration duration) {
        return duration.toHours() + "h" + two(duration.toMinutesPart()) + "m";
    }

    private static String two(long number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
