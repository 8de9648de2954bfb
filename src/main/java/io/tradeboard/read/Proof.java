package io.tradeboard.read;

import io.tradeboard.status.Verdict;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The result of the last audit of a board, for people.
 *
 * @param word {@code EXACT hh:mm}, {@code DIFFERS n}, {@code UNVERIFIED}, {@code BEHIND} or {@code NOT AUDITED}; empty where there is nothing
 *     to prove
 * @param sentence the explanation; empty if nothing is wrong
 */
public record Proof(String word, String sentence) {
    public static final Proof NONE = new Proof("", "");

    private static final String UNVERIFIED = "UNVERIFIED";
    private static final String EXACT = "EXACT ";
    private static final String DIFFERS = "DIFFERS ";
    private static final String BEHIND = "BEHIND";

    /** The proof of standings at a moment. While a board changes, its proof grows old. */
    public static Proof of(Standings standings, Instant now, Times times) {
        Verdict verdict = standings.audit();
        if (verdict == null) {
            return standings.rows().isEmpty() ? NONE : new Proof("NOT AUDITED", "");
        }
        String time = times.minute(verdict.at());
        String symbol = standings.board().symbol();
        if (standings.reading().fell()) {
            return new Proof(UNVERIFIED, "Redis lost data of this board, which was last audited at " + time);
        }
        if (verdict.differences() > 0) {
            return new Proof(
                    DIFFERS + String.format(Locale.ROOT, "%,d", verdict.differences()),
                    "The audit of " + time + " found differences; see: tradeboard audit " + symbol);
        }
        if (!verdict.unverified().isEmpty()) {
            return new Proof(UNVERIFIED, "The log cannot verify this board: " + verdict.unverified());
        }
        if (standings.ledger().marks().isInParts()) {
            return new Proof(
                    BEHIND, "A batch is only partly on this board; the rest follows, or is replayed from the log");
        }
        if (verdict.behind()) {
            return new Proof(BEHIND, "The audit of " + time + " found trades in the log that were not on this board");
        }
        if (standings.isFinal() && verdict.trades() != standings.trades()) {
            return new Proof(UNVERIFIED, "This board has changed since the audit of " + time);
        }
        Duration age = Duration.between(verdict.at(), now);
        if (!standings.isFinal() && age.compareTo(Verdict.FRESH) > 0) {
            return new Proof(UNVERIFIED, "No audit since " + time + ", " + Ages.age(age) + " ago");
        }
        return new Proof(EXACT + time, "");
    }

    /** Whether nothing is wrong. */
    public boolean isWell() {
        return sentence.isEmpty();
    }

    /** Whether a recent audit found every volume correct. */
    public boolean isVerified() {
        return word.startsWith(EXACT);
    }

    /** Whether an audit found wrong volumes. */
    public boolean isWrong() {
        return word.startsWith(DIFFERS);
    }
}
