package io.tradeboard.board;

import io.tradeboard.trade.BoardId;
import java.time.LocalDate;

/**
 * Names of the keys in Redis. The keys of a board share a hash tag, hence a slot; see the package's description
 * for what they hold.
 */
public final class BoardKeys {
    public static final String MARK_PREFIX = "mark:";
    public static final String CLOSED_PREFIX = "closed:";
    public static final String GAP_PREFIX = "gap:";

    /** The field of the ledger with the rules by which records were judged, where that is not in the log. */
    public static final String RULES = "rules";

    /** The field of the ledger with the number of shards of the board, where that is not 1. */
    public static final String SHARDS = "shards";

    /** The daemons by their last heartbeat. */
    public static final String DAEMONS = "tradeboard:daemons";

    /** The traders directory. */
    public static final String TRADERS = "tradeboard:traders";

    private BoardKeys() {}

    public static String volumes(BoardId board) {
        return tag(board) + "volumes";
    }

    public static String ledger(BoardId board) {
        return tag(board) + "ledger";
    }

    public static String audit(BoardId board) {
        return tag(board) + "audit";
    }

    public static String history(BoardId board) {
        return tag(board) + "history";
    }

    /** Shard 0 has the keys of a board that has no other. */
    private static String tag(BoardId board) {
        int shard = board.shard().number();
        return "tradeboard:{" + board.symbol() + ":" + board.day() + (shard == 0 ? "" : ":" + shard) + "}:";
    }

    /** The number of shards of each symbol's board. */
    public static String shards(LocalDate day) {
        return "tradeboard:shards:" + day;
    }

    public static String symbols(LocalDate day) {
        return "tradeboard:symbols:" + day;
    }

    public static String closedField(String writer) {
        return CLOSED_PREFIX + writer;
    }

    public static String gapField(String writer) {
        return GAP_PREFIX + writer;
    }

    public static String daemon(String writer) {
        return "tradeboard:daemon:" + writer;
    }

    public static String markField(String writer) {
        return MARK_PREFIX + writer;
    }
}
