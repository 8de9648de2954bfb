package io.tradeboard.wal;

import java.io.IOException;
import java.nio.file.Path;

/** A log that was written whole no longer reads so: something other than a crash has changed it. */
public final class LogCorruptException extends IOException {
    public LogCorruptException(Path path, long offset, String reason) {
        super(path + ": corrupt at offset " + offset + ": " + reason);
    }
}
