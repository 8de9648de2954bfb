package io.tradeboard.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message of a program that runs unattended, as it is written to a log; without its line end.
 *
 * @param message one line, without control characters where it is written as text
 */
public record LogLine(Instant at, Level level, String message) {
    /** How much a message matters, with its priority in syslog (RFC 5424) and in the journal of systemd. */
    public enum Level {
        INFO(6),
        WARN(4),
        ERROR(3);

        private final String prefix;

        Level(int priority) {
            this.prefix = "<" + priority + ">";
        }

        /** What the journal takes from the start of a line as its priority; see sd-daemon(3). */
        public String prefix() {
            return prefix;
        }
    }

    /** Time, level and message, in columns. */
    public String text() {
        return Values.time(at) + " " + level + (level == Level.ERROR ? " " : "  ") + message;
    }

    /** A JSON object. */
    public String json() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Values.time(at));
        line.put("level", level.name());
        line.put("message", message);
        try {
            return Json.line(line);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be written", e);
        }
    }
}
