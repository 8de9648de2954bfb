package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import io.tradeboard.trade.BoardId;
import java.util.List;

/** Somebody else moves the marks of this writer: its pipeline ends, so that nobody counts in two places. */
public final class FencedException extends RuntimeException implements Failure {
    private final BoardId board;

    FencedException(BoardId board, Mark stored, long end, String writer) {
        super("the mark of " + board + " is " + stored + ", beyond the end of this log at " + end
                + ": another process writes as " + writer);
        this.board = board;
    }

    @Override
    public int exitCode() {
        return ExitCode.TAKEN;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public String subject() {
        return board.toString();
    }

    @Override
    public List<String> nextSteps() {
        return List.of("find the other process, then restart");
    }
}
