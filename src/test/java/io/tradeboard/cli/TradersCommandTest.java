package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** The commands that change the traders directory, and what show and rank make of it. */
class TradersCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @BeforeEach
    void fillTheBoard() {
        String key = "tradeboard:{BTC:" + today + "}:";
        redis.call(Command.ZADD, key + "volumes", 500, "kestrel", 300, "ann", 200, "bob");
        redis.call(Command.HSET, key + "ledger", "scale", 2, "zone", "UTC", "trades", 9, "volume", 1_000);
    }

    private Cli.Result run(String... arguments) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(arguments);
    }

    private Cli.Result traders(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "traders";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Cli.Result result = run(all);
        assertThat(result.err()).doesNotContain("internal error", "Exception");
        return result;
    }

    private String done(String... arguments) {
        Cli.Result result = traders(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out();
    }

    private void refused(int code, String message, String... arguments) {
        Cli.Result result = traders(arguments);
        assertThat(result.err()).startsWith("tradeboard: " + message);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void whatIsSetIsListedAndClearedAgain() {
        assertThat(done("list")).isEqualTo("The directory is empty: all traders are shown by their ids.\n");
        assertThat(done("alias", "ann", "Ann of Arc")).isEqualTo("\"ann\" is shown as \"Ann of Arc\"\n");
        assertThat(done("exclude", "bob")).isEqualTo("\"bob\" is left out of every ranking\n");
        String hidden = done("hide", "kestrel");
        assertThat(hidden)
                .matches("\"kestrel\" is shown as \"Trader [0-9a-f]{4}\";"
                        + " links to its page under the id answer 404 until traders clear\n");
        String tag = hidden.replaceAll(".*Trader (\\w+).*\n", "$1");
        assertThat(done("alias", "kestrel", "Kes"))
                .isEqualTo("\"kestrel\" is shown as \"Trader " + tag + "\" because it is hidden\n");

        assertThat(done("list"))
                .isEqualTo("TRADER   SHOWN AS\n"
                        + "ann      Ann of Arc\n"
                        + "bob      bob          excluded\n"
                        + "kestrel  Trader " + tag + "  hidden\n");
        assertThat(done("list", "-o", "json"))
                .isEqualTo("{\"schema\":\"tradeboard.traders/1\",\"traders\":["
                        + "{\"traderId\":\"ann\",\"name\":\"Ann of Arc\",\"alias\":\"Ann of Arc\",\"hidden\":false,"
                        + "\"excluded\":false},"
                        + "{\"traderId\":\"bob\",\"name\":\"bob\",\"alias\":null,\"hidden\":false,\"excluded\":true},"
                        + "{\"traderId\":\"kestrel\",\"name\":\"Trader " + tag + "\",\"alias\":\"Kes\",\"hidden\":true,"
                        + "\"excluded\":false}]}\n");
        assertThat(done("clear", "kestrel")).isEqualTo("\"kestrel\" is shown by its id\n");
        refused(3, "trader \"kestrel\" is not in the directory", "clear", "kestrel");
        assertThat(done("list")).doesNotContain("kestrel");
    }

    @Test
    void boardsFollowTheDirectory() {
        done("alias", "ann", "Ann of Arc");
        done("exclude", "bob");
        String tag = done("hide", "kestrel").replaceAll(".*Trader (\\w+).*\n", "$1");

        assertThat(run("show", "BTC").out())
                .contains("2 traders, 9 trades, 8.00 BTC", "1  Trader " + tag + "  ", "2  Ann of Arc   ", "37.5%")
                .doesNotContain("bob");
        assertThat(run("show", "BTC", "-o", "json").out())
                .contains(
                        "\"totalVolume\":\"8.00\",\"traders\":2,\"trades\":9",
                        "\"traderId\":\"Trader " + tag + "\",\"name\":\"Trader " + tag + "\"",
                        "\"traderId\":\"ann\",\"name\":\"Ann of Arc\"");
        assertThat(run("show", "BTC", "-o", "csv").out()).contains(",1,false,Trader " + tag + ",", ",2,false,ann,");
        assertThat(run("rank", "Trader " + tag).out())
                .startsWith("Trader " + tag + " is #1 of 2 traders with 5.00 BTC");
        assertThat(run("rank", "Ann of Arc").out()).startsWith("Ann of Arc is #2 of 2 traders with");
        assertThat(run("rank", "ann").out()).startsWith("Ann of Arc is #2 of 2 traders with");
        for (String gone : new String[] {"kestrel", "bob", "nobody"}) {
            Cli.Result result = run("rank", gone);
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo("tradeboard: trader \"" + gone + "\" is not on the board of BTC on " + today + "\n");
        }
        done("exclude", "ann");
        done("exclude", "kestrel");
        assertThat(run("show", "BTC").out()).contains("0 traders, 9 trades, 0.00 BTC");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alias | ann | '' | alias is missing",
                "alias | ann | ' x' | alias \" x\" starts or ends with whitespace",
                "alias | ann | a\u00a0b | alias \"a\u00a0b\" contains whitespace other than a space",
                "alias | ann | a\u200bb | alias \"a\\u200bb\" contains a control or invisible character",
                "alias | ann | Trader 7F3A | alias \"Trader 7F3A\" looks like the name of a hidden trader",
                "alias | ann | bob | alias \"bob\" is the id of another trader",
                "alias | ann | Robert | alias \"Robert\" is that of the trader \"bob\" too",
                "hide | ' ann' | | trader \" ann\" starts or ends with whitespace",
                "exclude | '' | | trader is missing",
            })
    void aNameThatBreaksTheRulesOrIsAnothersIsRefused(String command, String trader, String alias, String message) {
        done("alias", "bob", "Robert");
        if (alias == null) {
            refused(2, message, command, trader);
        } else {
            refused(2, message, command, trader, alias);
        }
        assertThat(done("list")).doesNotContain("ann");
    }

    @Test
    void namesAreComposedAsTheyAreOnBoards() {
        done("alias", "Zoe\u0308", "Ame\u0301lie");

        assertThat(done("list", "-o", "json")).contains("\"Zo\u00eb\"", "\"Am\u00e9lie\"");
    }

    @Test
    void aFileReplacesTheEntriesOfItsTradersAndNoOthers() throws IOException {
        done("exclude", "bob");
        String tag = done("hide", "kestrel").replaceAll(".*Trader (\\w+).*\n", "$1");
        done("alias", "ann", "Ann of Arc");
        file(
                "\uFEFFtrader,alias,hidden,excluded\r\nkestrel,\"K, the \"\"bird\"\"\",TRUE,\r\nann,,,false\r\nzed,Ann of Arc,,true\r\n");

        assertThat(done("import", home.resolve("traders.csv").toString())).isEqualTo("2 traders set, 1 cleared\n");
        assertThat(done("list", "-o", "json"))
                .contains(
                        "\"bob\",\"alias\":null,\"hidden\":false,\"excluded\":true",
                        "\"Trader " + tag + "\",\"alias\":\"K, the \\\"bird\\\"\",\"hidden\":true,\"excluded\":false",
                        "\"traderId\":\"zed\",\"name\":\"Ann of Arc\"")
                .doesNotContain("\"traderId\":\"ann\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann,,maybe,|hidden \"maybe\" must be true, false or empty",
                "ann,,true|it has 3 cells, the header 4",
                "' ann,,true,'|trader \" ann\" starts or ends with whitespace",
                ",x,,|trader is missing",
                "good,,true,|trader \"good\" stands on line 2 too",
                "ann,bob,,|alias \"bob\" is the id of another trader",
                "ann,Gee,,|alias \"Gee\" is that of the trader \"good\" too",
                "ann,Trader 0000,,|alias \"Trader 0000\" looks like the name of a hidden trader",
            })
    void aBadLineIsNamedAndNothingIsImported(String line, String reason) throws IOException {
        done("exclude", "bob");
        String before = done("list");
        file("trader,alias,hidden,excluded\ngood,Gee,,\n" + line + "\n");
        String path = home.resolve("traders.csv").toString();

        Cli.Result result = traders("import", path);
        assertThat(result.err()).contains("tradeboard: " + path + ":3: " + reason, "; nothing was imported\n");
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.out()).isEmpty();
        assertThat(done("list")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "trader;alias\n", "alias,hidden\n", "trader,name\n", "trader,trader\n", "trader\n\"x\n"})
    void aFileThatIsNoDirectoryIsAUsageError(String text) throws IOException {
        file(text);
        String path = home.resolve("traders.csv").toString();

        refused(2, path + ": ", "import", path);
        refused(2, "no such file: ", "import", path + ".gone");
    }

    @Test
    void anUnreadableDirectoryShowsNoBoardAndNamesTheTraderToTheOperatorAlone() {
        redis.call(Command.HSET, "tradeboard:traders", "kestrel", "{\"hidden\":1}");

        Cli.Result show = run("show", "BTC");
        assertThat(show.code()).isEqualTo(5);
        assertThat(show.out())
                .contains("REFUSED", "the traders directory cannot be read: an entry is not valid")
                .doesNotContain("kestrel", "bob");
        assertThat(run("rank", "ann").code()).isEqualTo(5);
        refused(5, "the traders directory cannot be read: an entry is not valid: that of \"kestrel\"", "list");
        done("clear", "kestrel");
        assertThat(run("show", "BTC").out()).contains("kestrel");

        redis.call(Command.SET, "tradeboard:traders", "x");
        for (String command : new String[] {"list", "hide kestrel", "clear kestrel"}) {
            refused(
                    5,
                    "the traders directory cannot be read: the key tradeboard:traders is not a hash",
                    command.split(" "));
        }
        assertThat(run("show", "BTC", "-o", "json").out()).contains("\"state\":\"REFUSED\"", "\"rows\":[]");
    }

    private void file(String text) throws IOException {
        Files.writeString(home.resolve("traders.csv"), text);
    }
}
