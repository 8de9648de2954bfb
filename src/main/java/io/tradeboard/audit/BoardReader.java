package io.tradeboard.audit;

import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads boards, again where one changed in a way that leaves its pages unfit for each other. */
final class BoardReader {
    private static final int ATTEMPTS = 5;

    private final BoardPages pages;
    private final Pace pace;

    /** Takes the pages of a board, perhaps several times from the first. */
    interface Target {
        /** Takes a page; returns whether it belongs to those before it. */
        boolean page(BoardLedger ledger, Map<String, BigDecimal> volumes);

        void forgetPages();
    }

    /** Takes the pages of one reading, and keeps why the ledger cannot be read. */
    private final class Reading implements BoardPages.Visitor {
        private final Target target;
        private String unreadable = "";

        Reading(Target target) {
            this.target = target;
        }

        @Override
        public boolean page(Map<String, String> ledger, Map<String, BigDecimal> volumes) throws IOException {
            try {
                boolean fits = target.page(BoardLedger.of(ledger), volumes);
                pace.rest();
                return fits;
            } catch (UnreadableLedgerException e) {
                unreadable = "its ledger cannot be read: " + e.getMessage();
                return false;
            }
        }
    }

    BoardReader(BoardPages pages, Pace pace) {
        this.pages = pages;
        this.pace = pace;
    }

    /** Reads a board; returns why that cannot be done, or nothing. */
    String read(BoardId board, Target target) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Reading reading = new Reading(target);
            try {
                if (pages.read(board, reading) != BoardPages.End.CHANGED) {
                    return "";
                }
            } catch (RedisRefusedException e) {
                if (!isWrongType(e)) {
                    throw e;
                }
                return "one of its keys is of another type";
            } catch (RedisUnavailableException e) {
                if (!e.isOfOneMaster()) {
                    throw e;
                }
                return e.sentence();
            }
            if (!reading.unreadable.isEmpty()) {
                return reading.unreadable;
            }
            target.forgetPages();
        }
        return "it kept changing while it was being read";
    }

    /** The ledger of a board now; null where there is none, or none that can be read. */
    @Nullable
    BoardLedger ledger(BoardId board) {
        try {
            return BoardLedger.of(pages.ledger(board));
        } catch (UnreadableLedgerException e) {
            return null;
        } catch (RedisRefusedException e) {
            if (!isWrongType(e)) {
                throw e;
            }
            return null;
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            return null;
        }
    }

    private static boolean isWrongType(RedisRefusedException e) {
        return String.valueOf(e.getMessage()).startsWith("WRONGTYPE");
    }
}
