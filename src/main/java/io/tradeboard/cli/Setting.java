package io.tradeboard.cli;

import io.tradeboard.ingest.SyncMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What describes the installation, and so may come from the environment or from {@code .env} as well as from an option.
 * The variable is the option's name in upper case behind {@code TRADEBOARD_}; those for Redis, and the address of Kafka,
 * keep their customary names.
 */
enum Setting {
    REDIS_ADDRESS(String.class),
    REDIS_PASSWORD_FILE(Path.class),
    REDIS_CA_FILE(Path.class),
    TIMEOUT(Duration.class),
    KAFKA_BOOTSTRAP_SERVERS(String.class),
    KAFKA_CONFIG(Path.class),
    TOPIC(String.class),
    GROUP(String.class),
    INSTANCE(String.class),
    ZONE(ZoneId.class),
    SYMBOLS(String.class),
    DEFAULT_SCALE(int.class),
    STRICT_SYMBOLS(boolean.class),
    BUFFER_CAPACITY(int.class),
    FLUSH_INTERVAL(Duration.class),
    BUFFER_LIMIT(int.class),
    BOARD_SHARDS(String.class),
    DEDUPE_WINDOW(int.class),
    SYNC(SyncMode.class),
    RETENTION(Duration.class),
    LATENESS(Duration.class),
    LOG_DIR(Path.class),
    LOG_RETENTION(Duration.class),
    REJECTS(Path.class),
    DEPTH(int.class),
    REFRESH(Duration.class),
    CACHE_TTL(Duration.class),
    ASCII(boolean.class),
    COLOR(StandardOptions.Color.class),
    LOG_FORMAT(LogFormat.class),
    LOG_LEVEL(LogLevel.class);

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

    private final Class<?> type;
    private final String option = "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String variable =
            name().startsWith("REDIS_") || name().equals("KAFKA_BOOTSTRAP_SERVERS") ? name() : PREFIX + name();

    Setting(Class<?> type) {
        this.type = type;
    }

    String variable() {
        return variable;
    }

    /** Its option as every command that has it converts it, which a test compares. */
    OptionSpec toOption() {
        OptionSpec.Builder builder = OptionSpec.builder(option).type(type).arity("1");
        if (this == SYNC) {
            builder.completionCandidates(new IngestOptions.SyncModes());
        }
        return builder.build();
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
