package io.tradeboard.cli;

import io.tradeboard.run.UsageException;
import io.tradeboard.text.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options their values from the environment or, behind it, from the {@code .env} file. */
final class Settings implements IDefaultValueProvider {
    private static final String ENV_FILE = "--env-file";
    private static final String REDIS = "REDIS_";
    private static final int SLIPS = 2;

    /** Read by {@code bin/tradeboard}, from the environment only. */
    private static final String JAVA_OPTIONS = "TRADEBOARD_JAVA_OPTS";

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final Path folder;

    /** No settings: every option keeps its default. */
    static final Settings NONE = new Settings(Map.of(), Map.of(), Path.of(""));

    /** A value, and where it came from. */
    record Found(String value, String origin) {}

    private Settings(Map<String, String> environment, Map<String, String> file, Path folder) {
        this.environment = environment;
        this.file = file;
        this.folder = folder;
    }

    /**
     * Reads the file that the arguments name, or else {@code .env} in the installation directory, which may be absent.
     *
     * @throws UsageException if the file cannot be read or is malformed
     */
    static Settings load(String[] args, Map<String, String> environment, Path home) {
        String named = named(args);
        Path path = named == null ? home.resolve(".env") : path(named);
        if (named == null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new Settings(environment, Map.of(), home);
        }
        return new Settings(
                environment, EnvFile.read(path), path.toAbsolutePath().resolveSibling(""));
    }

    private static Path path(String named) {
        try {
            return Path.of(named);
        } catch (InvalidPathException e) {
            throw new UsageException("cannot read the settings in " + Printable.quote(named) + ": not a path", e);
        }
    }

    private static @Nullable String named(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(ENV_FILE + "=")) {
                return args[i].substring(ENV_FILE.length() + 1);
            }
            if (args[i].equals(ENV_FILE) && i + 1 < args.length) {
                return args[i + 1];
            }
        }
        return null;
    }

    /** The setting's value where environment or file gives one. An empty value is none. */
    @Nullable
    Found find(Setting setting) {
        String outer = environment.get(setting.variable());
        if (outer != null && !outer.isEmpty()) {
            return new Found(outer, "environment");
        }
        String inner = file.get(setting.variable());
        if (inner != null && !inner.isEmpty()) {
            return new Found(setting.isPath() ? folder.resolve(inner).toString() : inner, ".env");
        }
        return null;
    }

    /** Messages about variables that look like settings and are not, such as misspelt ones. */
    List<String> unknown() {
        Set<String> names = new TreeSet<>(environment.keySet());
        names.addAll(file.keySet());
        names.remove(JAVA_OPTIONS);
        List<String> found = new ArrayList<>();
        for (String name : names) {
            String unknown = Setting.isVariable(name) ? null : unknown(name);
            if (unknown != null) {
                found.add(unknown);
            }
        }
        if (file.containsKey(JAVA_OPTIONS)) {
            found.add(JAVA_OPTIONS + " counts in the environment only, not in .env");
        }
        return found;
    }

    private static @Nullable String unknown(String name) {
        if (name.startsWith(REDIS)) {
            // Other programs have such variables too: only what can hardly be anything else is reported.
            List<String> own = Stream.of(Setting.values())
                    .map(Setting::variable)
                    .filter(variable -> variable.startsWith(REDIS))
                    .toList();
            String meant = Spelling.nearest(name, own, SLIPS);
            return meant == null ? null : name + " is not a setting" + Spelling.question(meant);
        }
        if (!name.startsWith(Setting.PREFIX)) {
            return null;
        }
        String meant = Spelling.nearest(
                name.substring(Setting.PREFIX.length()),
                Stream.of(Setting.values()).map(Setting::name).toList());
        return name + " is not a setting"
                + Spelling.question(
                        meant == null ? null : Setting.valueOf(meant).variable());
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (arg instanceof OptionSpec option) {
            Setting setting = Setting.ofOption(option.longestName());
            if (setting != null && setting.isFor(arg.command().name())) {
                Found found = find(setting);
                return found == null ? null : found.value();
            }
        }
        return null;
    }
}
