package io.tradeboard.cli;

import io.tradeboard.format.BoardSchema;
import io.tradeboard.run.ExitCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;

/** What can be read about beside the commands: {@code tradeboard help TOPIC}. */
enum Topic {
    EXIT_CODES("what the exit code of a command means to a script") {
        @Override
        String text(CommandSpec root) {
            Map<String, String> rows = new LinkedHashMap<>();
            ExitCode.meanings().forEach((code, meaning) -> rows.put(code.toString(), meaning));
            return table(7, rows);
        }
    },
    ENVIRONMENT("the variables that settings may come from") {
        @Override
        String text(CommandSpec root) {
            Map<String, String> rows = new LinkedHashMap<>();
            EnvironmentVariable.all(root).forEach(variable -> rows.put(variable.name(), variable.meaning()));
            return Resource.text("environment.txt").replace("{variables}\n", table(30, rows));
        }
    },
    TRADES("how trades are read, and what becomes of lines that are none") {
        @Override
        String text(CommandSpec root) {
            return Resource.text("trades.txt");
        }
    },
    FORMATS("what the commands print: JSON and CSV") {
        @Override
        String text(CommandSpec root) {
            return BoardSchema.describe(Resource.text("formats.txt"));
        }
    },
    SCREEN("what the columns, states and keys of watch mean") {
        @Override
        String text(CommandSpec root) {
            return Resource.text("screen.txt");
        }
    },
    DURABILITY("what survives a power loss, a full disk, a copied log") {
        @Override
        String text(CommandSpec root) {
            return Resource.text("durability.txt");
        }
    },
    SERVING("what serve needs for the public: proxies, caches, limits") {
        @Override
        String text(CommandSpec root) {
            return Resource.text("serving.txt");
        }
    },
    MESSAGES("what to do about a message") {
        @Override
        String text(CommandSpec root) {
            return Resource.text("messages.txt");
        }
    };

    private static final int WIDTH = 80;

    private final String summary;

    Topic(String summary) {
        this.summary = summary;
    }

    /** The topic of that name, or null. */
    static @Nullable Topic named(String name) {
        return Stream.of(values())
                .filter(topic -> topic.label().equals(name))
                .findFirst()
                .orElse(null);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String summary() {
        return summary;
    }

    /** All of it, in lines of at most 80 characters. */
    abstract String text(CommandSpec root);

    private static String table(int indent, Map<String, String> rows) {
        TextTable table = TextTable.forColumns(
                CommandLine.Help.defaultColorScheme(Ansi.OFF),
                new Column(indent, 2, Overflow.SPAN),
                new Column(WIDTH - indent, 0, Overflow.WRAP));
        rows.forEach(table::addRowValues);
        return table.toString();
    }
}
