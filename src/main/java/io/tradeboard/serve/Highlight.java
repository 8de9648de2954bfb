package io.tradeboard.serve;

/**
 * Something worth knowing of a board: a trader, and what is so special.
 *
 * @param label what it is
 * @param name of the trader, as it is shown
 * @param link to its page
 * @param avatar an SVG element
 * @param text how much of it
 * @param other another trader that the text ends with, as it is shown; empty where there is none
 */
record Highlight(String label, String name, String link, String avatar, String text, String other) {}
