package io.tradeboard.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a description: the little of Markdown that the API document uses, paragraphs, {@code code} and strong words.
 *
 * @param style how it is set
 * @param text without its marks
 */
record ApiText(Style style, String text) {
    private static final Pattern MARKED = Pattern.compile("`([^`]+)`|\\*\\*([^*]+)\\*\\*");

    /** How a piece is set. */
    enum Style {
        PLAIN,
        CODE,
        STRONG
    }

    boolean isCode() {
        return style == Style.CODE;
    }

    boolean isStrong() {
        return style == Style.STRONG;
    }

    static List<List<ApiText>> paragraphs(String markdown) {
        return Arrays.stream(markdown.split("\n\n", -1)).map(ApiText::line).toList();
    }

    static List<ApiText> line(String markdown) {
        List<ApiText> pieces = new ArrayList<>();
        Matcher marked = MARKED.matcher(markdown);
        int from = 0;
        while (marked.find()) {
            add(pieces, Style.PLAIN, markdown.substring(from, marked.start()));
            boolean code = marked.group(1) != null;
            add(pieces, code ? Style.CODE : Style.STRONG, code ? marked.group(1) : marked.group(2));
            from = marked.end();
        }
        add(pieces, Style.PLAIN, markdown.substring(from));
        return pieces;
    }

    private static void add(List<ApiText> pieces, Style style, String text) {
        if (!text.isEmpty()) {
            pieces.add(new ApiText(style, text));
        }
    }
}
