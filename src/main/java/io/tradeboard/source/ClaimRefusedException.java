package io.tradeboard.source;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.io.IOException;

/** The pending entries of that consumer cannot be taken over: there is no such consumer, or it is the reader itself. */
public final class ClaimRefusedException extends IOException implements Failure {
    ClaimRefusedException(String message) {
        super(message);
    }

    @Override
    public int exitCode() {
        return ExitCode.NOT_FOUND;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
