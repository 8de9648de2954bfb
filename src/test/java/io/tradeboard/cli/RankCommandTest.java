package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.nio.charset.StandardCharsets;
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

/** Where a trader stands, as a person and as a script see it. */
class RankCommandTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    @BeforeEach
    void fillTheBoard() {
        String board = "tradeboard:{BTC:" + today + "}:";
        redis.call(Command.ZADD, board + "volumes", 900, "ann", 700, "bob", 700, "carl", 50, "=dora", 7, "Zo\u00eb");
        redis.call(Command.HSET, board + "ledger", "scale", 2, "trades", 9, "volume", 2_357);
    }

    @Test
    void jsonIsOneObjectWithTheOwnPlaceAndTheRowsAround() {
        Cli.Result result = rank("bob", "--around", "1", "-o", "json");

        String row =
                "{\"rank\":%d,\"tied\":%s,\"traderId\":\"%s\",\"name\":\"%3$s\",\"volume\":\"%s\",\"capped\":false,"
                        + "\"share\":\"%s\",\"gapToNext\":\"%s\",\"movement\":null,\"lastHour\":null}";
        assertThat(result.out()
                        .replaceFirst("\"asOf\":\"[^\"]+Z\"", "\"asOf\":\"T\"")
                        .replaceFirst("\"ageMs\":[0-9]+", "\"ageMs\":0"))
                .isEqualTo(
                        "{\"schema\":\"tradeboard.rank/1\",\"symbol\":\"BTC\",\"name\":\"Bitcoin\",\"day\":\"" + today
                                + "\",\"zone\":\"UTC\",\"asOf\":\"T\",\"nextAt\":null,\"ageMs\":0,\"stale\":false,\"final\":false,"
                                + "\"state\":\"DAEMON_DOWN\",\"reason\":\"No ingest daemon has reported; volumes are not moving."
                                + " Try: tradeboard ingest\",\"daemons\":[],\"audit\":null,\"totalVolume\":\"23.57\","
                                + "\"traders\":5,\"trades\":9,\"shards\":1,\"traderId\":\"bob\",\"rank\":2,\"tied\":true,"
                                + "\"volume\":\"7.00\",\"capped\":false,\"rows\":["
                                + String.format(row, 2, true, "carl", "7.00", "0.2970", "2.00")
                                + ","
                                + String.format(row, 2, true, "bob", "7.00", "0.2970", "2.00")
                                + ","
                                + String.format(row, 4, false, "=dora", "0.50", "0.0212", "6.50")
                                + "]}\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void theTableStartsWithTheOwnPlace() {
        Cli.Result result = rank("=dora", "BTC", "--around", "1");

        assertThat(result.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("=dora is #4 of 5 traders with 0.50 BTC"),
                        line -> assertThat(line).startsWith("Bitcoin (BTC) " + today + ", as of "),
                        line -> assertThat(line).isEqualTo("5 traders, 9 trades, 23.57 BTC, NOT AUDITED"),
                        line -> assertThat(line).isEqualTo("#   TRADER  VOLUME BTC  SHARE  GAP TO NEXT"),
                        line -> assertThat(line).isEqualTo("2=  bob           7.00  29.7%         2.00"),
                        line -> assertThat(line).isEqualTo("4   =dora         0.50   2.1%         6.50"),
                        line -> assertThat(line).isEqualTo("5   Zo\u00eb           0.07   0.3%         0.43"),
                        line -> assertThat(line).startsWith("No ingest daemon has reported"));
        assertThat(result.code()).isZero();
    }

    @Test
    void aNameInAnotherFormIsTheSameName() {
        assertThat(rank("Zoe\u0308").code()).isZero();
    }

    @Test
    void aTraderWhoIsNotOnTheBoardIsThree() {
        Cli.Result result = rank("nobody\u001b[2J");

        assertThat(result.err())
                .isEqualTo("tradeboard: trader \"nobody\\u001b[2J\" is not on the board of BTC on " + today + "\n");
        assertThat(result.code()).isEqualTo(3);
        assertThat(rank("ann", "ETH").code()).isEqualTo(3);
    }

    /** At most three, those who are just that in other letters first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOB  | ; did you mean bob?",
                "An   | ; did you mean ann or \"Ann Lee\"?",
                "kEs  | ; did you mean KES, kestrel or Kestrel.2?",
                "arl  | ''",
                "whal | ''",
                "the  | ; did you mean The-Whale?"
            })
    void tradersWhoseNamesStartSoAreSuggested(String asked, String suggestion) {
        redis.call(
                Command.ZADD,
                "tradeboard:{BTC:" + today + "}:volumes",
                60,
                "Ann Lee",
                50,
                "kestrel",
                40,
                "Kestrel.2",
                30,
                "kestrel.3",
                20,
                "KES",
                10,
                "w1");
        assertThat(run("traders", "alias", "w1", "The-Whale").code()).isZero();
        Cli.Result result = rank(asked);

        assertThat(result.err())
                .isEqualTo("tradeboard: trader \"" + asked + "\" is not on the board of BTC on " + today + suggestion
                        + "\n");
        assertThat(result.code()).isEqualTo(3);
    }

    @Test
    void aSymbolThatIsNeitherConfiguredNorTradedIsThree() {
        Cli.Result result = rank("ann", "NOPE");

        assertThat(result.err())
                .isEqualTo("tradeboard: symbol NOPE is neither configured nor traded on " + today
                        + "; configured: BTC, ETH, SOL, USDC, ARB\n");
        assertThat(result.code()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--around=-1", "--around=1000001", "--around=x", "--output=csv", "a symbol"})
    void whatIsNoChoiceIsTwo(String argument) {
        assertThat(rank("ann", argument).code()).isEqualTo(2);
    }

    @Test
    void aNameThatAnotherClientPutThereIsPrintedHarmlessly() {
        byte[] hostile = "mallory\u001b[2J\u202e".getBytes(StandardCharsets.UTF_8);
        redis.call(Command.ZADD, "tradeboard:{BTC:" + today + "}:volumes", 60, hostile);
        for (String format : new String[] {"table", "json"}) {
            for (String trader : new String[] {"=dora", "mallory\u001b[2J\u202e"}) {
                Cli.Result result = rank(trader, "-o", format);
                assertThat(result.code()).isZero();
                assertThat(result.out())
                        .containsIgnoringCase("mallory\\u001b[2J\\u202e")
                        .doesNotContain("\u001b", "\u202e");
            }
        }
    }

    private Cli.Result rank(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "rank";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return run(all);
    }

    private Cli.Result run(String... all) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(all);
    }
}
