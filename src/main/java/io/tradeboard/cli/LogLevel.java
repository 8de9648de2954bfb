package io.tradeboard.cli;

import io.tradeboard.format.LogLine.Level;

/** Which messages of a command that runs unattended are written: these, and those that matter more. */
enum LogLevel {
    error(Level.ERROR),
    warning(Level.WARN),
    info(Level.INFO);

    private final Level least;

    LogLevel(Level least) {
        this.least = least;
    }

    boolean includes(Level level) {
        return level.compareTo(least) >= 0;
    }
}
