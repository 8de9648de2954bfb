package io.tradeboard.cli;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * What describes the installation, and so may come from the environment or from {@code .env} as well as from an option.
 * The variable is the option's name in upper case behind {@code TRADEBOARD_}; the three for Redis keep their customary
 * names.
 */
enum Setting {
    REDIS_ADDRESS,
    REDIS_PASSWORD_FILE,
    REDIS_CA_FILE,
    TIMEOUT,
    ZONE,
    SYMBOLS,
    DEFAULT_SCALE,
    STRICT_SYMBOLS,
    BUFFER_CAPACITY,
    FLUSH_INTERVAL,
    BUFFER_LIMIT,
    DEDUPE_WINDOW,
    SYNC,
    RETENTION,
    LATENESS,
    LOG_DIR,
    LOG_RETENTION,
    REJECTS,
    DEPTH,
    REFRESH,
    CACHE_TTL,
    ASCII,
    COLOR;

    /** What the names of all variables start with but those for Redis. */
    static final String PREFIX = "TRADEBOARD_";

    String variable() {
        return name().startsWith("REDIS_") ? name() : PREFIX + name();
    }

    static boolean isVariable(String name) {
        return Stream.of(values()).anyMatch(setting -> setting.variable().equals(name));
    }

    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the setting is for this command: a demo has its own refresh, so that something moves. */
    boolean isFor(String command) {
        return this != REFRESH || !command.equals("demo");
    }

    /** Whether a relative value in {@code .env} is relative to the folder of that file. */
    boolean isPath() {
        return this == REDIS_PASSWORD_FILE || this == REDIS_CA_FILE || this == LOG_DIR || this == REJECTS;
    }
}
