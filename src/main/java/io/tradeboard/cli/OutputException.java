package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.io.IOException;

/** Standard output takes no more. Where its reader closed it, that is an end like any other, and nothing is reported. */
final class OutputException extends RuntimeException implements Failure {
    private final boolean closedByReader;

    OutputException(IOException failure) {
        super(failure.getMessage(), failure);
        this.closedByReader = StandardOutput.isClosedByReader(failure);
    }

    boolean isClosedByReader() {
        return closedByReader;
    }

    @Override
    public int exitCode() {
        return closedByReader ? ExitCode.OK : ExitCode.IO;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
