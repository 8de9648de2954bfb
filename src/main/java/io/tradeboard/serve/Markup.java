package io.tradeboard.serve;

import io.tradeboard.text.Printable;

/** Writes text into SVG that is not made by a template. */
final class Markup {
    private Markup() {}

    /** The text so that it is never a tag, a reference or the end of an attribute; what XML cannot hold is spelled out. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (char c : Printable.clean(text).toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
