package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Sample;
import io.tradeboard.text.Times;
import java.util.List;

/**
 * The rows of a board, and the text in their place if there are none.
 *
 * @param since when movement begins, as a time of the day; empty where it is not known
 * @param isLong whether the volumes have too many digits for a phone
 * @param nobody the text in place of rows
 */
record BoardTable(
        String symbol,
        String caption,
        String since,
        List<RowView> rows,
        boolean isLong,
        boolean isLoading,
        String nobody,
        String nobodyMore) {
    private static final int MOST_DIGITS_ON_A_PHONE = 14;

    static BoardTable of(BoardFacts board, RowViews views, String caption) {
        String symbol = board.symbol();
        BoardState state = board.condition().state();
        Sample past = views.past();
        List<RowView> rows = views.all();
        return new BoardTable(
                symbol,
                caption,
                past == null ? "" : new Times(board.standings().zone()).minute(past.at()),
                rows,
                rows.stream().anyMatch(row -> row.volume().length() > MOST_DIGITS_ON_A_PHONE),
                state == BoardState.LOADING,
                nobody(state, symbol),
                state == BoardState.EMPTY ? "The first trade takes #1." : "");
    }

    private static String nobody(BoardState state, String symbol) {
        return switch (state) {
            case LOADING -> "Reading " + symbol + " …";
            case EMPTY -> "Nobody has traded " + symbol + " yet today.";
            case FINAL, CLOSING -> "Nobody traded " + symbol + " that day.";
            case NOT_KEPT -> "The board of that day was not kept.";
            default -> "There is nothing to show right now.";
        };
    }
}
