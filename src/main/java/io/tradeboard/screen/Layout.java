package io.tradeboard.screen;

import io.tradeboard.read.Standings;

/**
 * Where everything stands on a screen of some size, in rows from the top; -1 for what has no room.
 *
 * <p>The table comes first: up to ten rows of it are shown before the summary, the rule and the moves get theirs. Only the
 * trader who is followed is worth more than the fourth of them. A screen of 120x30 has two panels in the place of the moves,
 * beside each other; a narrower one of as many rows has them below each other.
 *
 * @param tabs the line of the symbols
 * @param table the headings; the rows follow
 * @param panels the panels, with their headings
 * @param proof the second panel, in the same row where it stands beside the first
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
        int proof,
        int proofRows,
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
        Layout unpinned = of(model, false);
        return isPinned(model, unpinned.tableRows()) ? of(model, true) : unpinned;
    }

    /** @param pinned whether the followed trader has a row below the table */
    private static Layout of(Model model, boolean pinned) {
        boolean full = model.columns() >= FULL_HEADER_COLUMNS && model.rows() >= FULL_HEADER_ROWS;
        boolean wall = full && model.look().wall();
        boolean tall = full && model.rows() >= PANEL_ROWS;
        boolean wide = tall && model.columns() >= PANEL_COLUMNS;
        int table = wall ? WallHeader.rows(model) : full ? 4 : 2;
        int hints = model.look().wall() ? NONE : model.rows() - 1;
        int message = model.rows() - (model.look().wall() ? 1 : 2);
        Room room = new Room(message - table - 1, model.topRows().size());
        boolean followed = pinned && room.grant(1, LEAST_ROWS_BESIDE_FOLLOWED);
        boolean summary = room.grant(1);
        boolean rule = room.grant(1);
        boolean panels = tall && room.grant(LEAST_PANEL);
        boolean below = panels && !wide && room.grant(LEAST_PANEL);
        boolean moves = !panels && room.grant(MOVES);
        int tableRows = room.rows();
        int spare = room.spare();

        int at = table + 1 + tableRows;
        int ruleAt = rule ? at++ : NONE;
        int followedAt = followed ? at++ : NONE;
        if (spare > 0 && summary) {
            at++;
            spare--;
        }
        int summaryAt = summary ? at++ : NONE;
        if (panels && spare > 0) {
            at++;
            spare--;
        }
        int panelRows = panels ? LEAST_PANEL + spare : 0;
        return new Layout(
                full && !wall ? 2 : NONE,
                full && !wall ? 3 : NONE,
                table,
                tableRows,
                ruleAt,
                followedAt,
                summaryAt,
                moves ? at : NONE,
                moves ? MOVES : 0,
                panels ? at : NONE,
                panelRows,
                wide && panels ? at : below ? at + panelRows : NONE,
                wide ? panelRows : LEAST_PANEL,
                message,
                hints);
    }

    /** Whether the followed trader needs a row below the table, as it is not among the rows in sight. */
    private static boolean isPinned(Model model, int tableRows) {
        Model.Board board = model.board();
        Standings.Row row = board == null ? null : model.followedRow(board);
        int at = row == null
                ? -1
                : Selection.index(model.topRows(), row.traderId())
                        - model.cursor().top();
        return model.followed() != null && (at < 0 || at >= tableRows);
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
