package io.tradeboard.audit;

import io.tradeboard.run.Notices;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reports what changes from one audit of a board to the next: what is wrong once, and when it is right again. */
final class AuditNews {
    private final Notices notices;
    private final Map<BoardId, Known> boards = new HashMap<>();

    /** What the last audit of a board found, and what was last reported of it; empty when all is well. */
    private record Known(String found, String reported) {
        static final Known NOTHING = new Known("", "");
    }

    AuditNews(Notices notices) {
        this.notices = notices;
    }

    /** Whether the board was ever audited. */
    boolean has(BoardId board) {
        return boards.containsKey(board);
    }

    void report(AuditReport report) {
        boards.keySet().removeIf(board -> board.day().isBefore(report.day().minusDays(1)));
        report.boards().forEach(board -> boards.put(board.board(), report(board)));
    }

    private Known report(BoardAudit board) {
        Known before = boards.getOrDefault(board.board(), Known.NOTHING);
        String found = found(board);
        // A board that is behind may just be filled from the log: worth a line where it still is at the next audit.
        boolean lasts = board.word() != Verdict.Word.BEHIND || before.found.equals(found);
        String reported = before.reported;
        if (found.isEmpty() && !reported.isEmpty()) {
            notices.say("audit of " + board.board() + ": exact again");
            reported = "";
        } else if (!found.isEmpty() && lasts && !found.equals(reported)) {
            notices.warn("audit of " + board.board() + ": " + sentence(board) + "; see tradeboard audit "
                    + board.board().symbol());
            reported = found;
        }
        return new Known(found, reported);
    }

    /** The key of a finding; how many records a board lacks is not part of it, as it changes all the time. */
    private static String found(BoardAudit board) {
        return switch (board.word()) {
            case EXACT -> "";
            case BEHIND -> "behind";
            case DIFFERS, UNVERIFIED -> sentence(board);
        };
    }

    private static String sentence(BoardAudit board) {
        return switch (board.word()) {
            case EXACT -> "exact";
            case BEHIND -> "BEHIND: " + board.behind();
            case DIFFERS ->
                board.differences() == 1
                        ? "DIFFERS: 1 difference"
                        : String.format(Locale.ROOT, "DIFFERS: %,d differences", board.differences());
            case UNVERIFIED -> "UNVERIFIED: " + board.unverified();
        };
    }
}
