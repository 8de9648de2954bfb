package io.tradeboard.screen;

/** A part of something as a bar: eighths of a cell where the terminal can draw them. */
final class Bar {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final String FULL = "█";
    private static final String ASCII = "#";

    private Bar() {}

    /** A bar for so many units, as long as so many cells where they are the most there are. */
    static String of(long units, long most, int cells, boolean ascii) {
        double length = most <= 0 ? 0 : (double) units * cells / most;
        if (ascii) {
            return ASCII.repeat((int) Math.round(length));
        }
        int eighths = (int) Math.round(length * EIGHTHS.length());
        int rest = eighths % EIGHTHS.length();
        return FULL.repeat(eighths / EIGHTHS.length()) + (rest == 0 ? "" : EIGHTHS.charAt(rest));
    }
}
