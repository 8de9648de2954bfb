package io.tradeboard.trade;

import io.tradeboard.text.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts between text and milliseconds since the epoch, from year 0001 to 9999; what is finer than a millisecond is cut
 * off.
 *
 * <p>Text is ISO-8601 with an offset, a blank standing for the T as RFC 3339 allows, the offset also as {@code +00} or
 * {@code +0000}. Or it is a number since the epoch, of which the number of digits before a decimal point gives the unit:
 * 10 are seconds, 13 milliseconds, 16 microseconds and 19 nanoseconds, which is unambiguous from 2001 to 2286. A time
 * without offset is never guessed.
 */
final class Timestamps {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int SECONDS_DIGITS = 10;
    private static final int MILLIS_DIGITS = 13;
    private static final int MICROS_DIGITS = 16;
    private static final int NANOS_DIGITS = 19;

    /** Perhaps with a blank instead of the T, one before the offset, or an offset without colon. */
    private static final Pattern LENIENT = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})[ Tt]([0-9:.,]{1,18}) ?(?:([+-][0-9]{2}):?([0-9]{2})|([zZ]|[+-][0-9:]{2,9}|))");

    private static final Pattern WITHOUT_ZONE =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?");

    private static final String COMMON_SHAPE = "0000-00-00T00:00:00.000Z";
    private static final DateTimeFormatter COMMON_FORM =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Timestamps() {}

    static long parse(String text) throws BadTradeException {
        Instant instant = instantOf(text);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw bad(text, "is not from year 0001 to 9999");
        }
        return instant.toEpochMilli();
    }

    static String format(long epochMillis) {
        return COMMON_FORM.format(Instant.ofEpochMilli(epochMillis));
    }

    private static Instant instantOf(String text) throws BadTradeException {
        try {
            if (hasCommonShape(text)) {
                return parseCommonShape(text);
            }
            return isNumber(text) ? sinceEpoch(text) : general(text);
        } catch (DateTimeException e) {
            throw bad(text, "is neither ISO-8601 with an offset nor a number since the epoch");
        }
    }

    private static Instant general(String text) throws BadTradeException {
        Matcher parts = LENIENT.matcher(text);
        String time = text;
        if (parts.matches()) {
            String offset = parts.group(3) == null ? parts.group(5) : parts.group(3) + ":" + parts.group(4);
            time = parts.group(1) + "T" + parts.group(2) + offset;
        }
        if (WITHOUT_ZONE.matcher(time).matches()) {
            throw bad(text, "has no zone; end it with Z or an offset such as +01:00");
        }
        return OffsetDateTime.parse(time).toInstant();
    }

    /** Digits, with or without decimals. */
    private static boolean isNumber(String text) {
        int whole = digits(text, 0);
        int end = whole < text.length() && text.charAt(whole) == '.' ? whole + 1 + digits(text, whole + 1) : whole;
        return whole > 0 && end == text.length() && text.charAt(end - 1) != '.';
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private static Instant sinceEpoch(String text) throws BadTradeException {
        int whole = digits(text, 0);
        return switch (whole) {
            case SECONDS_DIGITS -> {
                String decimals = text.length() > whole ? text.substring(whole + 1) : "";
                String millis = (decimals + "000").substring(0, 3);
                yield Instant.ofEpochMilli(Long.parseLong(text.substring(0, whole) + millis));
            }
            case MILLIS_DIGITS, MICROS_DIGITS, NANOS_DIGITS ->
                Instant.ofEpochMilli(Long.parseLong(text, 0, MILLIS_DIGITS, 10));
            default ->
                throw bad(
                        text,
                        "has " + whole + (whole == 1 ? " digit" : " digits")
                                + "; since the epoch, 10 are seconds, 13 milliseconds, 16 microseconds and 19"
                                + " nanoseconds");
        };
    }

    private static boolean hasCommonShape(String text) {
        if (text.length() != COMMON_SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char wanted = COMMON_SHAPE.charAt(i);
            char c = text.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Several times faster than the general parser, for the one shape that nearly all trades have. */
    private static Instant parseCommonShape(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 23) * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static BadTradeException bad(String text, String problem) {
        return new BadTradeException("timestamp " + Printable.quote(text) + " " + problem);
    }
}
