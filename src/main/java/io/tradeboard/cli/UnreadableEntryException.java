package io.tradeboard.cli;

import io.tradeboard.read.UnreadableDirectoryException;
import io.tradeboard.run.Failure;
import io.tradeboard.text.Printable;
import java.util.List;

/** An entry of the traders directory cannot be read: for the operator, who may know whose it is. */
final class UnreadableEntryException extends RuntimeException implements Failure {
    private final int exitCode;

    UnreadableEntryException(UnreadableDirectoryException unreadable) {
        super(unreadable.sentence() + ": that of " + Printable.quote(unreadable.trader()), unreadable);
        this.exitCode = unreadable.exitCode();
    }

    @Override
    public int exitCode() {
        return exitCode;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public List<String> nextSteps() {
        return List.of("remove it: tradeboard traders clear TRADER");
    }
}
