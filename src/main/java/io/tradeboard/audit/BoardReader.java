package io.tradeboard.audit;

import io.tradeboard.board.Ledger;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/** Reads boards, again where one changed in a way that leaves its pages unfit for each other. */
final class BoardReader {
    private static final int ATTEMPTS = 5;

    private final BoardPages pages;
    private final Pace pace;

    /** Takes the pages of a board, perhaps several times from the first. */
    interface Target {
        void page(Ledger ledger, Map<String, BigDecimal> volumes);

        /** Whether what was taken so far belongs together. */
        boolean isConsistent();

        void forgetPages();
    }

    BoardReader(BoardPages pages, Pace pace) {
        this.pages = pages;
        this.pace = pace;
    }

    /** Reads a board; returns why that cannot be done, or nothing. */
    String read(BoardId board, Target target) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                BoardPages.End end = pages.read(board, (ledger, volumes) -> {
                    target.page(ledger, volumes);
                    pace.rest();
                });
                if (end != BoardPages.End.WENT_BACK && target.isConsistent()) {
                    return "";
                }
            } catch (RedisRefusedException e) {
                if (!String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                    throw e;
                }
                return "a key of it is of another type";
            } catch (IllegalArgumentException e) {
                return "its ledger cannot be read: " + e.getMessage();
            }
            target.forgetPages();
        }
        return "it kept changing while it was read";
    }
}
