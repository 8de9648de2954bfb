package io.tradeboard.ingest;

import java.io.IOException;
import java.nio.file.Path;

/** The file for rejected lines could not be written, which is found out before there is any. */
public final class UnusableRejectsException extends IOException {
    UnusableRejectsException(Path path, String why) {
        super("rejected lines cannot be written to " + path + ": " + why);
    }
}
