package io.tradeboard.read;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.util.List;

/**
 * The traders directory cannot be read. Nothing is ranked then, as names may have to be hidden; for the same reason the
 * message names no trader.
 */
public final class UnreadableDirectoryException extends RuntimeException implements Failure {
    private final String trader;

    /** @param trader whose entry it is; empty where it is not a matter of one */
    UnreadableDirectoryException(String reason, String trader) {
        super("the traders directory cannot be read: " + reason);
        this.trader = trader;
    }

    /** Whose entry cannot be read; for the operator alone. Empty where it is not a matter of one. */
    public String trader() {
        return trader;
    }

    @Override
    public int exitCode() {
        return ExitCode.STALE;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public List<String> nextSteps() {
        return List.of("see: tradeboard traders list");
    }
}
