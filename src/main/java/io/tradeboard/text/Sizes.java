package io.tradeboard.text;

import java.util.Locale;

/** Writes numbers of bytes for people: {@code 412 bytes}, {@code 1.2 MiB}. */
public final class Sizes {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    public static String bytes(long bytes) {
        if (bytes < 1_024) {
            return Counts.of(bytes, "byte");
        }
        double amount = bytes / 1_024.0;
        int unit = 0;
        // What would be written as 1,024.0 is 1.0 of the next unit.
        while (amount >= 1_023.95 && unit < UNITS.length - 1) {
            amount /= 1_024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
