package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a line where Tab is pressed, in a bash at a terminal. */
class BashCompletionTest {
    /** The first letters of the names that run a command where a shell reads any of them. */
    private static final List<String> HOSTILE = List.of("c", "e", "q", "s", "u", "w");

    @TempDir
    Path home;

    @BeforeEach
    void scriptAndProgram() throws IOException {
        ShellRun.skipWithout("bash", "script");
        ShellRun.writeScript(home, Shell.bash);
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

    @Test
    void wordIsCompletedAsTheShellReadsIt() throws Exception {
        String typedAndCompleted = """
                rank ann@           | rank ann@home
                rank desk:          | rank desk:x
                rank "desk:         | rank "desk:x"
                rank T              | rank Trader\\ 7f3a
                rank "Tr            | rank "Trader 7f3a"
                rank 'Trad          | rank 'Trader 7f3a'
                rank T"rad          | rank T"rader 7f3a"
                rank Trader\\ 7     | rank Trader\\ 7f3a
                rank O              | rank O\\'Hara
                rank 'O             | rank 'O
                rank J              | rank Jürg
                rank 'J             | rank 'Jürg'
                watch --follow=ann@ | watch --follow=ann@home
                show --color=al     | show --color=always
                show --color al     | show --color always
                show '--col         | show '--color'
                """;
        try (InteractiveBash bash = new InteractiveBash(home, "C.UTF-8")) {
            for (String line : typedAndCompleted.lines().toList()) {
                String[] halves = line.split("\\|", 2);
                assertThat(bash.tab("tradeboard " + halves[0].strip()).strip())
                        .isEqualTo("tradeboard " + halves[1].strip());
                bash.drop();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void nameRunsNothing(String locale) throws Exception {
        try (InteractiveBash bash = new InteractiveBash(home, locale)) {
            for (String quote : List.of("", "'", "\"")) {
                for (String letter : HOSTILE) {
                    String line = bash.tab("tradeboard rank " + quote + letter);
                    if (!bash.enter("")) {
                        bash.enter(quote);
                    }
                    bash.drop();
                    assertThat(home.resolve("pwned")).as(line).doesNotExist();
                }
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
