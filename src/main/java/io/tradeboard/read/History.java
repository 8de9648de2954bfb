package io.tradeboard.read;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a board came to stand as it does: its first sample of the day, and those of the last hour.
 *
 * <p>Where it is known when the board began, the first sample is an empty one. A step in which nothing changed has no
 * sample of its own; the one before it stands for it.
 *
 * @param samples oldest first
 * @param step how far samples are apart
 */
public record History(List<Sample> samples, Duration step) {
    /** How far it goes back, but for the first sample of the day. */
    public static final Duration SPAN = Duration.ofHours(1);

    /** How far samples are apart, but in a demo. */
    public static final Duration USUAL_STEP = Duration.ofMinutes(1);

    public static final History NONE = new History(List.of());

    public History {
        samples = List.copyOf(samples);
    }

    /** A history with the usual step. */
    public History(List<Sample> samples) {
        this(samples, USUAL_STEP);
    }

    /** How the board stood at a moment; null where that is before the first sample. */
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

    /** The first sample of the day in which somebody stood on the board, or null. */
    public @Nullable Sample first() {
        return samples.stream()
                .filter(sample -> sample.traders() > 0)
                .findFirst()
                .orElse(null);
    }

    /** How the board stood {@link #SPAN} before a moment, or at the first sample where that is later; null without one. */
    public @Nullable Sample spanBefore(Instant moment) {
        Sample then = at(moment.minus(SPAN));
        return then == null && !samples.isEmpty() ? samples.get(0) : then;
    }

    /**
     * What movement within the hour is measured against: the board {@link #SPAN} before a moment, or the first sample
     * with somebody on it where nobody stood there then; null where there is none.
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
