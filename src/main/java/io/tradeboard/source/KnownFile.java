package io.tradeboard.source;

import io.tradeboard.source.FileState.Sums;
import org.jspecify.annotations.Nullable;

/** A file that was read before, and what of it is found in another one while that is looked through. */
final class KnownFile {
    private static final int FEW = 4;

    private final String name;
    private final FileState state;
    private int found;
    private long refusedShare;
    private @Nullable FileState continued;
    private boolean mended;
    private boolean reordered;

    KnownFile(String name, FileState state) {
        this.name = name;
        this.state = state;
    }

    String name() {
        return name;
    }

    FileState state() {
        return state;
    }

    /** Takes a line of the other file that may be in the sample of this one. */
    void see(long hash) {
        int at = state.sample().indexOf(hash);
        found |= at < 0 ? 0 : 1 << at;
    }

    /** Takes a line that has the number of one that was refused here. */
    void seeRefused(long share) {
        refusedShare += share;
    }

    /**
     * Takes the place in the other file where as many lines are behind as were read of this one.
     *
     * @param sums over those lines; {@link Sums#accepted} is not used
     */
    void compare(long bytes, Sums sums, long path) {
        boolean same = sums.all() == state.sums().all();
        mended = !same
                && !state.taken().moreRefused()
                && sums.all() - refusedShare == state.sums().accepted();
        reordered = sums.unordered() == state.sums().unordered();
        if (same || mended) {
            continued = new FileState(
                    bytes,
                    state.lines(),
                    path,
                    new Sums(sums.all(), state.sums().accepted(), sums.unordered()),
                    state.sample(),
                    state.taken());
        }
    }

    /** The state of the other file where it begins like this one, but perhaps for lines that were refused; or null. */
    @Nullable
    FileState continued() {
        return continued;
    }

    /** Whether lines that were refused here are other ones there. */
    boolean isMended() {
        return mended;
    }

    /** Whether the other file begins with the same lines in another order. */
    boolean isReordered() {
        return reordered;
    }

    /**
     * Whether no more has to be looked at. Trades that stand behind any number of new ones must be found too: only a file
     * that begins like another known one need not be looked through to its end.
     *
     * @param lines of the other file that were looked at
     * @param continued the lines of the longest file that the other one begins like; 0 where there is none
     */
    boolean isDecided(long lines, long continued) {
        return state.lines() <= continued || (continued > 0 && lines > state.lines() + state.lines() / 4);
    }

    /**
     * Whether the other file has these trades in another form: of the sampled lines that it could have, enough are there.
     *
     * @param lines how many the other one has, as far as it was looked through
     */
    boolean isChangedInto(long path, long lines) {
        LineSample sample = state.sample();
        int hits = Integer.bitCount(found);
        if (hits == 0) {
            return false;
        }
        if (path == state.path()) {
            return 2L * hits * state.lines() >= sample.size() * Math.min(lines, state.lines());
        }
        // Where there are few lines, or the same ones come again and again, other trades look just the same.
        boolean varied = state.taken().trades() - state.taken().withId() <= 2 * sample.differentLines();
        boolean asLong = Math.abs(lines - state.lines()) <= state.lines() / 4 || sample.size() == LineSample.MOST;
        return sample.size() >= FEW && varied && asLong && 4 * hits >= 3 * sample.size();
    }
}
