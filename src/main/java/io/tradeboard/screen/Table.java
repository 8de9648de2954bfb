package io.tradeboard.screen;

import io.tradeboard.board.Standings;
import io.tradeboard.screen.Theme.Role;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the rows of a board out in columns for a screen of a given width. Rank, movement, trader and volume are always
 * there; where the volumes are so wide that the trader would get too little, first the gap goes, then the share.
 */
final class Table {
    /** The cell where the movement is drawn again, in its colour. */
    static final int MOVEMENT_AT = 5;

    private static final int MOVEMENT_CELLS = 6;
    private static final int LEFT_CELLS = MOVEMENT_AT + MOVEMENT_CELLS + 2;
    private static final int SHARE_CELLS = 8;
    private static final int LEAST_TRADER_CELLS = 12;

    private final Model.Board board;
    private final WatchConfig config;
    private final Amounts amounts;
    private final int volumeCells;
    private final int gapCells;
    private final boolean hasShare;
    private final boolean hasGap;
    private final int traderCells;

    /**
     * A line of the table.
     *
     * @param row 0 for the headings
     * @param movement the text to draw again in the colour of {@code role}, empty where there is none
     */
    record Line(int row, String text, String movement, Role role) {}

    Table(Model.Board board, WatchConfig config, int columns) {
        this.board = board;
        this.config = config;
        Standings standings = board.standings();
        this.amounts = new Amounts(standings);
        int volumes = volumeHeading().length();
        int gaps = "GAP TO NEXT".length();
        for (int i = 0; i < standings.rows().size(); i++) {
            volumes = Math.max(
                    volumes, amounts.amount(standings.rows().get(i).volume()).length());
            gaps = Math.max(gaps, amounts.gap(standings, i).length());
        }
        this.volumeCells = volumes + 2;
        this.gapCells = gaps + 2;
        int room = columns - LEFT_CELLS - volumeCells;
        this.hasShare = room - SHARE_CELLS >= LEAST_TRADER_CELLS;
        this.hasGap = hasShare && room - SHARE_CELLS - gapCells >= LEAST_TRADER_CELLS;
        this.traderCells = Math.max(1, room - (hasShare ? SHARE_CELLS : 0) - (hasGap ? gapCells : 0));
    }

    /** The headings and at most so many rows. */
    List<Line> lines(int most) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                0,
                line("  # ", config.ascii() ? "^v" : "▲▼", "TRADER", volumeHeading(), "SHARE", "GAP TO NEXT"),
                "",
                Role.HEADER));
        int shown = Math.min(most, shown());
        for (int i = 0; i < shown; i++) {
            Standings.Row row = board.standings().rows().get(i);
            String movement = Cells.right(movement(row), MOVEMENT_CELLS);
            String text = line(
                    Cells.right(Integer.toString(row.rank()), 3) + (row.tied() ? "=" : " "),
                    movement(row),
                    row.traderId(),
                    amounts.amount(row.volume()),
                    amounts.share(BigInteger.valueOf(row.volume())),
                    amounts.gap(board.standings(), i));
            lines.add(new Line(i + 1, text, movement, role(row)));
        }
        return lines;
    }

    /** How many of the rows shown have moved since the standings before. */
    int moved() {
        int moved = 0;
        for (Standings.Row row : board.standings().rows().subList(0, shown())) {
            Integer before = board.ranksBefore().get(row.traderId());
            moved += before == null || before != row.rank() ? 1 : 0;
        }
        return moved;
    }

    private int shown() {
        return Math.min(config.depth(), board.standings().rows().size());
    }

    private String volumeHeading() {
        return "VOLUME " + board.standings().board().symbol();
    }

    private String line(String rank, String movement, String trader, String volume, String share, String gap) {
        return rank
                + " "
                + Cells.right(movement, MOVEMENT_CELLS)
                + "  "
                + Cells.left(trader, traderCells, config.ascii() ? "~" : "…")
                + Cells.right(volume, volumeCells)
                + (hasShare ? Cells.right(share, SHARE_CELLS) : "")
                + (hasGap ? Cells.right(gap, gapCells) : "");
    }

    private String movement(Standings.Row row) {
        Instant compared = board.before();
        if (compared == null) {
            return "";
        }
        Integer before = board.ranksBefore().get(row.traderId());
        if (before == null) {
            return "NEW";
        }
        if (before == row.rank()) {
            return "=";
        }
        int by = before - row.rank();
        String up = config.ascii() ? "^" : "▲";
        String down = config.ascii() ? "v" : "▼";
        return by > 0 ? up + by : down + -by;
    }

    private Role role(Standings.Row row) {
        Integer before = board.ranksBefore().get(row.traderId());
        if (board.before() == null || (before != null && before == row.rank())) {
            return Role.BODY;
        }
        return before == null || before > row.rank() ? Role.UP : Role.DOWN;
    }
}
