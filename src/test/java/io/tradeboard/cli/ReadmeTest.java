package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README can be followed: its commands are understood, and what it links to is there. */
class ReadmeTest {
    private static final Pattern COMMAND = Pattern.compile("bin/tradeboard ([^|#`)\n]+)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");

    static Stream<String> commands() throws IOException {
        return COMMAND.matcher(readme())
                .results()
                .map(match -> match.group(1).replaceFirst("[<>].*", "").strip());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsUnderstood(String command) {
        List<String> words = WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(word -> word.equals("COMMAND") ? "show" : word)
                .toList();

        Cli.parse(words.toArray(String[]::new));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertThat(LINK.matcher(readme()).results().map(link -> Path.of(link.group(1))))
                .hasSizeGreaterThan(10)
                .allMatch(Files::exists);
    }

    @Test
    void itNamesEveryCommandAndTopicAndIsShort() throws IOException {
        assertThat(readme()).contains(GroupedHelp.commandNames().toList());
        assertThat(readme())
                .contains(Stream.of(Topic.values()).map(Topic::label).toList());
        assertThat(readme().lines().count()).isLessThan(250);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
