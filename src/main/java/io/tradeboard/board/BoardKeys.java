package io.tradeboard.board;

import io.tradeboard.trade.BoardId;
import java.time.LocalDate;

/**
 * Names of the keys in Redis. The keys of a board share a hash tag, hence a slot; see the package's description
 * for what they hold.
 */
final class BoardKeys {
    static final String MARK_PREFIX = "mark:";
    static final String DAEMON_PREFIX = "tradeboard:daemon:";

    private BoardKeys() {}

    static String volumes(BoardId board) {
        return "tradeboard:{" + board.symbol() + ":" + board.day() + "}:volumes";
    }

    static String ledger(BoardId board) {
        return "tradeboard:{" + board.symbol() + ":" + board.day() + "}:ledger";
    }

    static String audit(BoardId board) {
        return "tradeboard:{" + board.symbol() + ":" + board.day() + "}:audit";
    }

    static String history(BoardId board) {
        return "tradeboard:{" + board.symbol() + ":" + board.day() + "}:history";
    }

    static String symbols(LocalDate day) {
        return "tradeboard:symbols:" + day;
    }

    static String markField(String writer) {
        return MARK_PREFIX + writer;
    }
}
