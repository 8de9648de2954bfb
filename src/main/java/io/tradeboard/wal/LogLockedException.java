package io.tradeboard.wal;

import java.io.IOException;
import java.nio.file.Path;

/** Another process has the log directory. */
public final class LogLockedException extends IOException {
    public LogLockedException(Path directory, String holder) {
        super(directory + " is locked by " + (holder.isEmpty() ? "another process" : holder));
    }
}
