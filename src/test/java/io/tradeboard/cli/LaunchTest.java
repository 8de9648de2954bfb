package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

class LaunchTest {
    private static final String MESSAGE =
            "tradeboard: TRADEBOARD_BUFER_CAPACITY is not a setting; did you mean TRADEBOARD_BUFFER_CAPACITY?\n";

    @TempDir
    Path home;

    @Test
    void withoutACommandTheDemoIsNamedAsThePlaceToStart() {
        assertThat(new Cli(home, Map.of()).run())
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "tradeboard: missing command; to see it at work: tradeboard demo\n  see: tradeboard --help\n"));
    }

    @Test
    void aSettingIsConvertedAsByEveryCommandThatReadsIt() {
        assertThat(Cli.model().flatMap(command -> EnvironmentVariable.of(command).stream()))
                .allSatisfy(variable -> {
                    OptionSpec alone = variable.setting().toOption();
                    assertThat(type(alone)).as(variable.name()).isEqualTo(type(variable.option()));
                    if (alone.completionCandidates() != null) {
                        assertThat(alone.completionCandidates())
                                .containsExactlyElementsOf(variable.option().completionCandidates());
                    }
                })
                .extracting(EnvironmentVariable::setting)
                .contains(Setting.values());
    }

    private static Class<?> type(OptionSpec option) {
        return MethodType.methodType(option.auxiliaryTypes()[0]).wrap().returnType();
    }

    @Test
    void everyCommandHasTheNameByWhichItIsFoundWithoutMakingIt() {
        Cli.model().skip(1).forEach(command -> {
            Command declared = command.userObject().getClass().getAnnotation(Command.class);
            assertThat(command.name()).isEqualTo(declared.name());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-q produce", "produce -q", "--quiet produce"})
    void quietCountsBeforeAndBehindTheCommand(String command) {
        assertThat(run(Map.of(), command + " --to - --count 1").err()).isEmpty();
        assertThat(run(Map.of(), "produce --to - --count 1").err()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v ingest nowhere",
                "ingest -v nowhere",
                "-v log dump --log-dir nowhere",
                "log -v dump --log-dir nowhere"
            })
    void verboseCountsBeforeAndBehindTheCommand(String command) {
        assertThat(run(Map.of(), command).err()).contains("Exception: ", "nowhere", "    at ");
    }

    @Test
    void whatTheCommandIsGivenGoesBeforeWhatStandsBeforeIt() {
        assertThat(run(Map.of(), "--color=never status --config --color=always").out())
                .containsPattern("TRADEBOARD_COLOR +option +always");
        assertThat(run(Map.of("TRADEBOARD_COLOR", "always"), "--color=never status --config")
                        .out())
                .containsPattern("TRADEBOARD_COLOR +option +never");
    }

    @Test
    void aMisspeltVariableIsReported() throws IOException {
        Map<String, String> environment = Map.of("TRADEBOARD_BUFER_CAPACITY", "20");
        Cli.Result result = run(environment, "log verify --log-dir .");
        assertThat(result.err()).isEqualTo(MESSAGE);
        assertThat(result.code()).isZero();

        Files.writeString(home.resolve(".env"), "TRADEBOARD_BUFER_CAPACITY=20\n");
        assertThat(run(Map.of(), "log verify --log-dir .").err()).isEqualTo(MESSAGE);
        assertThat(run(environment, "log verify --log-dir .").err()).isEqualTo(MESSAGE);
        assertThat(run(environment, "log verify --log-dir . -q").err()).isEmpty();
        assertThat(run(environment, "-q log verify --log-dir .").err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TRADEBOARD_REFRESH, 5, ': \"5\" is not a duration'",
        "TRADEBOARD_DEPTH, x, ' must be a whole number'",
        "TRADEBOARD_SYNC, often, ' must be batch, interval or never, not \"often\"'",
        "TRADEBOARD_ASCII, maybe, ' must be true or false, not \"maybe\"'",
        "TRADEBOARD_FLUSH_INTERVAL, soon, ': \"soon\" is not a duration'"
    })
    void aSettingThatOtherCommandsWouldRefuseIsReported(String variable, String value, String problem) {
        Cli.Result result = run(Map.of(variable, value), "log verify --log-dir .");

        assertThat(result.code()).isZero();
        assertThat(result.err().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("tradeboard: " + variable + " (environment)" + problem));
        assertThat(run(Map.of(variable, value), "log verify --log-dir . -q").err())
                .isEmpty();
    }

    @Test
    void allSettingsThatOtherCommandsWouldRefuseAreReported() {
        Map<String, String> environment = Map.of("TRADEBOARD_DEPTH", "x", "TRADEBOARD_ZONE", "Moon");

        assertThat(run(environment, "log verify --log-dir .").err().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("tradeboard: TRADEBOARD_DEPTH (environment)"))
                .anyMatch(line -> line.startsWith("tradeboard: TRADEBOARD_ZONE (environment)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log verify --log-dir .", "produce --to - --count 1", "ingest - --zone UTC"})
    void aBadSettingIsReportedOnceBesideOthersAndWhereTheCommandLineGoesBeforeIt(String command) throws IOException {
        Files.writeString(
                home.resolve(".env"),
                Files.readString(Path.of(".env")).replaceFirst("(?m)^REDIS_ADDRESS=.*", "REDIS_ADDRESS=127.0.0.1:1"));

        assertThat(run(Map.of("TRADEBOARD_ZONE", "Moon"), command).err().lines())
                .filteredOn(line -> line.contains("TRADEBOARD_ZONE"))
                .singleElement()
                .asString()
                .startsWith("tradeboard: TRADEBOARD_ZONE (environment): \"Moon\" is not a time zone");
    }

    @ParameterizedTest
    @CsvSource({
        "TRADEBOARD_FOO,             ''",
        "TRADEBOARD_ZOEN,            ; did you mean TRADEBOARD_ZONE?",
        "TRADEBOARD_REDIS_ADDRESS,   ; did you mean REDIS_ADDRESS?",
        "TRADEBOARD_,                ''",
        "REDIS_ADRESS,               ; did you mean REDIS_ADDRESS?",
        "REDIS_CAFILE,               ; did you mean REDIS_CA_FILE?",
        "REDIS_PASSWD_FILE,          ; did you mean REDIS_PASSWORD_FILE?"
    })
    void onlyASettingThatMayBeMeantIsSuggested(String name, String question) {
        assertThat(run(Map.of(name, "x"), "log verify --log-dir .").err())
                .isEqualTo("tradeboard: " + name + " is not a setting" + question + "\n");
    }

    @Test
    void noSettingIsTakenForAMisspeltOne() throws IOException {
        Files.copy(Path.of(".env"), home.resolve(".env"));

        assertThat(run(Map.of("tradeboard_zone", "x"), "log verify --log-dir .").err())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REDIS_HOST",
                "REDIS_PORT",
                "REDIS_URL",
                "REDIS_ADDR",
                "REDIS_PASSWORD",
                "REDIS_KEY_FILE",
                "RADIS_X"
            })
    void aVariableForRedisThatMayBelongToOthersIsNotReported(String name) {
        assertThat(run(Map.of(name, "x"), "log verify --log-dir .").err()).isEmpty();
    }

    private Cli.Result run(Map<String, String> environment, String call) {
        return new Cli(home, environment).run(call.replace(" .", " " + home).split(" "));
    }
}
