package io.tradeboard.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the last audit of a board found.
 *
 * @param at when the audit began, by the clock of Redis
 * @param trades how many trades it recounted
 * @param differences how many volumes and totals are not what the log says; 0 when all is well
 * @param pending records of the log that the board does not have yet
 * @param behind whether some of the pending records are older than a flush can take, so that the board is not complete
 * @param unverified why the log cannot verify the board; empty when it can
 */
public record Verdict(Instant at, long trades, long differences, long pending, boolean behind, String unverified) {
    /** How old a verdict on a board that still moves may be. */
    public static final Duration FRESH = Duration.ofMinutes(15);

    private static final Pattern TEXT = Pattern.compile(
            "(-?[0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,18}) (current|behind)(?: (.*))?", Pattern.DOTALL);

    /** A verdict in one word. */
    public enum Word {
        /** Every volume is what the log says, and nothing but what is younger than a flush is missing. */
        EXACT,
        /** Nothing contradicts the log, but records that should be on the board are not. */
        BEHIND,
        /** A volume or a total is not what the log says. */
        DIFFERS,
        /** The log does not cover what the board counts. */
        UNVERIFIED
    }

    public Word word() {
        if (differences > 0) {
            return Word.DIFFERS;
        }
        if (!unverified.isEmpty()) {
            return Word.UNVERIFIED;
        }
        return behind ? Word.BEHIND : Word.EXACT;
    }

    /** Whether the audit found the board complete and every volume as it must be. */
    public boolean isExact() {
        return word() == Word.EXACT;
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

    /**
     * Those of the shards of a board in one, which is as serious as the worst of them and as old as the oldest; null where there
     * is none.
     */
    public static @Nullable Verdict ofShards(List<Verdict> shards) {
        return shards.stream().reduce(Verdict::with).orElse(null);
    }

    private Verdict with(Verdict other) {
        return new Verdict(
                at.isBefore(other.at) ? at : other.at,
                trades + other.trades,
                differences + other.differences,
                pending + other.pending,
                behind || other.behind,
                unverified.isEmpty() ? other.unverified : unverified);
    }

    /**
     * Reads the text form: four numbers, {@code current} or {@code behind}, and the reason. What is not of this form
     * verifies nothing, and gives way to any verdict that is.
     */
    public static Verdict parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return new Verdict(Instant.EPOCH, 0, 0, 0, false, "its verdict cannot be read");
        }
        String reason = parts.group(6);
        return new Verdict(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)),
                parts.group(5).equals("behind"),
                reason == null ? "" : reason);
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + " " + trades + " " + differences + " " + pending + " "
                + (behind ? "behind" : "current") + " " + unverified;
    }
}
