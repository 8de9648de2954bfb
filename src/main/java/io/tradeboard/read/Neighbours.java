package io.tradeboard.read;

import org.jspecify.annotations.Nullable;

/**
 * A trader's place on a board, and those around it.
 *
 * @param standings the board, whose rows are those around the trader; none where the trader is not on it
 * @param own the trader's own row, which is one of them; null where the trader is not on the board
 */
public record Neighbours(Standings standings, Standings.@Nullable Row own) {}
