package io.tradeboard.screen;

/**
 * How things are drawn.
 *
 * @param compact whether volumes are shortened
 * @param local whether times are those of this machine's zone
 * @param wall whether it is drawn for people far away: a large title, and no line of keys
 */
record Look(Theme theme, Baseline baseline, int depth, boolean compact, boolean local, boolean wall) {
    Look with(Theme other) {
        return new Look(other, baseline, depth, compact, local, wall);
    }

    Look with(Baseline other) {
        return new Look(theme, other, depth, compact, local, wall);
    }

    Look withDepth(int other) {
        return new Look(theme, baseline, other, compact, local, wall);
    }

    Look withCompact(boolean other) {
        return new Look(theme, baseline, depth, other, local, wall);
    }

    Look withLocal(boolean other) {
        return new Look(theme, baseline, depth, compact, other, wall);
    }

    Look withWall(boolean other) {
        return new Look(theme, baseline, depth, compact, local, other);
    }
}
