package io.tradeboard.serve;

import org.jspecify.annotations.Nullable;

/**
 * The target of the form that finds a trader.
 *
 * @param symbol what it sends beside the name, or null where the address has the symbol
 */
record Find(String action, @Nullable String symbol) {
    static Find on(String symbol, Links links) {
        String board = links.board(symbol);
        int query = board.indexOf('?');
        return query < 0 ? new Find(board, null) : new Find(board.substring(0, query), symbol);
    }
}
