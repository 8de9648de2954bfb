package io.tradeboard.trade;

import io.tradeboard.text.Printable;
import java.math.BigDecimal;

/** Converts between decimal text and exact units of 10<sup>-scale</sup>. */
public final class Quantity {
    /** The largest count of units: up to here a double, and so a Redis score, is exact. */
    public static final long MAX_UNITS = (1L << 53) - 1;

    /** The most decimals a symbol may keep. */
    public static final int MAX_SCALE = 15;

    private static final int MAX_LENGTH = 128;
    private static final int MAX_EXPONENT = 400;
    private static final String DECIMAL = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)[eE][+-]?[0-9]+";
    private static final BigDecimal MAX = BigDecimal.valueOf(MAX_UNITS);

    private Quantity() {}

    /**
     * Reads a plain or exponent decimal, such as {@code 1.50}, {@code .5} or {@code +2e-3}. Length and exponent are
     * bounded before anything is expanded.
     *
     * @return units of 10<sup>-scale</sup>, from 1 to {@link #MAX_UNITS}
     */
    public static long parse(String text, int scale) throws BadTradeException {
        if (text.length() > MAX_LENGTH) {
            throw new BadTradeException("quantity is longer than " + MAX_LENGTH + " characters");
        }
        if (!isDecimal(text)) {
            throw new BadTradeException("quantity " + Printable.quote(text)
                    + (text.matches(DECIMAL)
                            ? " must have an exponent from -" + MAX_EXPONENT + " to " + MAX_EXPONENT
                            : " is not a decimal number"));
        }
        BigDecimal value = new BigDecimal(text);
        if (value.signum() <= 0) {
            throw new BadTradeException("quantity " + Printable.quote(text) + " must be > 0");
        }
        BigDecimal units = value.scaleByPowerOfTen(scale).stripTrailingZeros();
        if (units.scale() > 0) {
            throw new BadTradeException(
                    "quantity " + Printable.quote(text) + " has more than the " + scale + " decimals of its symbol");
        }
        if (units.compareTo(MAX) > 0) {
            throw new BadTradeException("quantity " + Printable.quote(text) + " is above the limit of "
                    + format(MAX_UNITS, scale) + " for its symbol");
        }
        return units.longValueExact();
    }

    /** The units as plain decimal text with exactly {@code scale} decimals. */
    public static String format(long units, int scale) {
        return BigDecimal.valueOf(units, scale).toPlainString();
    }

    /** The units as plain decimal text with no more decimals than they need. */
    public static String formatShortest(long units, int scale) {
        return BigDecimal.valueOf(units, scale).stripTrailingZeros().toPlainString();
    }

    /**
     * Whether the text is a number as in JSON or a spreadsheet: a sign, digits with or without a point before, among or
     * after them, and an exponent small enough to expand; only the digits are required.
     */
    private static boolean isDecimal(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int whole = digits(text, at);
        int fraction = 0;
        at += whole;
        if (at < text.length() && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == 0 || exponent > 3 || Integer.parseInt(text.substring(at, at + exponent)) > MAX_EXPONENT) {
                return false;
            }
            at += exponent;
        }
        return at == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
