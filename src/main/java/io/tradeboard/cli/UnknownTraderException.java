package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BoardId;
import java.util.List;

/** A trader was asked for who is not on the board. */
final class UnknownTraderException extends Exception implements Failure {
    private final String trader;
    private final List<String> near;

    /** @param near traders who may be meant, as they are shown */
    UnknownTraderException(String trader, BoardId board, List<String> near) {
        super("trader " + Printable.quote(trader) + " is not on the board of " + board.symbol() + " on " + board.day());
        this.trader = trader;
        this.near = near.stream().map(UnknownTraderException::word).toList();
    }

    /** The name as it is typed: in quotes where it is not one plain word. */
    private static String word(String name) {
        return name.matches("[\\p{L}\\p{N}._@:+-]+") ? name : Printable.quote(name);
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
    public List<String> nextSteps() {
        int last = near.size() - 1;
        return last < 0
                ? List.of()
                : List.of("did you mean " + (last == 0 ? "" : String.join(", ", near.subList(0, last)) + " or ")
                        + near.get(last) + "?");
    }

    @Override
    public String subject() {
        return trader;
    }
}
