package io.tradeboard.cli;

import io.tradeboard.format.LogLine;
import io.tradeboard.format.LogLine.Level;
import java.io.PrintStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How messages look on standard error: for a person, who sees them come, the name of the program and the message; in a log, the
 * time and the level too; in the journal of systemd, which knows the time, the level as its priority.
 *
 * <p>Each message is written at once, so those of several threads are never mixed. Thread-safe.
 */
final class Messages {
    private static final String NAME = "tradeboard: ";

    private final PrintStream err;
    private final Clock clock;
    private volatile @Nullable LogFormat format;
    private volatile LogLevel least = LogLevel.info;
    private volatile boolean journal;

    Messages(PrintStream err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    /** Writes for the journal of systemd, to which standard error is connected. */
    void toJournal() {
        journal = true;
    }

    /** Writes for a log from here on; for a person where there is no format. */
    void use(@Nullable LogFormat chosen) {
        format = chosen;
    }

    /** Writes no message that matters less from here on. */
    void limit(LogLevel chosen) {
        least = chosen;
    }

    /** Whether a person is addressed. */
    boolean isForPerson() {
        return format == null && !journal;
    }

    /** Writes a message behind the name of the program. */
    void say(Level level, String message) {
        write(level, NAME, message);
    }

    /** Writes a line that needs no name, such as a summary. */
    void line(Level level, String line) {
        write(level, "", line);
    }

    private void write(Level level, String name, String message) {
        if (!least.includes(level)) {
            return;
        }
        String line;
        if (format == LogFormat.json) {
            line = new LogLine(clock.instant(), level, message).json();
        } else if (format == LogFormat.text && !journal) {
            line = new LogLine(clock.instant(), level, message).text();
        } else {
            line = journal ? message : name + message;
        }
        err.print((journal ? level.prefix() : "") + line + "\n");
    }
}
