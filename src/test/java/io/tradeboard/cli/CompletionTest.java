package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the Tab key offers, asked of a real bash that has read the script. */
class CompletionTest {
    /** Does what bash does when Tab is pressed behind the last of the words. */
    private static final String PRESS_TAB = """
            source ./script
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_LINE=${COMP_LINE/ = /=}
            COMP_LINE=${COMP_LINE/% =/=}
            COMP_POINT=${#COMP_LINE}
            last=${COMP_WORDS[COMP_CWORD]}
            registered=$(complete -p tradeboard)
            function=${registered##*-F }
            ${function% *} tradeboard "${last#=}" 2>/dev/null  # compopt has nothing to set here
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path home;

    @BeforeEach
    void script() throws IOException {
        Cli.Result result = new Cli(home, Map.of()).run("generate-completion");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        Files.writeString(home.resolve("script"), result.out());
    }

    /** A shell that sources it would print the hint at each of its starts. */
    @Test
    void howItIsInstalledIsPrintedOnlyBesideAScriptOnATerminal() {
        Cli cli = new Cli(home, Map.of());

        for (Shell shell : Shell.values()) {
            assertThat(cli.run("generate-completion", shell.name()).err()).isEmpty();
            assertThat(cli.runAtTerminal("generate-completion", shell.name()).err())
                    .isEqualTo("tradeboard: to install it, " + shell.installation() + "\n");
        }
    }

    @Test
    void everyCommandIsOffered() throws Exception {
        assertThat(tab("")).containsExactlyInAnyOrderElementsOf(commandNames());
        assertThat(tab("log", "")).containsExactlyInAnyOrder("verify", "dump");
    }

    @ParameterizedTest
    @CsvSource({
        "sh,                      show",
        "show --all -o j,         json",
        "show --output n,         ndjson",
        "show --output = n,       ndjson",
        "--color = ne,            never",
        "show --color = al,       always",
        "show --color=al,         --color=always",
        "ingest --sync b,         batch",
        "produce --format c,      csv",
        "log v,                   verify",
        "log verify --log-d,      --log-dir",
        "help exit,               exit-codes",
        "help wa,                 watch",
        "help trade,              trades",
        "help trade,              traders",
        "ingest --log-dir ./scri, ./script"
    })
    void theRestIsOffered(String words, String offered) throws Exception {
        assertThat(tab(words.split(" "))).contains(offered).allMatch(word -> word.startsWith(last(words)));
    }

    @Test
    void nothingStandsYetBehindTheSignSoAllIsOffered() throws Exception {
        assertThat(tab("show", "--color", "=")).containsExactly("auto", "always", "never");
    }

    static Stream<CommandSpec> commands() {
        return Cli.model();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndNoHiddenOneIsOffered(CommandSpec command) throws Exception {
        List<String> options = command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .toList();
        assertThat(tab(words(command, "--"))).containsExactlyInAnyOrderElementsOf(options);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionOffersItsOwnValues(CommandSpec command) throws Exception {
        for (OptionSpec option : command.options()) {
            if (option.completionCandidates() != null) {
                List<String> values = StreamSupport.stream(
                                Objects.requireNonNull(option.completionCandidates())
                                        .spliterator(),
                                false)
                        .toList();
                assertThat(tab(words(command, option.longestName(), "")))
                        .as(option.longestName())
                        .isEqualTo(values);
            }
        }
    }

    /** Every name is data, also one that a shell would run. */
    @ParameterizedTest
    @CsvSource({"show ''", "rank k", "rank kestrel ''", "watch --follow ''", "traders hide ''", "produce --symbol ''"})
    void namesThatTheProgramFindsAreQuoted(String words) throws Exception {
        Path program = Files.writeString(home.resolve("tradeboard"), """
                #!/bin/sh
                echo "$*" > asked
                printf '%s\\n' kestrel 'k $(touch pwned)' "O'Hara"
                """);
        program.toFile().setExecutable(true);
        List<String> offered = tab(
                "./tradeboard",
                Stream.of(words.split(" ")).map(word -> word.replace("''", "")).toArray(String[]::new));

        assertThat(offered).contains("kestrel", "k\\ \\$\\(touch\\ pwned\\)");
        assertThat(offered.contains("O\\'Hara")).isEqualTo(words.endsWith("''"));
        assertThat(home.resolve("pwned")).doesNotExist();
        assertThat(home.resolve("asked")).content().startsWith("complete ");
    }

    @Test
    void anOptionNeedsAValueInEveryCommandOrInNone() {
        List<String> valued = Candidates.valued(Cli.model().findFirst().orElseThrow());

        assertThat(Cli.model()
                        .flatMap(Candidates::options)
                        .filter(option -> option.arity().min() == 0)
                        .flatMap(option -> Stream.of(option.names())))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(valued);
    }

    private static List<String> commandNames() {
        return Cli.model()
                .filter(command -> command.parent() != null && command.parent().parent() == null)
                .map(CommandSpec::name)
                .toList();
    }

    private static String last(String words) {
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    private static String[] words(CommandSpec command, String... more) {
        List<String> words = new ArrayList<>(List.of(command.qualifiedName().split(" ")));
        words.addAll(List.of(more));
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    private List<String> tab(String... words) throws IOException, InterruptedException {
        return tab("tradeboard", words);
    }

    private List<String> tab(String program, String[] words) throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of("bash", "-c", PRESS_TAB, "bash", program));
        call.addAll(List.of(words));
        return ShellRun.output(new ProcessBuilder(call).directory(home.toFile()))
                .lines()
                .toList();
    }
}
