package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.io.IOException;

/** Standard output cannot be written. If its reader closed it, that is a normal end, and nothing is reported. */
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
