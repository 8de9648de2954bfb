package io.tradeboard.read;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The past of a board: its first sample of the day, and those of the last hour.
 *
 * <p>If it is known when the board began, the first sample is empty. A step in which nothing changed has no sample of
 * its own; the one before it stands for it.
 *
 * @param samples oldest first
 * @param step how far samples are apart
 */
public record History(List<Sample> samples, Duration step) {
    /** How far it goes back, apart from the first sample of the day. */
    public static final Duration SPAN = Duration.ofHours(1);

    /** The time between samples, except in a demo. */
    public static final Duration USUAL_STEP = Duration.ofMinutes(1);

    public static final History NONE = new History(List.of());

    public History {
        samples = List.copyOf(samples);
    }

    /** A history with the usual step. */
    public History(List<Sample> samples) {
        this(samples, USUAL_STEP);
    }

    /** The board at a moment; null if that is before the first sample. */
    public @Nullable Sample at(Instant moment) {
        Sample latest = null;
        for (Sample sample : samples) {
            if (sample.at().isAfter(moment)) {
                break;
            }
            latest = sample;
        }
        return latest;
    }

    /** The first sample of the day with a trader on the board, or null. */
    public @Nullable Sample first() {
        return samples.stream()
                .filter(sample -> sample.traders() > 0)
                .findFirst()
                .orElse(null);
    }

    /** The board {@link #SPAN} before a moment, or at the first sample if that is later; null if there is none. */
    public @Nullable Sample spanBefore(Instant moment) {
        Sample then = at(moment.minus(SPAN));
        return then == null && !samples.isEmpty() ? samples.get(0) : then;
    }

    /**
     * The baseline of movement within the hour: the board {@link #SPAN} before a moment, or the first sample with a
     * trader on it if it was empty then; null if there is none.
     */
    public @Nullable Sample baseline(Instant moment) {
        Sample then = spanBefore(moment);
        return then == null || then.traders() == 0 ? first() : then;
    }

    /** Whether the history reaches back to when nobody had traded yet. */
    public boolean isWhole() {
        return !samples.isEmpty() && samples.get(0).traders() == 0;
    }
}
