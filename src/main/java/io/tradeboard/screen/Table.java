package io.tradeboard.screen;

import io.tradeboard.format.Amounts;
import io.tradeboard.read.LastHour;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Columns.Column;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Monogram;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a board in {@link Columns}, as wide as its canvas. */
final class Table {
    private static final int COMPACT_COLUMNS = 60;
    private static final int LEAST_MOVEMENT_CELLS = 6;
    private static final String GAP = "GAP TO NEXT";
    private static final String LAST_HOUR = "LAST HOUR";
    private static final String FOLLOWED = " (followed)";

    private final Canvas canvas;
    private final Model model;
    private final Standings standings;
    private final Amounts amounts;
    private final LastHour hour;
    private final @Nullable Sample past;
    private final @Nullable Sample first;
    private final List<Standings.Row> rows;
    private final Standings.@Nullable Row followed;
    private final Cursor cursor;
    private final boolean ascii;
    private final Columns columns;

    Table(Model model, Model.Board board, Canvas canvas) {
        this.canvas = canvas;
        this.model = model;
        this.standings = board.standings();
        this.amounts = new Amounts(standings, model.look().compact() || canvas.columns() < COMPACT_COLUMNS);
        this.hour = new LastHour(standings, board.history());
        this.past = model.look().baseline().of(board);
        this.first = board.history().first();
        this.rows = model.topRows(board);
        this.followed = model.followedRow(board);
        this.cursor = model.cursor();
        this.ascii = model.config().ascii();
        this.columns = new Columns(canvas.columns(), needs());
    }

    private Columns.Needs needs() {
        List<Standings.Row> all = new ArrayList<>(rows);
        if (followed != null) {
            all.add(followed);
        }
        int rank = width(3, all.stream().map(row -> Integer.toString(row.rank())));
        int movement = width(LEAST_MOVEMENT_CELLS, Stream.of(movementHeading()));
        return new Columns.Needs(
                rank,
                movement,
                width(0, all.stream().map(Standings.Row::name)),
                width(volumeHeading(rank + movement).length(), all.stream().map(this::volume)),
                width(GAP.length(), all.stream().map(this::gap)),
                hour.isFull() ? width(LAST_HOUR.length(), all.stream().map(this::lastHour)) : 0,
                hour.since() != null);
    }

    private static int width(int least, Stream<String> texts) {
        return texts.mapToInt(Cells::width).reduce(least, Math::max);
    }

    /** Draws the headings and the rows, and that of the followed trader. */
    void draw(Layout layout) {
        headings(layout.table());
        int top = cursor.top();
        for (int i = 0; i < layout.tableRows() && top + i < rows.size(); i++) {
            row(layout.table() + 1 + i, rows.get(top + i), above(top + i), true);
        }
        if (layout.followed() >= 0) {
            if (followed == null) {
                // Without the name, which may be that of a trader who is hidden.
                boolean open = model.fetching().underWay() || model.pause() != null;
                canvas.put(0, layout.followed(), Role.MUTED, open ? "followed: ..." : "followed: not on this board");
            } else {
                row(layout.followed(), followed, null, false);
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
        int column = canvas.put(
                0,
                at,
                Role.HEADING,
                Cells.right("#", columns.rank())
                        + "  "
                        + Cells.right(movementHeading(), columns.movement())
                        + "  "
                        + (columns.has(Column.MONOGRAM) ? " ".repeat(Columns.MONOGRAM_CELLS) : "")
                        + Cells.left("TRADER", columns.trader(), "")
                        + Cells.right(volumeHeading(columns.rank() + columns.movement()), columns.volume())
                        + when(Column.SHARE, "SHARE", Columns.SHARE_CELLS)
                        + (columns.bar() > 0 ? " ".repeat(Columns.BETWEEN + columns.bar()) : "")
                        + when(Column.GAP, GAP, columns.gap())
                        + when(Column.PASS_IN, "PASS IN", Columns.PASS_IN_CELLS)
                        + when(Column.LAST_HOUR, LAST_HOUR, columns.lastHour()));
        Instant since = hour.since();
        if (columns.has(Column.SPARKLINE) && since != null) {
            String time = span(Duration.between(since, standings.asOf()));
            canvas.put(column + Columns.BETWEEN, at, Role.HEADING, time + " " + Sparkline.scale(ascii));
        }
    }

    private static String span(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    /** What movement is measured against: the arrows and the span, or the time where that is another. */
    private String movementHeading() {
        if (past == null) {
            return "";
        }
        Baseline baseline = model.look().baseline();
        Duration refresh = model.config().refresh();
        return baseline.isReached(past.at(), standings.asOf(), refresh)
                ? (ascii ? "^v" : "▲▼") + "/" + baseline.label(refresh)
                : "since " + model.times().minute(past.at());
    }

    private void row(int at, Standings.Row row, Standings.@Nullable Row above, boolean inTable) {
        boolean selected = inTable && row.traderId().equals(cursor.trader());
        boolean isFollowed = followed != null && followed.traderId().equals(row.traderId());
        boolean changed = step(row) != 0 || isNew(row);
        Role role = selected ? Role.ALERT : changed || isFollowed ? Role.HEADER : Role.BODY;
        String trader = row.name() + (isFollowed ? FOLLOWED : "");
        boolean cut = Cells.width(trader) > columns.trader();
        String mark = selected ? ">" : isFollowed && cut ? "*" : " ";
        String rank = Cells.right(Integer.toString(row.rank()), columns.rank()) + (row.tied() ? "=" : " ");
        int column = canvas.put(0, at, role, rank + mark);
        column = canvas.put(
                column, at, selected ? role : movementRole(row), Cells.right(movement(row), columns.movement()));
        column = canvas.put(column, at, role, "  ");
        if (columns.has(Column.MONOGRAM)) {
            column = monogram(column, at, row, selected);
        }
        column = canvas.put(
                column,
                at,
                role,
                Cells.left(cut ? row.name() : trader, columns.trader(), canvas.ellipsis())
                        + Cells.right(volume(row), columns.volume())
                        + when(Column.SHARE, amounts.share(BigInteger.valueOf(row.volume())), Columns.SHARE_CELLS));
        if (columns.bar() > 0) {
            String bar = Bar.of(row.volume(), standings.rows().get(0).volume(), columns.bar(), ascii);
            column = canvas.put(column, at, selected ? role : Role.BAR, "  " + Cells.left(bar, columns.bar(), ""));
        }
        Duration passIn = above == null ? null : hour.passIn(row, above);
        column = canvas.put(
                column,
                at,
                role,
                when(Column.GAP, gap(row), columns.gap())
                        + when(Column.PASS_IN, passIn == null ? "-" : Ages.soon(passIn), Columns.PASS_IN_CELLS)
                        + when(Column.LAST_HOUR, lastHour(row), columns.lastHour()));
        if (columns.has(Column.SPARKLINE)) {
            String course = Sparkline.of(hour.course(row.traderId(), columns.sparkline()), ascii);
            canvas.put(column, at, selected ? role : Role.BAR, "  " + Cells.left(course, columns.sparkline(), ""));
        }
    }

    private int monogram(int column, int at, Standings.Row row, boolean selected) {
        String letters = Cells.left(Monogram.of(row.name()), Columns.MONOGRAM_CELLS, "");
        return selected
                ? canvas.put(column, at, Role.ALERT, letters)
                : canvas.putMonogram(column, at, letters, row.traderId());
    }

    private String when(Column column, String text, int cells) {
        return columns.has(column) ? Cells.right(text, cells) : "";
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
    private String volumeHeading(int before) {
        String heading = "VOLUME " + standings.board().symbol();
        int room = canvas.columns() - before - 3 * Columns.BETWEEN - heading.length();
        return room < Columns.LEAST_TRADER_CELLS ? "VOLUME" : heading;
    }

    private String lastHour(Standings.Row row) {
        OptionalLong traded = hour.traded(row);
        return traded.isPresent() ? amounts.amount(traded.getAsLong()) : "-";
    }

    private String volume(Standings.Row row) {
        return amounts.volume(row, ascii);
    }

    private String gap(Standings.Row row) {
        int index = rows.indexOf(row);
        return index >= 0 ? amounts.gap(standings, index) : amounts.gap(row);
    }

    /** By how many ranks a trader has climbed since the baseline; 0 also where that is not known. */
    private int step(Standings.Row row) {
        return past == null ? 0 : past.climb(row).orElse(0);
    }

    /** Everybody would be new since the first trades of a day. */
    private boolean isNew(Standings.Row row) {
        return past != null && !past.equals(first) && past.isNew(row);
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
        return step > 0 ? (ascii ? "^" : "▲") + step : (ascii ? "v" : "▼") + -step;
    }

    private Role movementRole(Standings.Row row) {
        if (isNew(row) || step(row) > 0) {
            return Role.UP;
        }
        return step(row) < 0 ? Role.DOWN : Role.MUTED;
    }
}
