package io.tradeboard.cli;

import io.tradeboard.format.BoardSchema;
import io.tradeboard.run.ExitCode;
import io.tradeboard.screen.Shortcuts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Help about subjects other than commands: {@code tradeboard help TOPIC}. */
enum Topic {
    EXIT_CODES("the exit codes of all commands") {
        @Override
        Page page(CommandSpec root, Page page) {
            Map<String, String> rows = new LinkedHashMap<>();
            ExitCode.meanings().forEach((code, meaning) -> rows.put(code.toString(), meaning));
            return table(7, rows, page);
        }
    },
    ENVIRONMENT("settings: options, variables and .env") {
        @Override
        Page page(CommandSpec root, Page page) {
            Map<String, String> rows = new LinkedHashMap<>();
            EnvironmentVariable.all(root).forEach(variable -> rows.put(variable.name(), variable.meaning()));
            return around("{variables}\n", Resource.text("environment.txt"), 30, rows, page);
        }
    },
    TRADES("the format of trades, files, the stream, rejected lines") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("trades.txt"), page);
        }
    },
    FORMATS("the JSON and CSV that commands print") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(BoardSchema.describe(Resource.text("formats.txt")), page);
        }
    },
    SCREEN("the columns, states and keys of watch") {
        @Override
        Page page(CommandSpec root, Page page) {
            return around("{keys}\n", Resource.text("screen.txt"), 21, Shortcuts.meanings(), page);
        }
    },
    DURABILITY("power loss, full disks, the log, copies of it") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("durability.txt"), page);
        }
    },
    KAFKA("Kafka as the way in: topics, groups, what must be kept") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("kafka.txt"), page);
        }
    },
    CLUSTER("Redis Cluster and Sentinel: addresses, failover, what waits") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("cluster.txt"), page);
        }
    },
    SERVING("proxies, HTTPS, caches and limits of serve") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("serving.txt"), page);
        }
    },
    OPERATIONS("services, logs, size, backup, passwords") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("operations.txt"), page);
        }
    },
    ALERTS("what to do about an alert of Prometheus") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("alerts.txt"), page);
        }
    },
    MESSAGES("what to do about a message") {
        @Override
        Page page(CommandSpec root, Page page) {
            return TopicText.write(Resource.text("messages.txt"), page);
        }
    };

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

    /** All of it, for a terminal of this width. */
    final String text(CommandSpec root, int width) {
        return page(root, new Page(width)).toString();
    }

    abstract Page page(CommandSpec root, Page page);

    /** A text with a table in the place of a mark. */
    private static Page around(String mark, String text, int column, Map<String, String> rows, Page page) {
        int at = text.indexOf(mark);
        TopicText.write(text.substring(0, at), page);
        return TopicText.write(text.substring(at + mark.length()), table(column, rows, page));
    }

    private static Page table(int column, Map<String, String> rows, Page page) {
        rows.forEach((term, meaning) -> page.item(2, term, column, meaning));
        return page;
    }
}
