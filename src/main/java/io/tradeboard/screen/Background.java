package io.tradeboard.screen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The colour of a terminal's background, as xterm and most others report it on request (OSC 11). */
final class Background {
    /**
     * Asks for it, and then for what every terminal can answer (its device attributes): where only the second answer
     * comes, there will be no first one, and nobody has to wait for it.
     */
    static final String QUESTION = "\u001b]11;?\u001b\\\u001b[c";

    private static final Pattern ANSWER =
            Pattern.compile("11;rgba?:(\\p{XDigit}{1,4})/(\\p{XDigit}{1,4})/(\\p{XDigit}{1,4})(/\\p{XDigit}{1,4})?");

    private Background() {}

    /** Whether the background in an answer is dark or light; null where this is no such answer. */
    static Theme.@Nullable Kind kind(String answer) {
        Matcher matcher = ANSWER.matcher(answer);
        if (!matcher.matches()) {
            return null;
        }
        double brightness =
                0.299 * share(matcher.group(1)) + 0.587 * share(matcher.group(2)) + 0.114 * share(matcher.group(3));
        return brightness < 0.5 ? Theme.Kind.DARK : Theme.Kind.LIGHT;
    }

    /** One to four hexadecimal digits as a share of the most that so many can say. */
    private static double share(String digits) {
        return Integer.parseInt(digits, 16) / (Math.pow(16, digits.length()) - 1);
    }
}
