package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import redis.clients.jedis.Protocol.Command;

/** What {@code tradeboard help} tells, and that it is true. */
class HelpTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    @Test
    void helpAloneIsTheHelpOfTheProgramAndNamesTheTopics() {
        Cli.Result help = help();

        assertThat(help).isEqualTo(run("--help"));
        assertThat(help.out()).contains("help TOPIC", "exit-codes ", "environment ", "trades ", "formats ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "log", "log verify", "help"})
    void helpOfACommandIsWhatTheCommandSays(String command) {
        assertThat(help(command.split(" "))).isEqualTo(run((command + " --help").split(" ")));
    }

    static Stream<String> everyHelp() {
        return Stream.concat(
                Stream.of(Topic.values()).map(Topic::label),
                Cli.model().map(command -> command.qualifiedName().replaceFirst("tradeboard ?", "")));
    }

    @ParameterizedTest
    @MethodSource("everyHelp")
    void helpFitsTheTerminalAndSplitsNoWord(String subject) throws IOException {
        List<String> whole = words(helpIn(1_000, subject));
        for (int columns : new int[] {40, 60, 80, 120}) {
            String help = helpIn(columns, subject);

            assertThat(help.lines())
                    .as("%d columns", columns)
                    .allMatch(line -> line.length() <= columns || isOneWord(line) || isVerbatim(line));
            assertThat(words(help)).isEqualTo(whole);
        }
    }

    private String helpIn(int columns, String subject) {
        Cli cli = new Cli(home, Map.of("COLUMNS", Integer.toString(columns)));
        return cli.run(Stream.concat(
                                Stream.of("help"), Stream.of(subject.split(" ")).filter(word -> !word.isEmpty()))
                        .toArray(String[]::new))
                .out();
    }

    private static boolean isOneWord(String line) {
        return !line.strip().contains(" ");
    }

    private static boolean isVerbatim(String line) {
        return Stream.of(Topic.values())
                .map(Topic::label)
                .map(HelpTest::source)
                .anyMatch(source -> source.contains("\n|" + line + "\n"));
    }

    private static String source(String topic) {
        Path file = Path.of("src/main/resources/io/tradeboard/cli/" + topic + ".txt");
        try {
            return Files.exists(file) ? Files.readString(file).replace("{csv}", String.join(",", CSV_HEADER)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final List<String> CSV_HEADER =
            List.of("as_of", "day", "symbol", "rank", "tied", "trader_id", "name", "volume", "share", "gap_to_next");

    /** All words in their order, whatever the lines; a backslash only continues a line. */
    private static List<String> words(String text) {
        return Stream.of(text.split("\\s+")).filter(word -> !word.equals("\\")).toList();
    }

    @ParameterizedTest
    @CsvSource({"'', 80", "39, 39", "x, 80", "-5, 80", "5, 20", "9999, 120"})
    void helpIsAsWideAsColumnsSaysWithinReason(String columns, int width) {
        String help = new Cli(home, Map.of("COLUMNS", columns))
                .run("help", "durability")
                .out();

        assertThat(help.lines().mapToInt(String::length).max().orElse(0)).isBetween(width - 12, width);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsACommandThatIsUnderstood(String example) {
        String arguments = example.replaceFirst("^tradeboard ", "").replaceFirst(" > .*", "");
        List<String> words = Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(arguments)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();

        Cli.parse(words.toArray(String[]::new));
    }

    static Stream<String> examples() {
        return Cli.model().flatMap(command -> HelpPage.footer(command, true).stream());
    }

    @Test
    void everyCommandHasAnExample() {
        assertThat(Cli.model())
                .allMatch(command -> !HelpPage.footer(command, true).isEmpty());
    }

    @Test
    void everyCommandStandsInAGroup() {
        assertThat(GroupedHelp.commandNames())
                .containsExactlyInAnyOrderElementsOf(
                        Candidates.below(Cli.model().findFirst().orElseThrow())
                                .map(CommandSpec::name)
                                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aTopicFitsAnOrdinaryTerminalAndTwoScreens(Topic topic) {
        Cli.Result help = help(topic.label());

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out().lines()).hasSizeBetween(10, 2 * 40).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exti-codes    | ; did you mean exit-codes?",
                "shwo          | ; did you mean show?",
                "log verfy     | ; did you mean log verify?",
                "format        | ; did you mean formats?"
            })
    void anUnknownTopicIsTwoAndSuggestsOneThatIsMeant(String subject, String question) {
        Cli.Result help = help(subject.split(" "));

        assertThat(help.code()).isEqualTo(2);
        assertThat(help.out()).isEmpty();
        assertThat(help.err())
                .isEqualTo(
                        "tradeboard: unknown command or topic " + subject + question + "\n  see: tradeboard --help\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "show formats"})
    void anUnknownTopicThatIsLikeNoneListsAll(String subject) {
        Cli.Result help = help(subject.split(" "));

        assertThat(help.code()).isEqualTo(2);
        assertThat(help.err())
                .isEqualTo("tradeboard: unknown command or topic " + subject
                        + "; commands: demo, redis, produce, ingest, traders, watch, show, rank, results, serve, status, audit, rebuild, log, help,"
                        + " generate-completion; topics: exit-codes, environment, trades, formats, screen,"
                        + " durability, kafka, cluster, serving, operations, alerts, messages\n"
                        + "  see: tradeboard --help\n");
    }

    @Test
    void everyExitCodeHasAMeaning() {
        List<Integer> codes = Stream.of(ExitCode.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == int.class)
                .map(HelpTest::value)
                .toList();

        assertThat(ExitCode.meanings().keySet()).containsExactlyElementsOf(codes);
    }

    @Test
    void everySettingIsAnOptionAndInTheTopic() {
        String topic = help("environment").out();

        for (Setting setting : Setting.values()) {
            assertThat(topic).contains("\n  " + setting.variable() + " ");
        }
    }

    @Test
    void everyFieldThatIsReadOrPrintedIsInTheTopic() throws IOException {
        String trade = run("produce", "--to", "-", "--count", "1", "--symbols", "BTC:8:Bitcoin")
                .out();
        Path file = Files.writeString(home.resolve("trades.ndjson"), trade + "rubbish\n");
        run("ingest", file.toString());
        String board = "tradeboard:{BTC:" + LocalDate.now(Clock.systemUTC()) + "}:volumes";
        REDIS.connect().call(Command.ZADD, board, 1, "mallory");
        List<String> texts = new ArrayList<>(List.of(trade, Files.readString(home.resolve("data/log/rejects.ndjson"))));
        for (String call : new String[] {
            "show -o json", "rank mallory -o json", "status -o json", "audit -o json", "log verify -o json", "log dump"
        }) {
            texts.add(run(call.split(" ")).out());
        }
        String topic = help("trades").out() + help("formats").out();

        assertThat(texts.stream().flatMap(HelpTest::fields))
                .contains("reason", "gapToNext", "logBytes", "board", "pending", "corruptions", "identity")
                .allMatch(field -> hasWord(topic, field), "is in the topic");
        assertThat(topic)
                .contains(run("show", "-o", "csv").out().lines().findFirst().orElseThrow());
    }

    private static boolean hasWord(String text, String word) {
        return List.of(text.split("\\W+")).contains(word);
    }

    private static Stream<String> fields(String lines) {
        List<String> fields = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(lines)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    fields.add(json.currentName());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields.stream();
    }

    private static int value(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Cli.Result help(String... subject) {
        return run(Stream.concat(Stream.of("help"), Stream.of(subject)).toArray(String[]::new));
    }

    private Cli.Result run(String... arguments) {
        Map<String, String> environment =
                Map.of("REDIS_ADDRESS", REDIS.settings().address());
        return new Cli(home, environment).run(arguments);
    }
}
