package io.tradeboard.board;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a board came to stand as it does: its first sample of the day, and those of the last hour.
 *
 * <p>A minute in which nothing changed has no sample of its own; the one before it stands for it.
 *
 * @param samples oldest first
 */
public record History(List<Sample> samples) {
    /** How far it goes back, but for the first sample of the day. */
    public static final Duration SPAN = Duration.ofHours(1);

    public static final History NONE = new History(List.of());

    public History {
        samples = List.copyOf(samples);
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

    /** The first sample of the day, or null. */
    public @Nullable Sample first() {
        return samples.isEmpty() ? null : samples.get(0);
    }

    /** How the board stood {@link #SPAN} before a moment, or as near to that as is known. */
    public @Nullable Sample spanBefore(Instant moment) {
        Sample then = at(moment.minus(SPAN));
        return then != null ? then : first();
    }
}
