package io.tradeboard.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What describes the installation, and so may come from the environment or from {@code .env} as well as from an option.
 * The variable is the option's name in upper case behind {@code TRADEBOARD_}; those for Redis, and the address of Kafka,
 * keep their customary names.
 */
enum Setting {
    REDIS_ADDRESS,
    REDIS_PASSWORD_FILE,
    REDIS_CA_FILE,
    TIMEOUT,
    KAFKA_BOOTSTRAP_SERVERS,
    KAFKA_CONFIG,
    TOPIC,
    GROUP,
    INSTANCE,
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

    /** What the names of all variables start with but the customary ones. */
    static final String PREFIX = "TRADEBOARD_";

    // Every option of a command is looked up at its start.
    private static final Map<String, Setting> BY_OPTION = new HashMap<>();
    private static final Set<String> VARIABLES = new HashSet<>();

    static {
        for (Setting setting : values()) {
            BY_OPTION.put(setting.option, setting);
            VARIABLES.add(setting.variable);
        }
    }

    private final String option = "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String variable =
            name().startsWith("REDIS_") || name().equals("KAFKA_BOOTSTRAP_SERVERS") ? name() : PREFIX + name();

    String variable() {
        return variable;
    }

    static boolean isVariable(String name) {
        return VARIABLES.contains(name);
    }

    String option() {
        return option;
    }

    /** The setting that gives an option its value, if there is one. */
    static @Nullable Setting ofOption(String longestName) {
        return BY_OPTION.get(longestName);
    }

    /** Whether the setting is for this command: a demo has its own refresh, so that something moves. */
    boolean isFor(String command) {
        return this != REFRESH || !command.equals("demo");
    }

    /** Whether a relative value in {@code .env} is relative to the folder of that file. */
    boolean isPath() {
        return Set.of(REDIS_PASSWORD_FILE, REDIS_CA_FILE, KAFKA_CONFIG, LOG_DIR, REJECTS)
                .contains(this);
    }
}
