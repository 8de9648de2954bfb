package io.tradeboard.serve;

import io.tradeboard.read.BoardState;
import org.jspecify.annotations.Nullable;

/**
 * A symbol that a visitor can go to.
 *
 * @param leader the name to be shown of who is first there, or null where nobody is
 */
record SymbolLink(
        String symbol,
        String title,
        BoardState state,
        @Nullable String leader) {}
