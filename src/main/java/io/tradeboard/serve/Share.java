package io.tradeboard.serve;

/**
 * What others copy into their own page to show a board there.
 *
 * @param placeholder what stands for the origin in the copied texts until the browser fills it in; empty where it is known
 * @param embed the board alone
 * @param badge its picture in a line of text
 */
record Share(String placeholder, String embed, String badge, String widget, String frame, String markdown) {
    private static final String UNKNOWN = "https://your-host";

    static Share of(String symbol, String title, Links links) {
        String placeholder = links.isPublic() ? "" : UNKNOWN;
        String embed = placeholder + links.absolute(links.embed(symbol));
        String safe = Markup.escaped(title);
        return new Share(
                placeholder,
                links.embed(symbol),
                links.badge(symbol),
                "<script type=\"module\" src=\"" + placeholder + links.absolute(links.asset("widget.js"))
                        + "\"></script>\n<trade-board symbol=\"" + Markup.escaped(symbol)
                        + "\" depth=\"5\"></trade-board>",
                "<iframe src=\"" + embed + "\" title=\"" + safe + "\" width=\"100%\" height=\"760\"></iframe>",
                "[![" + title.replaceAll("[\\[\\]()!\\\\]", "") + "](" + placeholder
                        + links.absolute(links.badge(symbol)) + ")](" + placeholder
                        + links.absolute(links.board(symbol))
                        + ")");
    }
}
