package io.tradeboard.board;

/** What became of a move. */
public sealed interface Outcome {
    /** The volumes are on the board and the mark is where the move ends; now, or already from an earlier attempt. */
    record Applied() implements Outcome {}

    /** The day is over by the clock of Redis; nothing was written. */
    record Closed() implements Outcome {}

    /** The board holds another mark than expected; nothing (more) was written. */
    record Moved(Mark stored) implements Outcome {}

    /** The board cannot take the move, now or later; nothing was written. */
    record Refused(String reason) implements Outcome {}
}
