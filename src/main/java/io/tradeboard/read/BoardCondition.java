package io.tradeboard.read;

/**
 * The state of a board at one moment, and why.
 *
 * @param reason a sentence without its full stop; empty where the state speaks for itself
 */
public record BoardCondition(BoardState state, String reason) {
    static BoardCondition of(BoardState state) {
        return new BoardCondition(state, "");
    }
}
