package io.tradeboard.wal;

import java.io.IOException;
import java.nio.file.Path;

/** There is no space for the frame; it may be appended again when there is. */
public final class LogFullException extends IOException {
    LogFullException(Path directory, IOException cause) {
        super("no space left on " + directory, cause);
    }

    /** Whether a failure says that the disk, or what this user may have of it, is full. */
    public static boolean isNoSpace(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left on device") || message.contains("Disk quota exceeded");
    }
}
