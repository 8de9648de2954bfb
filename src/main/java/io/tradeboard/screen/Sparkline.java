package io.tradeboard.screen;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.OptionalLong;

/** What was traded in equal parts of a time, as bars of one cell each. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = "_.-=+*%#";

    private Sparkline() {}

    /**
     * A bar for each part, the lowest for the quietest and the tallest for the busiest; a space where nobody knows. Parts
     * that are all the same are of middle height, or flat where nothing was traded.
     */
    static String of(List<OptionalLong> traded, boolean ascii) {
        String bars = ascii ? ASCII_BARS : BARS;
        LongSummaryStatistics known = traded.stream()
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .summaryStatistics();
        StringBuilder line = new StringBuilder();
        for (OptionalLong each : traded) {
            line.append(
                    each.isEmpty()
                            ? ' '
                            : bars.charAt(height(each.getAsLong(), known.getMin(), known.getMax(), bars.length() - 1)));
        }
        return line.toString();
    }

    private static int height(long traded, long least, long most, int tallest) {
        if (least == most) {
            return most == 0 ? 0 : tallest / 2;
        }
        return (int) Math.round((double) (traded - least) * tallest / (most - least));
    }

    /** The scale, for a heading: which bar is which. */
    static String scale(boolean ascii) {
        String bars = ascii ? ASCII_BARS : BARS;
        return bars.charAt(0) + "LOW " + bars.charAt(bars.length() - 1) + "HIGH";
    }
}
