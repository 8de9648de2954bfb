package io.tradeboard.screen;

/**
 * Where everything stands on a screen of some size, in rows from the top; -1 for what has no room.
 *
 * <p>The table comes first: up to ten rows of it are shown before the summary, the rule and the moves get theirs. Only the
 * trader who is followed is worth more than the fourth of them. A screen of 120x30 has two panels in the place of the moves.
 *
 * @param tabs the line of the symbols
 * @param table the headings; the rows follow
 * @param panels two panels beside each other, with their headings
 * @param moves up to {@code moveRows} lines
 */
record Layout(
        int tabs,
        int headerRule,
        int table,
        int tableRows,
        int rule,
        int followed,
        int summary,
        int moves,
        int moveRows,
        int panels,
        int panelRows,
        int message,
        int hints) {
    static final int LEAST_COLUMNS = 32;
    static final int LEAST_ROWS = 6;

    private static final int NONE = -1;
    private static final int FULL_HEADER_COLUMNS = 60;
    private static final int FULL_HEADER_ROWS = 20;
    private static final int PANEL_COLUMNS = 120;
    private static final int PANEL_ROWS = 30;
    private static final int LEAST_PANEL = 8;
    private static final int FIRST_ROWS = 10;
    private static final int LEAST_ROWS_BESIDE_FOLLOWED = 3;
    private static final int MOVES = 2;

    static Layout of(Model model) {
        boolean full = model.columns() >= FULL_HEADER_COLUMNS && model.rows() >= FULL_HEADER_ROWS;
        boolean wide = model.columns() >= PANEL_COLUMNS && model.rows() >= PANEL_ROWS;
        int table = full ? 4 : 2;
        int hints = model.look().wall() ? NONE : model.rows() - 1;
        int message = model.rows() - (model.look().wall() ? 1 : 2);
        Room room = new Room(message - table - 1, model.topRows().size());
        boolean followed = room.grant(model.followed() != null ? 1 : 0, LEAST_ROWS_BESIDE_FOLLOWED);
        boolean summary = room.grant(1);
        boolean rule = room.grant(1);
        int panelRows = wide && room.grant(LEAST_PANEL) ? LEAST_PANEL : 0;
        boolean moves = panelRows == 0 && room.grant(MOVES);
        int tableRows = room.rows();
        int spare = room.spare();

        int at = table + 1 + tableRows;
        int ruleAt = rule ? at++ : NONE;
        int followedAt = followed && model.followed() != null ? at++ : NONE;
        if (spare > 0 && summary) {
            at++;
            spare--;
        }
        int summaryAt = summary ? at++ : NONE;
        int movesAt = moves ? at : NONE;
        if (panelRows > 0 && spare > 0) {
            at++;
            spare--;
        }
        return new Layout(
                full ? 2 : NONE,
                full ? 3 : NONE,
                table,
                tableRows,
                ruleAt,
                followedAt,
                summaryAt,
                movesAt,
                moves ? MOVES : 0,
                panelRows > 0 ? at : NONE,
                panelRows > 0 ? panelRows + spare : 0,
                message,
                hints);
    }

    /** The lines between the headings of the table and the message. */
    private static final class Room {
        private final int wanted;
        private int left;

        Room(int lines, int wanted) {
            this.left = lines;
            this.wanted = wanted;
        }

        /** Gives away so many lines, unless one of the first ten rows would lose its place. */
        boolean grant(int lines) {
            return grant(lines, FIRST_ROWS);
        }

        /** Gives away so many lines, unless one of the first rows would lose its place. */
        boolean grant(int lines, int first) {
            boolean granted = left - lines >= Math.min(wanted, first);
            left -= granted ? lines : 0;
            return granted;
        }

        int rows() {
            return Math.max(0, Math.min(wanted, left));
        }

        int spare() {
            return Math.max(0, left - rows());
        }
    }
}
