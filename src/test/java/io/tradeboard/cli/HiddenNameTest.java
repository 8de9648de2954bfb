package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.format.ResultDocument;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** The name of a hidden trader is in nothing that a command for readers prints, whatever goes wrong. */
@Timeout(120)
class HiddenNameTest {
    private static final String CANARY = "kanarie-Zw4rt";
    private static final String ALIAS = "Kanarie de Zwarte";

    private static final List<String> VIEWS = List.of(
            "show BTC",
            "show BTC -o json",
            "show BTC -o csv",
            "show BTC -o ndjson",
            "show --all",
            "show --all -o json",
            "show --all --day yesterday -o csv",
            "show BTC --day yesterday",
            "show BTC --max-age 1s -v",
            "rank ann",
            "rank ann -o json",
            "rank ann --around 0",
            "rank nobody -v",
            "rank nobody -o json",
            "results",
            "results -o json",
            "results -o csv",
            "results -o ndjson",
            "results --symbol BTC -v",
            "watch BTC --plain --refresh 1s",
            "watch BTC --plain --refresh 1s --follow ann",
            "watch BTC --plain --refresh 1s --follow nobody");

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection redis = REDIS.connect();
    private final LocalDate today = LocalDate.now(Clock.systemUTC());
    private final LocalDate yesterday = today.minusDays(1);

    @BeforeEach
    void hideTheBest() throws IOException {
        board("BTC", today);
        board("ETH", today);
        board("BTC", yesterday);
        ResultStore results = new ResultStore(redis, new ResultDocument(), TradersDirectory::none);
        results.publish(new RedisStandings(
                        redis,
                        Symbols.parse("BTC:2:Bitcoin", 2, false),
                        TradingDays.of(ZoneOffset.UTC),
                        Clock.systemUTC(),
                        TradersDirectory::none)
                .read("BTC", yesterday, 10));
        redis.call(Command.DEL, key("BTC", yesterday, "volumes"), key("BTC", yesterday, "ledger"));
    }

    private void board(String symbol, LocalDate day) {
        redis.call(Command.ZADD, key(symbol, day, "volumes"), 900, CANARY, 700, "ann", 700, "bob");
        redis.call(Command.HSET, key(symbol, day, "ledger"), "scale", 2, "zone", "UTC", "trades", 3, "volume", 2_300);
        redis.call(Command.HSET, key(symbol, day, "ledger"), "mark:w", 3, "closed:w", 3);
    }

    private static String key(String symbol, LocalDate day, String part) {
        return "tradeboard:{" + symbol + ":" + day + "}:" + part;
    }

    private Cli cli() {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address()));
    }

    private Cli.Result view(String view) {
        String[] arguments = view.split(" ");
        Cli.Result result = view.startsWith("watch") ? cli().runUnread(arguments) : cli().run(arguments);
        String printed = (result.out() + result.err()).toLowerCase(Locale.ROOT);
        assertThat(printed).as(view).isNotEmpty().doesNotContain("kanarie", "zw4rt", "zwarte");
        assertThat(result.code()).as(view).isNotEqualTo(1);
        return result;
    }

    private void hide() {
        assertThat(cli().run("traders", "alias", CANARY, ALIAS).code()).isZero();
        assertThat(cli().run("traders", "hide", CANARY).code()).isZero();
    }

    @Test
    void everyViewShowsTheNameBeforeItIsHidden() {
        for (String view : VIEWS) {
            if (!view.contains("nobody") && !view.contains("--around 0") && !view.startsWith("watch")) {
                assertThat(cli().run(view.split(" ")).out()).as(view).contains(CANARY);
            }
        }
    }

    @Test
    void noViewShowsItWhereAllIsWell() {
        hide();
        VIEWS.forEach(this::view);
        assertThat(view("show BTC").out()).contains("Trader ");
        assertThat(view("watch BTC --plain").out()).contains("Trader ");
    }

    @Test
    void noViewShowsItWhereTheVolumeOfTheTraderCannotBeRead() {
        hide();
        redis.call(Command.ZADD, key("BTC", today, "volumes"), "inf", CANARY);
        VIEWS.forEach(this::view);
        cli().run("traders", "exclude", CANARY);
        VIEWS.forEach(this::view);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"hidden\":true}", "{\"hidden\":\"true\"}", "{\"alias\":\"Kanarie \"}"})
    void noViewShowsItWhereItsEntryCannotBeRead(String entry) {
        redis.call(Command.HSET, "tradeboard:traders", CANARY, entry);
        VIEWS.forEach(this::view);
    }

    @Test
    void askedForByTheRealNameItIsAsIfNobodyHadThatName() {
        String expected = cli().run("rank", "nobody").err();
        hide();
        for (String format : List.of("table", "json")) {
            Cli.Result hidden = cli().run("rank", CANARY, "-o", format);
            Cli.Result nobody = cli().run("rank", "nobody", "-o", format);
            assertThat(hidden.code()).isEqualTo(3).isEqualTo(nobody.code());
            assertThat(hidden.out()).isEqualTo(nobody.out()).isEmpty();
            assertThat(hidden.err().replace(CANARY, "nobody")).isEqualTo(nobody.err());
        }
        assertThat(cli().run("rank", "nobody").err()).isEqualTo(expected);
        assertThat(cli().runUnread("watch", "BTC", "--plain", "--follow", CANARY)
                        .out())
                .contains("followed: not on this board")
                .doesNotContain(CANARY);
    }
}
