package io.tradeboard.source;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.io.IOException;

/**
 * Input that cannot be read as trades, whatever is done with its lines: of another format, changed since it was read, or
 * closed. Nothing of it was counted by the reading that throws this. The message names the input and what to do.
 */
public final class UnreadableInputException extends IOException implements Failure {
    public UnreadableInputException(String message) {
        super(message);
    }

    @Override
    public int exitCode() {
        return ExitCode.USAGE;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
