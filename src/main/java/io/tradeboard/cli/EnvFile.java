package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of settings: {@code NAME=VALUE} lines, blank lines, and comments.
 *
 * <ul>
 *   <li>{@code export} may stand before the name, blanks around the {@code =}, a byte order mark before the first line.
 *   <li>Quotes and backslashes mean what they mean to a POSIX shell; nothing is expanded, and a quote ends in its line.
 *   <li>Unlike in a shell a value without quotes may hold blanks; those at its ends are dropped.
 *   <li>{@code #} starts a comment at the start of a line or after a blank.
 *   <li>The last of several lines with one name counts.
 * </ul>
 *
 * <p>Anything else is an error. It names the line and never repeats it: there may be a password in it.
 */
final class EnvFile {
    private static final int LARGEST_BYTES = 1 << 20;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=(.*)");

    private EnvFile() {}

    /**
     * @return the values by their names
     * @throws UsageException if the file cannot be read, or has a line of another form
     */
    static Map<String, String> read(Path path) {
        String[] lines = LINE_END.split(text(path), -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].stripLeading();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = path + ":" + (i + 1) + ": ";
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (!assignment.matches()) {
                throw new UsageException(place + "not NAME=VALUE");
            }
            values.put(assignment.group(1), new Value(place, assignment.group(2)).parse());
        }
        return values;
    }

    private static String text(Path path) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LARGEST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw unreadable(path, Files.isSymbolicLink(path) ? "it is a link to nothing" : "no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable(path, "permission denied", e);
        } catch (IOException e) {
            throw unreadable(path, Files.isDirectory(path) ? "it is a directory" : String.valueOf(e.getMessage()), e);
        }
        if (bytes.length > LARGEST_BYTES) {
            throw unreadable(path, "it is larger than 1 MiB", null);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw unreadable(path, "it is not UTF-8", e);
        }
    }

    private static UsageException unreadable(Path path, String why, @Nullable Exception cause) {
        return new UsageException("cannot read the settings in " + path + ": " + why, cause);
    }

    /** The text behind the equals sign, being read. */
    private static final class Value {
        private final String place;
        private final String text;
        private final StringBuilder value = new StringBuilder();
        private boolean quoted;
        private int at;

        Value(String place, String text) {
            this.place = place;
            this.text = text;
        }

        String parse() {
            if (text.codePoints().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
                throw new UsageException(place + "a control character");
            }
            while (at < text.length()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '\'' -> singleQuoted();
                    case '"' -> doubleQuoted();
                    case '\\' -> value.append(next("a backslash at the end of a line"));
                    case ' ', '\t' -> blank(c);
                    default -> value.append(c);
                }
            }
            return value.toString();
        }

        /** The blank that was just read ends the value where a comment follows, and may stand in one without quotes. */
        private void blank(char c) {
            if (text.substring(at).stripLeading().startsWith("#")
                    || text.substring(at).isBlank()) {
                at = text.length();
            } else if (quoted) {
                throw new UsageException(place + "text behind the closing quote");
            } else if (!value.isEmpty()) {
                value.append(c);
            }
        }

        private void singleQuoted() {
            quoted = true;
            for (char c = inQuotes(); c != '\''; c = inQuotes()) {
                value.append(c);
            }
        }

        private void doubleQuoted() {
            quoted = true;
            for (char c = inQuotes(); c != '"'; c = inQuotes()) {
                if (c == '\\' && at < text.length() && "\\\"$`".indexOf(text.charAt(at)) >= 0) {
                    c = text.charAt(at++);
                }
                value.append(c);
            }
        }

        private char inQuotes() {
            return next("a quote that does not end in its line");
        }

        private char next(String otherwise) {
            if (at == text.length()) {
                throw new UsageException(place + otherwise);
            }
            return text.charAt(at++);
        }
    }
}
