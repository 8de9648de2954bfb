package io.tradeboard.text;

import java.time.Duration;
import java.util.Locale;

/** Writes durations for people: {@code 23s}, {@code 4m12s}, {@code 9h27m}. */
public final class Ages {
    private Ages() {}

    public static String age(Duration age) {
        if (age.toHours() > 0) {
            return hoursAndMinutes(age);
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" + two(age.toSecondsPart()) + "s" : age.toSeconds() + "s";
    }

    /** The same, in milliseconds where it is less than a second: {@code 900ms}. */
    public static String fine(Duration age) {
        return age.toSeconds() == 0 ? age.toMillis() + "ms" : age(age);
    }

    /** A duration to come, in minutes, in seconds where it is less than one: {@code 40s}, {@code 12m}, {@code 2h05m}. */
    public static String soon(Duration left) {
        if (left.toHours() > 0) {
            return hoursAndMinutes(left);
        }
        return left.toMinutes() > 0 ? left.toMinutes() + "m" : left.toSeconds() + "s";
    }

    public static String hoursAndMinutes(Duration duration) {
        return duration.toHours() + "h" + two(duration.toMinutesPart()) + "m";
    }

    private static String two(long number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
