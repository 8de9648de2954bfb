package io.tradeboard.screen;

/** A part of a whole as a horizontal bar: in eighths of a cell, or in whole cells where only ASCII is drawn. */
final class Bar {
    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

    private Bar() {}

    /** @param part from 0 to 1 */
    static String of(double part, int cells, boolean ascii) {
        if (ascii) {
            return "#".repeat((int) Math.round(part * cells));
        }
        int eighths = (int) Math.round(part * cells * EIGHTHS.length());
        int rest = eighths % EIGHTHS.length();
        return "█".repeat(eighths / EIGHTHS.length()) + (rest == 0 ? "" : EIGHTHS.charAt(rest - 1));
    }
}
