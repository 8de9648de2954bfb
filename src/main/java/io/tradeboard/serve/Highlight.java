package io.tradeboard.serve;

/**
 * Something worth knowing about a board: a trader, and why it stands out.
 *
 * @param label what it is
 * @param name of the trader, as it is shown
 * @param link to its page
 * @param avatar an SVG element
 * @param text how much of it
 * @param other another trader that the text ends with, as it is shown; empty where there is none
 */
record Highlight(String label, String name, String link, String avatar, String text, String other) {}
