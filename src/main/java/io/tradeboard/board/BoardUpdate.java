package io.tradeboard.board;

import io.tradeboard.trade.BoardDelta;

/**
 * A share on its way to its board: it holds the writer's records after {@code previous} up to and including
 * {@code to}.
 *
 * @param previous the mark that the board is expected to hold; where it is in the middle of parts, the share holds
 *     exactly the records of that move, and only its remaining parts are applied
 * @param to the mark that the board is to hold
 */
public record BoardUpdate(BoardDelta share, Mark previous, long to) {
    public BoardUpdate {
        if (to <= previous.from() || (previous.isPartial() && to != previous.to())) {
            throw new IllegalArgumentException("cannot move from mark " + previous + " to " + to);
        }
    }
}
