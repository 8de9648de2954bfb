package io.tradeboard.read;

import io.tradeboard.status.Verdict;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What the last audit of a board comes to, for people.
 *
 * @param word {@code EXACT hh:mm}, {@code DIFFERS n}, {@code UNPROVEN} or {@code NOT AUDITED}; empty where there is nothing
 *     to prove
 * @param sentence what is behind it, empty where there is nothing to worry about
 */
public record Proof(String word, String sentence) {
    public static final Proof NONE = new Proof("", "");

    private static final String UNPROVEN = "UNPROVEN";

    /** The proof of standings at a moment: that of a board that moves grows old. */
    public static Proof of(Standings standings, Instant now, Times times) {
        Verdict verdict = standings.audit();
        if (verdict == null) {
            return standings.rows().isEmpty() ? NONE : new Proof("NOT AUDITED", "");
        }
        String time = times.minute(verdict.at());
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

    /** Whether it is nothing to worry about. */
    public boolean isWell() {
        return sentence.isEmpty();
    }
}
