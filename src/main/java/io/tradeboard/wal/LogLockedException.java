package io.tradeboard.wal;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another process has the log directory. */
public final class LogLockedException extends IOException implements Failure {
    private final String directory;

    public LogLockedException(Path directory, String holder) {
        super(directory + " is locked by " + (holder.isEmpty() ? "another process" : holder));
        this.directory = directory.toString();
    }

    @Override
    public int exitCode() {
        return ExitCode.TAKEN;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public String subject() {
        return directory;
    }

    @Override
    public List<String> nextSteps() {
        return List.of("send trades through it: tradeboard produce FILE");
    }
}
