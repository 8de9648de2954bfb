package io.tradeboard.screen;

import org.jspecify.annotations.Nullable;

/**
 * Where the selection is.
 *
 * @param trader the one that is selected, null where nobody is
 * @param top index of the first row that is shown
 */
record Cursor(@Nullable String trader, int top) {
    static final Cursor NOWHERE = new Cursor(null, 0);
}
