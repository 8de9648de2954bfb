package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Reads timestamps as nearly all are: in UTC with milliseconds, or a number since the epoch without decimals, whose digits give the
 * unit. Many trades have the timestamp of the one before, and nearly all its date. Not thread-safe.
 */
final class UsualTimestamps {
    /** Stands for any other timestamp, right or wrong. */
    static final long UNUSUAL = -1;

    private static final int DATE_LENGTH = "2026-11-22".length();
    private static final int TIMESTAMP_LENGTH = "2026-11-22T10:00:00.123Z".length();
    private static final int SECONDS_LENGTH = 10;
    private static final int MILLIS_LENGTH = 13;
    private static final int MICROS_LENGTH = 16;
    private static final int NANOS_LENGTH = 19;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** The date of the timestamp before, and its begin. */
    private final byte[] date = "1970-01-01".getBytes(StandardCharsets.US_ASCII);

    private long dateMillis;

    /** The bytes of the timestamp before, and what it is. */
    private long knownFirst;

    private long knownSecond;
    private long knownThird;
    private long known = UNUSUAL;

    /** Milliseconds since the epoch: of {@code 2026-11-22T10:00:00.123Z}, or of a number of digits that gives the unit. */
    long read(byte[] line, int at, int size, boolean quoted) {
        if (size == SECONDS_LENGTH || size == MILLIS_LENGTH || size == MICROS_LENGTH || size == NANOS_LENGTH) {
            return sinceEpoch(line, at, size);
        }
        if (!quoted || size != TIMESTAMP_LENGTH) {
            return UNUSUAL;
        }
        long first = EightBytes.at(line, at);
        long second = EightBytes.at(line, at + Long.BYTES);
        long third = EightBytes.at(line, at + 2 * Long.BYTES);
        if (((first ^ knownFirst) | (second ^ knownSecond) | (third ^ knownThird)) == 0) {
            return known;
        }
        long millis = isDate(line, at) ? time(line, at) : UNUSUAL;
        if (millis != UNUSUAL) {
            knownFirst = first;
            knownSecond = second;
            knownThird = third;
            known = millis;
        }
        return millis;
    }

    private long time(byte[] line, int at) {
        long hour = number(line, at + 11, 2);
        long minute = number(line, at + 14, 2);
        long second = number(line, at + 17, 2);
        long milli = number(line, at + 20, 3);
        boolean usual = line[at + 10] == 'T'
                && line[at + 13] == ':'
                && line[at + 16] == ':'
                && line[at + 19] == '.'
                && line[at + 23] == 'Z'
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && milli >= 0;
        return usual ? dateMillis + ((hour * 60 + minute) * 60 + second) * 1_000 + milli : UNUSUAL;
    }

    private static long sinceEpoch(byte[] line, int at, int size) {
        if (line[at] == '0') {
            return UNUSUAL;
        }
        if (size == SECONDS_LENGTH) {
            long seconds = number(line, at, SECONDS_LENGTH);
            return seconds < 0 ? UNUSUAL : seconds * 1_000;
        }
        long millis = number(line, at, MILLIS_LENGTH);
        // What is finer is cut off, and must be digits all the same.
        return number(line, at + MILLIS_LENGTH, size - MILLIS_LENGTH) < 0 ? UNUSUAL : millis;
    }

    /** Whether there is a date, which is that of the line before more often than not. Before 1970 it is unusual. */
    private boolean isDate(byte[] line, int at) {
        if (Arrays.equals(date, 0, DATE_LENGTH, line, at, at + DATE_LENGTH)) {
            return true;
        }
        long year = number(line, at, 4);
        long month = number(line, at + 5, 2);
        long day = number(line, at + 8, 2);
        if (year < 1970 || month < 0 || day < 0 || line[at + 4] != '-' || line[at + 7] != '-') {
            return false;
        }
        try {
            dateMillis = LocalDate.of((int) year, (int) month, (int) day).toEpochDay() * DAY_MILLIS;
        } catch (DateTimeException e) {
            return false;
        }
        System.arraycopy(line, at, date, 0, DATE_LENGTH);
        return true;
    }

    /** The digits as a number, or a negative one where they are not all digits. */
    private static long number(byte[] line, int at, int digits) {
        long number = 0;
        for (int i = at; i < at + digits; i++) {
            if (!UsualFields.isDigit(line[i])) {
                return -1;
            }
            number = number * 10 + line[i] - '0';
        }
        return number;
    }
}
