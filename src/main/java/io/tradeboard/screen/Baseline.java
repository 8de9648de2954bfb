package io.tradeboard.screen;

import io.tradeboard.read.History;
import io.tradeboard.read.Sample;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What movement is measured against. */
enum Baseline {
    /** The standings that were shown before these. */
    REFRESH,
    /** An hour ago; where nobody stood on the board then, as {@link #DAY}. */
    HOUR,
    /** The first sample of the day. */
    DAY;

    Baseline next() {
        return switch (this) {
            case REFRESH -> HOUR;
            case HOUR -> DAY;
            case DAY -> REFRESH;
        };
    }

    /** What stands behind the arrows in the heading: {@code 1m}, {@code 1h}, {@code day}. */
    String label(Duration refresh) {
        return switch (this) {
            case REFRESH -> refresh.toSeconds() % 60 == 0 ? refresh.toMinutes() + "m" : refresh.toSeconds() + "s";
            case HOUR -> "1h";
            case DAY -> "day";
        };
    }

    /** Whether a sample is as old as the label says, about; before there is one, movement is against a later one. */
    boolean isReached(Instant sample, Instant asOf, Duration refresh) {
        Duration age = Duration.between(sample, asOf);
        return switch (this) {
            case REFRESH -> age.compareTo(refresh.multipliedBy(2)) <= 0;
            case HOUR -> age.compareTo(History.SPAN.minus(History.USUAL_STEP)) >= 0;
            case DAY -> true;
        };
    }

    /** How the board stood then; null where nothing is known of that. */
    @Nullable
    Sample of(Model.Board board) {
        return switch (this) {
            case REFRESH -> board.before();
            case HOUR -> board.history().baseline(board.standings().asOf());
            case DAY -> board.history().first();
        };
    }
}
