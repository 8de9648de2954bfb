package io.tradeboard.board;

import io.tradeboard.trade.BoardDelta;

/**
 * A delta on its way to its board: it holds the writer's records from the mark up to and without {@code to}.
 *
 * @param previous the mark that the board is expected to hold; where it is in the middle of parts, the delta holds
 *     exactly the records of that update, and only its remaining parts are applied
 * @param to the next offset that the board is to hold
 */
public record BoardUpdate(BoardDelta delta, Mark previous, long to) {
    public BoardUpdate {
        if (to <= previous.from() || (previous.isPartial() && to != previous.to())) {
            throw new IllegalArgumentException("cannot get from mark " + previous + " to " + to);
        }
    }
}
