package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;

/** Redis does not have the board or the result that was asked for, or no longer has it. */
final class NotKeptException extends Exception implements Failure {
    private final String subject;

    /** @param subject the day or the board that was asked for */
    NotKeptException(String message, Object subject) {
        super(message);
        this.subject = subject.toString();
    }

    /** Of a day none of whose boards is there. */
    static NotKeptException ofDay(Object day) {
        return new NotKeptException("no board is kept for " + day + "; see ingest --retention", day);
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
        return subject;
    }
}
