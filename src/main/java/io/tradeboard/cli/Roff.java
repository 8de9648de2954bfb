package io.tradeboard.cli;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a man page in the macros of man(7). What comes in as text stays text: it is escaped, so that no backslash, dot
 * or quote of it means anything to roff, and a hyphen is one that can be copied into a shell. The page is ASCII.
 */
final class Roff {
    private final StringBuilder page = new StringBuilder();

    /** The head of the page. Without a date: the same sources make the same page. */
    Roff(String name, String source, String manual) {
        macro("TH", name.toUpperCase(Locale.ROOT), "1", "", source, manual);
    }

    Roff section(String title) {
        return macro("SH", title);
    }

    Roff subsection(String title) {
        return macro("SS", title);
    }

    Roff space() {
        return macro("PP");
    }

    Roff paragraph(String text) {
        return space().line(escape(text));
    }

    /** @param marked what {@link #escape}, {@link #bold} and {@link #italic} have made */
    Roff line(String marked) {
        page.append(marked).append('\n');
        return this;
    }

    /** A term and, indented below it, what it means. */
    Roff item(String markedTerm, String... meaning) {
        macro("TP").line(markedTerm);
        for (int i = 0; i < meaning.length; i++) {
            if (i > 0) {
                macro("br");
            }
            line(escape(meaning[i]));
        }
        return this;
    }

    /** Lines that stay as they are. */
    Roff verbatim(String lines) {
        macro("nf");
        lines.lines().map(Roff::escape).forEach(this::line);
        return macro("fi");
    }

    private Roff macro(String name, String... arguments) {
        page.append('.').append(name);
        for (String argument : arguments) {
            page.append(" \"").append(escape(argument)).append('"');
        }
        return line("");
    }

    static String bold(String text) {
        return "\\fB" + escape(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + escape(text) + "\\fR";
    }

    /** The text on one line, without a meaning to roff anywhere. */
    static String escape(String text) {
        String escaped =
                text.replace('\n', ' ').codePoints().mapToObj(Roff::escape).collect(Collectors.joining());
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }

    private static String escape(int c) {
        return switch (c) {
            case '\\' -> "\\(rs";
            case '-' -> "\\-";
            case '"' -> "\\(dq";
            case '\'' -> "\\(aq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            default -> c < 0x80 ? Character.toString(c) : String.format(Locale.ROOT, "\\[u%04X]", c);
        };
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
