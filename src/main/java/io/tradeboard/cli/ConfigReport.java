package io.tradeboard.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The value that each setting has for the commands that read it, and where it comes from. Shows no password. */
final class ConfigReport {
    private static final String DEFAULT = "default";

    private final Settings settings;
    private final CommandSpec command;
    private final Console console;

    /** @param value null where there is none */
    private record Line(Setting setting, @Nullable String value, String origin) {}

    /** @param command the one that reports, whose own options go before all else */
    ConfigReport(Settings settings, CommandSpec command, Console console) {
        this.settings = settings;
        this.command = command;
        this.console = console;
    }

    String table() {
        StringBuilder out = new StringBuilder();
        for (Line line : lines()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-32s %-12s %s%n",
                    line.setting().variable(),
                    line.origin(),
                    line.value() == null ? "-" : line.value()));
        }
        return out.toString();
    }

    String json() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", "tradeboard.config/1");
            json.writeArrayFieldStart("settings");
            for (Line line : lines()) {
                json.writeStartObject();
                json.writeStringField("name", line.setting().variable());
                json.writeStringField("value", line.value());
                json.writeStringField("origin", line.origin());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        CommandLine program = Tradeboard.commandLine(console, settings);
        String logDirectory = null;
        for (Setting setting : Setting.values()) {
            Settings.Found found = settings.find(setting);
            OptionSpec own = command.findOption(setting.option());
            Line line;
            if (own != null && isGiven(setting.option())) {
                line = new Line(setting, String.valueOf(own.<Object>getValue()), "option");
            } else if (found != null) {
                line = new Line(setting, found.value(), found.origin());
            } else {
                line = new Line(setting, defaultOf(setting, program, logDirectory), DEFAULT);
            }
            if (setting == Setting.LOG_DIR) {
                logDirectory = line.value();
            }
            lines.add(setting == Setting.REDIS_ADDRESS ? masked(line) : line);
        }
        return lines;
    }

    /** Whether the option stands behind the command, or before it. */
    private boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option)
                || command.parent().commandLine().getParseResult().hasMatchedOption(option);
    }

    /** The default; two of them depend on the installation directory and on the log directory. */
    private @Nullable String defaultOf(Setting setting, CommandLine program, @Nullable String logDirectory) {
        if (setting == Setting.LOG_DIR) {
            return console.home().resolve("data/log").toString();
        }
        if (setting == Setting.REJECTS && logDirectory != null) {
            return Path.of(logDirectory).resolve("rejects.ndjson").toString();
        }
        return program.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(reader -> setting.isFor(reader.name()))
                .map(reader -> reader.findOption(setting.option()))
                .filter(option -> option != null && option.defaultValue() != null)
                .map(OptionSpec::defaultValue)
                .findFirst()
                .orElse(null);
    }

    /** An address may hold a password: of it only user, host, port and database are shown. */
    private static Line masked(Line line) {
        String shown;
        try {
            shown = RedisSettings.parse(String.valueOf(line.value()), null, Duration.ofSeconds(1))
                    .toString();
        } catch (UsageException e) {
            shown = "not an address, and not shown: it may hold a password";
        }
        return new Line(line.setting(), shown, line.origin());
    }
}
