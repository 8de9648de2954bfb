package io.tradeboard.screen;

import java.util.List;
import java.util.OptionalLong;

/** What was traded in the parts of an hour, as bars of one cell each. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = "_.-=+*%#";

    private Sparkline() {}

    /** A bar for each part, the tallest for the busiest; a space where nobody knows. */
    static String of(List<OptionalLong> traded, boolean ascii) {
        String bars = ascii ? ASCII_BARS : BARS;
        long most = traded.stream().mapToLong(each -> each.orElse(0)).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (OptionalLong each : traded) {
            int height = most <= 0 ? 0 : (int) Math.round((double) each.orElse(0) * (bars.length() - 1) / most);
            line.append(each.isEmpty() ? ' ' : bars.charAt(height));
        }
        return line.toString();
    }
}
