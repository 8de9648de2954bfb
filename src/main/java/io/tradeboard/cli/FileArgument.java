package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import io.tradeboard.source.UnreadableInputException;
import io.tradeboard.text.Printable;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the name of a file with trades that a command was given. */
final class FileArgument {
    private static final String STDIN = "-";

    private FileArgument() {}

    /** Whether the name is one of standard input. */
    static boolean isStandardInput(String text) {
        return text.equals(STDIN) || text.matches("/dev/(stdin|fd/0)|/proc/(self|thread-self)/fd/0");
    }

    /**
     * Standard input. Where it is closed, the first file that the JVM opens takes its place, so that only whoever started
     * the JVM can know: the launcher sets a property.
     *
     * @throws UnreadableInputException if it is closed
     */
    static InputStream standardInput(Console console) throws UnreadableInputException {
        if (console.in() instanceof ClosedInput) {
            throw new UnreadableInputException(ClosedInput.MESSAGE);
        }
        return console.in();
    }

    /**
     * @throws NoSuchFileException if there is nothing of that name
     * @throws UsageException if it is a directory, or cannot be a name
     */
    static Path parse(String text) throws NoSuchFileException {
        Path file;
        try {
            file = Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(Printable.quote(text) + " is not the name of a file", e);
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(text);
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(text + " is a directory; name a file in it");
        }
        return file;
    }
}
