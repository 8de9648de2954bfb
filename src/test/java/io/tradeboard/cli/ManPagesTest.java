package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The man pages say what the help says, in roff that has no surprises. */
class ManPagesTest {
    /** Every macro that {@link Roff} writes. */
    private static final String MACRO = "\\.(TH|SH|SS) .*|\\.(PP|TP|br|nf|fi)";

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        ManPages.write(directory);
    }

    @Test
    void everyCommandHasAPageAndNothingElseHas() throws IOException {
        try (Stream<Path> pages = Files.list(directory)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Cli.model()
                            .map(command -> command.qualifiedName("-") + ".1")
                            .toList())
                    .contains("tradeboard.1", "tradeboard-watch.1", "tradeboard-log-verify.1");
        }
    }

    @Test
    void aPageHasEveryOptionOfItsCommandButTheHidden() {
        Cli.model().forEach(command -> {
            List<String> terms = page(command)
                    .lines()
                    .filter(line -> line.startsWith("\\fB\\-"))
                    .map(line -> line.replace("\\fB", "").replace("\\fR", "").replace("\\-", "-"))
                    .map(line -> line.replaceFirst("\\[?=.*", ""))
                    .toList();
            assertThat(terms)
                    .as(command.qualifiedName())
                    .containsExactlyInAnyOrderElementsOf(command.options().stream()
                            .filter(option -> !option.hidden())
                            .map(ManPagesTest::names)
                            .toList());
        });
    }

    @Test
    void everyPageHasExamplesAndExitCodes() {
        Cli.model()
                .forEach(command -> assertThat(page(command))
                        .as(command.qualifiedName())
                        .contains(".SH \"EXAMPLES\"\n.nf\ntradeboard", ".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\n"));
    }

    @Test
    void noLineStartsWithADotOrAQuoteButAMacro() {
        Cli.model()
                .forEach(command -> assertThat(page(command).lines())
                        .as(command.qualifiedName())
                        .allMatch(line -> line.matches(MACRO) || !line.matches("[.'].*")));
    }

    @Test
    void textHasNoMeaningToRoff() {
        String page = new Roff("-x", "a\"b", "")
                .paragraph(".TH \\fB 'quoted'\n.SH x")
                .item(Roff.bold(".bold"), ".item", "'other")
                .verbatim(".nf\n\\*x\u00e9")
                .toString();

        assertThat(page).isEqualTo("""
                        .TH "\\-X" "1" "" "a\\(dqb" ""
                        .PP
                        \\&.TH \\(rsfB \\(aqquoted\\(aq .SH x
                        .TP
                        \\fB\\&.bold\\fR
                        \\&.item
                        .br
                        \\(aqother
                        .nf
                        \\&.nf
                        \\(rs*x\\[u00E9]
                        .fi
                        """);
    }

    @Test
    void thePageOfTheProgramHasTheTopics() {
        String page = page(Cli.model().findFirst().orElseThrow());

        assertThat(page).contains("\\fB141\\fR\n", "\\fBTRADEBOARD_LOG_DIR\\fR\n", "tradeboard.rank/1");
    }

    @Test
    void theSameSourcesMakeTheSamePage() {
        assertThat(page(Cli.model().findFirst().orElseThrow()))
                .startsWith(".TH \"TRADEBOARD\" \"1\" \"\" \"tradeboard ");
    }

    /** mandoc wants a date, which would make each build another one. */
    @ParameterizedTest
    @ValueSource(strings = {"groff -man -Tutf8 -ww -z", "mandoc -Tlint -Wwarning"})
    void lintersFindNothing(String linter) throws Exception {
        List<String> words = List.of(linter.split(" "));
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, words.get(0)))),
                words.get(0) + " is not installed");
        for (CommandSpec command : Cli.model().toList()) {
            List<String> call = new ArrayList<>(words);
            call.add(file(command).toString());
            Process process = new ProcessBuilder(call).redirectErrorStream(true).start();
            String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(found.lines().filter(line -> !line.contains("missing date")))
                    .as(command.qualifiedName())
                    .isEmpty();
        }
    }

    private Path file(CommandSpec command) {
        return directory.resolve(command.qualifiedName("-") + ".1");
    }

    private String page(CommandSpec command) {
        try {
            return Files.readString(file(command), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String names(OptionSpec option) {
        return String.join(", ", option.names());
    }
}
