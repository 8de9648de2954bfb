package io.tradeboard.screen;

import org.jspecify.annotations.Nullable;

/** What fills the screen. */
sealed interface Page {
    Page BOARD = new Board();

    /** The board of the chosen symbol, and the next one beside it where there is room. */
    record Board() implements Page {}

    /**
     * All symbols, each with the best of its traders.
     *
     * @param chosen index of the symbol that Enter opens
     */
    record Overview(int chosen) implements Page {}

    /**
     * A trader on every board.
     *
     * @param traderId and {@code name}: as they are shown
     * @param profile where the trader stands, null until that was read
     * @param chosen index of the place whose board Enter opens
     */
    record Trader(String traderId, String name, @Nullable Profile profile, int chosen) implements Page {}
}
