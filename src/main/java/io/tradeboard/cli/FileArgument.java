package io.tradeboard.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the name of a file with trades that a command was given. */
final class FileArgument {
    private FileArgument() {}

    /**
     * @throws NoSuchFileException if there is nothing of that name
     * @throws IllegalArgumentException if it is a directory
     */
    static Path parse(String text) throws NoSuchFileException {
        Path file = Path.of(text);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(text);
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(text + " is a directory; name a file in it");
        }
        return file;
    }
}
