package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BoardId;

/** A trader was asked for who is not on the board. */
final class UnknownTraderException extends Exception implements Failure {
    private final String trader;

    UnknownTraderException(String trader, BoardId board) {
        super("trader " + Printable.quote(trader) + " is not on the board of " + board.symbol() + " on " + board.day());
        this.trader = trader;
    }

    @Override
    public int exitCode() {
        return ExitCode.NOT_FOUND;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public String subject() {
        return trader;
    }
}
