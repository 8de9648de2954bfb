package io.tradeboard.screen;

import io.tradeboard.board.Standings;
import io.tradeboard.board.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the last audit of a board comes to, for people.
 *
 * @param word {@code EXACT hh:mm}, {@code DIFFERS n} or {@code UNPROVEN}; empty where there is nothing to prove
 * @param sentence what is behind it, empty where all is well
 */
record Proof(String word, String sentence) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String UNPROVEN = "UNPROVEN";

    /**
     * The proof of standings at a moment: that of a board that moves grows old.
     *
     * @param zone in which times are told
     */
    static Proof of(Standings standings, Instant now, ZoneId zone) {
        Verdict verdict = standings.audit();
        if (verdict == null) {
            return standings.rows().isEmpty() ? new Proof("", "") : new Proof(UNPROVEN, "No audit yet");
        }
        String time = MINUTE.withZone(zone).format(verdict.at());
        String symbol = standings.board().symbol();
        if (verdict.differences() > 0) {
            return new Proof(
                    String.format(Locale.ROOT, "DIFFERS %,d", verdict.differences()),
                    "The audit of " + time + " found differences; see: tradeboard audit " + symbol);
        }
        if (!verdict.unproven().isEmpty()) {
            return new Proof(UNPROVEN, "The log cannot prove this board: " + verdict.unproven());
        }
        Duration age = Duration.between(verdict.at(), now);
        if (!standings.closed() && age.compareTo(Verdict.FRESH) > 0) {
            return new Proof(UNPROVEN, "No audit since " + time + ", " + Ages.age(age) + " ago");
        }
        return new Proof("EXACT " + time, "");
    }

    /** Whether the board is as the log says. */
    boolean isExact() {
        return sentence.isEmpty();
    }
}
