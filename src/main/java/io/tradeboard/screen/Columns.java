package io.tradeboard.screen;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How the cells of a row are shared out. Rank, movement, trader and volume are always there; the others go, in the order
 * of {@link Column}, where there is too little room for the names. What the names leave goes to a bar beside the share,
 * and to a longer sparkline.
 */
final class Columns {
    /** Columns that may be missing, the first to go first. */
    enum Column {
        SPARKLINE,
        LAST_HOUR,
        MONOGRAM,
        PASS_IN,
        GAP,
        SHARE
    }

    /**
     * The cells that the widest text of a column takes, its heading included.
     *
     * @param lastHour 0 where nothing is known of it
     * @param course whether there is anything to draw a sparkline of
     */
    record Needs(int rank, int movement, int trader, int volume, int gap, int lastHour, boolean course) {}

    static final int BETWEEN = 2;
    static final int MONOGRAM_CELLS = 3;
    static final int SHARE_CELLS = 8;
    static final int PASS_IN_CELLS = 9;
    static final int LEAST_TRADER_CELLS = 12;

    private static final int USUAL_TRADER_CELLS = 20;
    private static final int MOST_TRADER_CELLS = 40;
    private static final int LEAST_BAR_CELLS = 6;
    private static final int GOOD_BAR_CELLS = 20;
    private static final int MOST_BAR_CELLS = 60;
    private static final int SPARKLINE_CELLS = 15;

    /** Longer ones, each with as many minutes of an hour in every cell. */
    private static final List<Integer> LONGER_SPARKLINES = List.of(20, 30, 60);

    private final int width;
    private final Needs needs;
    private final Set<Column> columns = EnumSet.allOf(Column.class);
    private int sparkline = SPARKLINE_CELLS;
    private final int trader;
    private final int bar;

    Columns(int width, Needs needs) {
        this.width = width;
        this.needs = needs;
        if (needs.lastHour() == 0) {
            columns.remove(Column.LAST_HOUR);
        }
        if (!needs.course()) {
            columns.remove(Column.SPARKLINE);
        }
        int usual = Math.max(LEAST_TRADER_CELLS, Math.min(USUAL_TRADER_CELLS, needs.trader()));
        for (Column column : Column.values()) {
            if (room() < (column.compareTo(Column.GAP) < 0 ? usual : LEAST_TRADER_CELLS)) {
                columns.remove(column);
            }
        }
        int wanted = Math.max(USUAL_TRADER_CELLS, Math.min(MOST_TRADER_CELLS, needs.trader()));
        if (!has(Column.SHARE) || room() - wanted < BETWEEN + LEAST_BAR_CELLS) {
            trader = Math.max(1, room());
            bar = 0;
            return;
        }
        trader = wanted;
        for (int longer : LONGER_SPARKLINES) {
            int left = room() - trader - BETWEEN - (longer - sparkline);
            if (has(Column.SPARKLINE) && left >= GOOD_BAR_CELLS) {
                sparkline = longer;
            }
        }
        bar = Math.min(MOST_BAR_CELLS, room() - trader - BETWEEN);
    }

    /** The cells that the columns leave for the trader, and a bar. */
    private int room() {
        int used = needs.rank() + BETWEEN + needs.movement() + BETWEEN + volume();
        for (Column column : columns) {
            used += switch (column) {
                case SPARKLINE -> BETWEEN + sparkline;
                case LAST_HOUR -> lastHour();
                case MONOGRAM -> MONOGRAM_CELLS;
                case PASS_IN -> PASS_IN_CELLS;
                case GAP -> gap();
                case SHARE -> SHARE_CELLS;
            };
        }
        return width - used;
    }

    boolean has(Column column) {
        return columns.contains(column);
    }

    int rank() {
        return needs.rank();
    }

    int movement() {
        return needs.movement();
    }

    int trader() {
        return trader;
    }

    int volume() {
        return BETWEEN + needs.volume();
    }

    int gap() {
        return BETWEEN + needs.gap();
    }

    int lastHour() {
        return BETWEEN + needs.lastHour();
    }

    /** Without the space before it; 0 where there is no room for one. */
    int bar() {
        return bar;
    }

    /** Without the space before it. */
    int sparkline() {
        return sparkline;
    }
}
