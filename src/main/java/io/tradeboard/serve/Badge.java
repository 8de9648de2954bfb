package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Printable;
import io.tradeboard.text.Widths;
import java.util.Locale;
import java.util.Map;

/** Draws a badge for a line of text on another site: symbol, leader and state of a board. */
final class Badge {
    private static final int LONGEST_NAME = 24;
    private static final int PADDING = 8;
    private static final double CELL = 6.9;
    private static final Map<String, String> COLORS =
            Map.of("good", "#0b6b43", "calm", "#4b5168", "wait", "#8a5200", "bad", "#a8321c");

    private Badge() {}

    /** The badge as an SVG document. */
    static String svg(BoardFacts board) {
        Standings standings = board.standings();
        Wording state = Wording.of(board.condition().state());
        String leader = standings.rows().isEmpty()
                ? "nobody yet"
                : "#1 " + Printable.cut(RowViews.shown(standings.rows().get(0)), LONGEST_NAME);
        String symbol = board.symbol();
        int first = width(symbol);
        int second = width(leader);
        int third = width(state.word());
        int all = first + second + third;
        String label = Markup.escaped(symbol + " " + leader + " · " + state.word());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + all + "\" height=\"20\" viewBox=\"0 0 " + all
                + " 20\" role=\"img\" aria-label=\"" + label + "\"><title>" + label + "</title>"
                + "<clipPath id=\"r\"><rect width=\"" + all + "\" height=\"20\" rx=\"4\"/></clipPath>"
                + "<g clip-path=\"url(#r)\">"
                + part(0, first, "#23263a")
                + part(first, second, "#4f46e5")
                + part(first + second, third, COLORS.getOrDefault(state.tone(), "#4b5168"))
                + "</g><g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\""
                + " text-anchor=\"middle\">"
                + text(0, first, symbol)
                + text(first, second, leader)
                + text(first + second, third, state.word())
                + "</g></svg>";
    }

    private static int width(String text) {
        return (int) Math.ceil(Widths.of(text) * CELL) + 2 * PADDING;
    }

    private static String part(int left, int width, String color) {
        return String.format(
                Locale.ROOT, "<rect x=\"%d\" width=\"%d\" height=\"20\" fill=\"%s\"/>", left, width, color);
    }

    private static String text(int left, int width, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"14\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
                left + width / 2.0,
                width - 2 * PADDING,
                Markup.escaped(text));
    }
}
