package io.tradeboard.screen;

import io.tradeboard.format.Amounts;
import io.tradeboard.read.LastHour;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Monogram;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a board in columns, as wide as its canvas. Rank, movement, trader and volume are always there; the others
 * go, in the order of {@link Column}, where the canvas is too narrow for the names. The selection is shown on the model's
 * own board only; any other starts at its first row.
 */
final class Table {
    /** Columns that may be missing, the first to go first. */
    private enum Column {
        SPARKLINE,
        LAST_HOUR,
        MONOGRAM,
        PASS_IN,
        GAP,
        SHARE
    }

    private static final int COMPACT_COLUMNS = 60;
    private static final int MOVEMENT_CELLS = 6;
    private static final int MONOGRAM_CELLS = 3;
    private static final int SHARE_CELLS = 8;
    private static final int PASS_IN_CELLS = 9;
    private static final int SPARKLINE_CELLS = 12;
    private static final int LEAST_TRADER_CELLS = 12;
    private static final int USUAL_TRADER_CELLS = 20;
    private static final String FOLLOWED = " (followed)";

    private final Canvas canvas;
    private final Model model;
    private final Standings standings;
    private final Amounts amounts;
    private final LastHour hour;
    private final @Nullable Sample past;
    private final List<Standings.Row> rows;
    private final Standings.@Nullable Row followed;
    private final Model.Cursor cursor;
    private final Set<Column> columns = EnumSet.allOf(Column.class);
    private final int rankCells;
    private final int volumeCells;
    private final int gapCells;
    private final int hourCells;
    private final int traderCells;

    Table(Model model, Model.Board board, Canvas canvas) {
        this.canvas = canvas;
        this.model = model;
        this.standings = board.standings();
        this.amounts = new Amounts(standings, model.look().compact() || canvas.columns() < COMPACT_COLUMNS);
        this.hour = new LastHour(standings, board.history());
        this.past = model.look().baseline().of(board);
        this.rows = model.topRows(board);
        this.cursor = board.equals(model.board()) ? model.cursor() : Model.Cursor.NOWHERE;
        List<Standings.Row> all = new ArrayList<>(rows);
        this.followed = model.followedRow(board);
        if (followed != null) {
            all.add(followed);
        }
        this.rankCells = width(3, all.stream().map(row -> Integer.toString(row.rank())));
        this.volumeCells = 2 + width(volumeHeading().length(), all.stream().map(this::volume));
        this.gapCells = 2 + width("GAP TO NEXT".length(), all.stream().map(this::gap));
        this.hourCells = 2 + width("LAST HOUR".length(), all.stream().map(this::lastHour));
        int longest = width(0, all.stream().map(Standings.Row::name));
        int usual = Math.max(LEAST_TRADER_CELLS, Math.min(USUAL_TRADER_CELLS, longest));
        for (Column column : Column.values()) {
            if (room() < (column.compareTo(Column.GAP) < 0 ? usual : LEAST_TRADER_CELLS)) {
                columns.remove(column);
            }
        }
        this.traderCells = Math.max(1, room());
    }

    private static int width(int least, Stream<String> texts) {
        return texts.mapToInt(Cells::width).reduce(least, Math::max);
    }

    /** The cells that the columns leave for the trader. */
    private int room() {
        int used = rankCells + 2 + MOVEMENT_CELLS + 2 + volumeCells;
        for (Column column : columns) {
            used += switch (column) {
                case SPARKLINE -> 2 + SPARKLINE_CELLS;
                case LAST_HOUR -> hourCells;
                case MONOGRAM -> MONOGRAM_CELLS;
                case PASS_IN -> PASS_IN_CELLS;
                case GAP -> gapCells;
                case SHARE -> SHARE_CELLS;
            };
        }
        return canvas.columns() - used;
    }

    /** Draws the headings and the rows, and that of the followed trader. */
    void draw(Layout layout) {
        headings(layout.table());
        int top = cursor.top();
        for (int i = 0; i < layout.tableRows() && top + i < rows.size(); i++) {
            row(layout.table() + 1 + i, rows.get(top + i), above(top + i), "");
        }
        if (layout.followed() >= 0) {
            String trader = model.followed();
            if (followed == null) {
                boolean open = model.fetching().underWay() || model.pause() != null;
                canvas.put(
                        0,
                        layout.followed(),
                        Role.MUTED,
                        trader + FOLLOWED + (open ? " ..." : " is not on this board"));
            } else {
                row(layout.followed(), followed, null, FOLLOWED);
            }
        }
    }

    /** What movement is measured against, or null. */
    @Nullable
    Instant since() {
        return past == null ? null : past.at();
    }

    /** How many of the rows have moved since the baseline. */
    int moved() {
        return (int) rows.stream().filter(row -> step(row) != 0 || isNew(row)).count();
    }

    private void headings(int at) {
        boolean ascii = model.config().ascii();
        String arrows = (ascii ? "^v" : "▲▼") + "/"
                + model.look().baseline().label(model.config().refresh());
        String line = Cells.right("#", rankCells)
                + "  "
                + Cells.right(past == null ? "" : arrows, MOVEMENT_CELLS)
                + "  "
                + (columns.contains(Column.MONOGRAM) ? " ".repeat(MONOGRAM_CELLS) : "")
                + Cells.left("TRADER", traderCells, "")
                + Cells.right(volumeHeading(), volumeCells)
                + when(Column.SHARE, "SHARE", SHARE_CELLS)
                + when(Column.GAP, "GAP TO NEXT", gapCells)
                + when(Column.PASS_IN, "PASS IN", PASS_IN_CELLS)
                + when(Column.LAST_HOUR, "LAST HOUR", hourCells)
                + when(Column.SPARKLINE, "LAST 60 MIN", 2 + SPARKLINE_CELLS);
        canvas.put(0, at, Role.HEADING, line);
    }

    private void row(int at, Standings.Row row, Standings.@Nullable Row above, String suffix) {
        boolean selected = suffix.isEmpty() && row.traderId().equals(cursor.trader());
        boolean changed = step(row) != 0 || isNew(row);
        Role role = selected ? Role.ALERT : changed ? Role.HEADER : Role.BODY;
        String rank = Cells.right(Integer.toString(row.rank()), rankCells) + (row.tied() ? "=" : " ");
        int column = canvas.put(0, at, role, rank + (selected ? ">" : " "));
        column =
                canvas.put(column, at, selected ? role : movementRole(row), Cells.right(movement(row), MOVEMENT_CELLS));
        column = canvas.put(column, at, role, "  ");
        if (columns.contains(Column.MONOGRAM)) {
            column = monogram(column, at, row, selected);
        }
        String mark = model.config().ascii() ? "~" : "…";
        String trader = row.name() + suffix;
        if (Cells.width(trader) > traderCells) {
            trader = row.name();
        }
        Duration passIn = above == null ? null : hour.passIn(row, above);
        canvas.put(
                column,
                at,
                role,
                Cells.left(trader, traderCells, mark)
                        + Cells.right(volume(row), volumeCells)
                        + when(Column.SHARE, amounts.share(BigInteger.valueOf(row.volume())), SHARE_CELLS)
                        + when(Column.GAP, gap(row), gapCells)
                        + when(Column.PASS_IN, passIn == null ? "-" : Ages.soon(passIn), PASS_IN_CELLS)
                        + when(Column.LAST_HOUR, lastHour(row), hourCells)
                        + when(
                                Column.SPARKLINE,
                                Sparkline.of(
                                        hour.traded(row.traderId(), SPARKLINE_CELLS),
                                        model.config().ascii()),
                                2 + SPARKLINE_CELLS));
    }

    private int monogram(int column, int at, Standings.Row row, boolean selected) {
        String letters = Cells.left(Monogram.of(row.name()), MONOGRAM_CELLS, "");
        return selected
                ? canvas.put(column, at, Role.ALERT, letters)
                : canvas.putMonogram(column, at, letters, row.traderId());
    }

    private String when(Column column, String text, int cells) {
        return columns.contains(column) ? Cells.right(text, cells) : "";
    }

    /** The nearest row with a strictly higher volume, or null. */
    private Standings.@Nullable Row above(int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (rows.get(i).volume() > rows.get(index).volume()) {
                return rows.get(i);
            }
        }
        return null;
    }

    /** With the symbol where that leaves room for the traders: volumes are never cut. */
    private String volumeHeading() {
        String heading = "VOLUME " + standings.board().symbol();
        int room = canvas.columns() - rankCells - 2 - MOVEMENT_CELLS - 2 - 2 - heading.length();
        return room < LEAST_TRADER_CELLS ? "VOLUME" : heading;
    }

    private String lastHour(Standings.Row row) {
        OptionalLong traded = hour.traded(row);
        return traded.isPresent() ? amounts.amount(traded.getAsLong()) : "-";
    }

    private String volume(Standings.Row row) {
        return amounts.volume(row, model.config().ascii());
    }

    private String gap(Standings.Row row) {
        int index = rows.indexOf(row);
        return index >= 0 ? amounts.gap(standings, index) : amounts.gap(row);
    }

    /** By how many ranks a trader has climbed since the baseline; 0 also where that is not known. */
    private int step(Standings.Row row) {
        return past == null ? 0 : past.climb(row).orElse(0);
    }

    private boolean isNew(Standings.Row row) {
        return past != null && past.isNew(row);
    }

    private boolean isUnknown(Standings.Row row) {
        return past == null || (past.rank(row.traderId()).isEmpty() && !isNew(row));
    }

    private String movement(Standings.Row row) {
        if (isUnknown(row)) {
            return "";
        }
        if (isNew(row)) {
            return "NEW";
        }
        int step = step(row);
        if (step == 0) {
            return "=";
        }
        boolean ascii = model.config().ascii();
        return step > 0 ? (ascii ? "^" : "▲") + step : (ascii ? "v" : "▼") + -step;
    }

    private Role movementRole(Standings.Row row) {
        if (isNew(row) || step(row) > 0) {
            return Role.UP;
        }
        return step(row) < 0 ? Role.DOWN : Role.MUTED;
    }
}
