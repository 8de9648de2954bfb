package io.tradeboard.run;

import org.jspecify.annotations.Nullable;

/** The command line, a setting, or what one of them names has a value that cannot be used. */
public final class UsageException extends RuntimeException implements Failure {
    /** @param message what is wrong, and what would be right, in one line; names no secret */
    public UsageException(String message) {
        this(message, null);
    }

    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
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
