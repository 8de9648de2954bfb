package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a line where Tab is pressed, in a bash at a terminal. */
class BashCompletionTest {
    /** The first letters of the names that run a command where a shell reads any of them. */
    private static final List<String> HOSTILE = List.of("c", "e", "q", "s", "u", "w");

    @TempDir
    Path home;

    @BeforeEach
    void scriptAndProgram() throws IOException {
        Files.writeString(
                home.resolve("script"),
                new Cli(home, Map.of()).run("generate-completion").out());
        // U+1FAE9 is newer than the tables of most systems, to which it is not printable.
        Path program = Files.writeString(home.resolve("tradeboard"), """
                #!/bin/sh
                echo "$*" > asked
                cat <<'END'
                ann@home
                desk:x
                Trader 7f3a
                Jürg
                O'Hara
                cc$(touch pwned)
                eeé'; touch pwned #
                qq"; touch pwned #
                ss; touch pwned #
                uu🫩'; touch pwned #
                ww🫩; touch pwned; # "; touch pwned #
                END
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "rank ann@|rank ann@home ",
                "rank desk:|rank desk:x ",
                "rank \"desk:|rank \"desk:x\" ",
                "rank T|rank Trader\\ 7f3a ",
                "rank \"Tr|rank \"Trader 7f3a\" ",
                "rank 'Trader |rank 'Trader 7f3a' ",
                "rank T\"rader |rank T\"rader 7f3a\" ",
                "rank Trader\\ |rank Trader\\ 7f3a ",
                "rank O|rank O\\'Hara ",
                "rank 'O|rank 'O",
                "rank J|rank Jürg ",
                "rank 'J|rank 'Jürg' ",
                "watch --follow=ann@|watch --follow=ann@home ",
                "show --color=al|show --color=always ",
                "show --color al|show --color always ",
                "show '--col|show '--color' "
            })
    void wordIsCompletedAsTheShellReadsIt(String typed, String completed) throws Exception {
        try (InteractiveBash bash = new InteractiveBash(home, "C.UTF-8")) {
            assertThat(bash.tab("tradeboard " + typed)).isEqualTo("tradeboard " + completed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"C,``", "C,'", "C,\"", "C.UTF-8,``", "C.UTF-8,'", "C.UTF-8,\""})
    void nameRunsNothing(String locale, String quote) throws Exception {
        try (InteractiveBash bash = new InteractiveBash(home, locale)) {
            for (String letter : HOSTILE) {
                String line = bash.tab("tradeboard rank " + quote + letter);
                bash.enter();
                assertThat(home.resolve("pwned")).as(line).doesNotExist();
            }
        }
    }

    @Test
    void programIsAskedWithTheOptionsOfTheLine() throws Exception {
        try (InteractiveBash bash = new InteractiveBash(home, "C.UTF-8")) {
            bash.tab("tradeboard --redis-address host:1 rank --around 3 --env-file=~/x --symbols 'A B' ann");
        }
        assertThat(home.resolve("asked"))
                .hasContent("complete traders --redis-address=host:1 --env-file=" + home + "/x --symbols=A B");
    }
}
