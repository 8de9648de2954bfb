package io.tradeboard.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the last audit of a board found.
 *
 * @param at when the audit began, by the clock of Redis
 * @param trades how many trades it recounted
 * @param differences how many volumes and totals are not what the log says; 0 when all is well
 * @param unproven why the log cannot prove the board; empty when it can
 */
public record Verdict(Instant at, long trades, long differences, String unproven) {
    /** How old a verdict on a board that still moves may be. */
    public static final Duration FRESH = Duration.ofMinutes(15);

    /** Whether the audit found every volume as it must be. */
    public boolean isExact() {
        return differences == 0 && unproven.isEmpty();
    }

    /**
     * The one to go by where several daemons have audited a board: the newest, unless one within {@link #FRESH} of it
     * found differences.
     */
    public static @Nullable Verdict of(Collection<Verdict> all) {
        Verdict newest = all.stream().max(Comparator.comparing(Verdict::at)).orElse(null);
        return all.stream()
                .filter(verdict -> newest != null && verdict.at.isAfter(newest.at.minus(FRESH)))
                .filter(verdict -> verdict.differences > 0)
                .max(Comparator.comparing(Verdict::at))
                .orElse(newest);
    }

    /** Reads the text form: three numbers and the reason. */
    public static Verdict parse(String text) {
        String[] parts = text.split(" ", 4);
        return new Verdict(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                parts[3]);
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + " " + trades + " " + differences + " " + unproven;
    }
}
