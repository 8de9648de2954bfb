package io.tradeboard.cli;

import io.tradeboard.text.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 1s}, {@code 15m}, {@code 2h}, {@code 1d} or {@code 0}. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    /** Writes a duration in the greatest of these units of which it has one: {@code 23s}, {@code 2m}, {@code 9h}. */
    static String rounded(Duration duration) {
        if (duration.toSeconds() < 60) {
            return Math.max(0, duration.toSeconds()) + "s";
        }
        if (duration.toMinutes() < 60) {
            return duration.toMinutes() + "m";
        }
        return duration.toHours() < 24 ? duration.toHours() + "h" : duration.toDays() + "d";
    }

    @Override
    public Duration convert(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException(
                    Printable.quote(text) + " is not a duration such as 500ms, 1s, 15m, 2h or 1d");
        }
        long count = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
