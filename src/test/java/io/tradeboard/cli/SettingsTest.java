package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path home;

    @Test
    void optionGoesBeforeEnvironmentBeforeFileBeforeDefault() throws IOException {
        assertThat(zone(Map.of())).isEqualTo("default UTC");
        Files.writeString(home.resolve(".env"), "TRADEBOARD_ZONE=Asia/Tokyo\n");
        assertThat(zone(Map.of())).isEqualTo(".env Asia/Tokyo");
        assertThat(zone(Map.of("TRADEBOARD_ZONE", ""))).isEqualTo(".env Asia/Tokyo");
        Map<String, String> environment = Map.of("TRADEBOARD_ZONE", "Asia/Seoul");
        assertThat(zone(environment)).isEqualTo("environment Asia/Seoul");
        assertThat(zone(environment, "--zone", "Asia/Baku")).isEqualTo("option Asia/Baku");
    }

    @Test
    void aRelativePathInTheFileIsRelativeToTheFile() throws IOException {
        Path file = Files.writeString(home.resolve("other.env"), "TRADEBOARD_LOG_DIR=data/mine\n");

        Cli.Result result =
                new Cli(home.resolve("elsewhere"), Map.of()).run("status", "--config", "--env-file", file.toString());
        assertThat(line(result, "TRADEBOARD_LOG_DIR")).endsWith(".env         " + home.resolve("data/mine"));
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        Path file = home.resolve(".env");
        Files.createSymbolicLink(file, home.resolve("nowhere"));
        assertRefused("cannot read the settings in " + file + ": it is a link to nothing");
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused("cannot read the settings in " + file + ": it is a directory");
        Files.delete(file);
        Files.createSymbolicLink(file, Files.writeString(home.resolve("real"), "TRADEBOARD_ZONE=Asia/Tokyo\n"));
        assertThat(zone(Map.of())).isEqualTo(".env Asia/Tokyo");
        Files.writeString(file, "TRADEBOARD_DEPTH=5\nTRADEBOARD_ZONE='Asia/Tokyo\n");
        assertRefused(file + ":2: a quote that does not end in its line");
    }

    private void assertRefused(String message) {
        assertThat(new Cli(home, Map.of()).run("status", "--config"))
                .isEqualTo(new Cli.Result(2, "", "tradeboard: " + message + "\n"));
    }

    @Test
    void theDefaultsThatApplyAreShown() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of(".env"))) {
            if (line.contains("=") && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                expected.put(parts[0], parts[1].isEmpty() ? "-" : parts[1]);
            }
        }
        expected.put("REDIS_ADDRESS", "redis://127.0.0.1:6379/0");
        expected.put("TRADEBOARD_DEPTH", "10");
        expected.put("TRADEBOARD_LOG_DIR", home.resolve("data/log").toString());
        expected.put(
                "TRADEBOARD_REJECTS", home.resolve("data/log/rejects.ndjson").toString());
        Map<String, String> shown = new TreeMap<>();
        for (String line :
                new Cli(home, Map.of()).run("status", "--config").out().lines().toList()) {
            String[] parts = line.split(" +", 3);
            assertThat(parts[1]).isEqualTo("default");
            shown.put(parts[0], parts[2]);
        }

        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void theRejectsFollowTheLogDirectory() {
        assertThat(line(
                        new Cli(home, Map.of("TRADEBOARD_LOG_DIR", "/var/log/x")).run("status", "--config"),
                        "TRADEBOARD_REJ"))
                .endsWith("default      /var/log/x/rejects.ndjson");
    }

    @Test
    void theConfigurationIsJsonWhereThatIsAsked() {
        Cli.Result result = new Cli(home, Map.of("REDIS_ADDRESS", "redis://ann:canary@h", "TRADEBOARD_DEPTH", "7"))
                .run("status", "--config", "-o", "json");

        assertThat(result.out())
                .startsWith("{\"schema\":\"tradeboard.config/1\",\"settings\":["
                        + "{\"name\":\"REDIS_ADDRESS\",\"value\":\"redis://ann@h:6379/0\",\"origin\":\"environment\"},"
                        + "{\"name\":\"REDIS_PASSWORD_FILE\",\"value\":null,\"origin\":\"default\"},")
                .contains("{\"name\":\"TRADEBOARD_DEPTH\",\"value\":\"7\",\"origin\":\"environment\"}")
                .contains("{\"name\":\"TRADEBOARD_REFRESH\",\"value\":\"60s\",\"origin\":\"default\"}")
                .endsWith("]}\n");
    }

    @Test
    void theConfigurationIsShownWhereTheAddressIsBad() {
        Cli.Result result = new Cli(home, Map.of("REDIS_ADDRESS", "redis://ann:canary@h:x")).run("status", "--config");

        assertThat(line(result, "REDIS_ADDRESS"))
                .endsWith("environment  not an address, and not shown: it may hold a password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://canary@]host:1/db",
                "redis://ann:can/ary@h",
                "redis://ann:canary@h/x",
                "http://ann:canary@h"
            })
    void aWrongAddressIsAnsweredWithTheWholeForm(String address) {
        for (Cli.Result result : List.of(
                new Cli(home, Map.of()).run("show", "--redis-address", address),
                new Cli(home, Map.of()).run("show", "-o", "json", "--redis-address", address))) {
            assertThat(result.err())
                    .hasLineCount(1)
                    .containsAnyOf("redis://[user:password@]host[:port][/database]", "percent-encoded, @ as %40")
                    .doesNotContain("canary", "***");
            assertThat(result.code()).isEqualTo(2);
        }
    }

    @Test
    void aHashInsideAValueIsPartOfIt() throws IOException {
        Files.writeString(home.resolve(".env"), "TRADEBOARD_SYMBOLS=BTC:8:Bit#coin,ETH:8\n");

        assertThat(line(new Cli(home, Map.of()).run("status", "--config"), "TRADEBOARD_SYMBOLS"))
                .endsWith(".env         BTC:8:Bit#coin,ETH:8");
    }

    @Test
    void aPasswordIsNeverPrinted() throws IOException {
        Files.writeString(home.resolve(".env"), "REDIS_ADDRESS=redis://ann:canary@127.0.0.1:1/3\n");
        Cli cli = new Cli(home, Map.of());

        Cli.Result config = cli.run("status", "--config");
        assertThat(line(config, "REDIS_ADDRESS")).endsWith("redis://ann@127.0.0.1:1/3");
        String[][] calls = {
            {"status", "--config"},
            {"status"},
            {"show", "-v"},
            {"show", "--help"},
            {"produce", "--count", "1"},
            {"show", "--redis-address", "http://ann:canary@h"},
            {"show", "--redis-addres", "redis://ann:canary@h"},
            {"show", "--redis-addres=redis://ann:canary@h"},
        };
        for (String[] call : calls) {
            Cli.Result result = cli.run(call);
            assertThat(result.out() + result.err())
                    .as("%s", String.join(" ", call))
                    .isNotEmpty()
                    .doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "show --zone Mars                    | \"Mars\" is not a time zone such as UTC or Europe/Berlin",
                "show --depth 0                      | --depth must be at least 1",
                "show --depth x                      | --depth must be a whole number, not \"x\"",
                "show --day tomorrow                 | DAY is today, yesterday or a date such as 2026-11-22",
                "show --timeout 0                    | the timeout must be from 1 ms to 1 day",
                "show --timeout 30d                  | the timeout must be from 1 ms to 1 day",
                "show --symbols BTC                  | is not SYMBOL:SCALE or SYMBOL:SCALE:TITLE",
                "show --redis-address h:0            | Redis port 0 is not from 1 to 65535",
                "show b@d                            | is not a symbol",
                "show --ouput json                   | did you mean --output?",
                "show --env-file nowhere             | cannot read the settings in nowhere: no such file",
                "ingest - --buffer-capacity 0        | the buffer capacity must be at least 1",
                "ingest - --flush-interval 0         | the flush interval must be",
                "ingest - --flush-interval 999999d   | the flush interval must be",
                "ingest - --lateness 2d              | lateness must be from 0 to the retention",
                "ingest nowhere.csv                  | no such file: nowhere.csv",
                "produce --trader ann                | one trade by hand needs --trader, --symbol and --quantity",
                "audit --lateness 2d                 | lateness must be from 0 to the retention",
                "audit b@d                           | is not a symbol",
                "log                                 | missing command: verify or dump",
                "log verify --log-dir nowhere        | no such directory: nowhere",
                "produce t.csv --count 5             | --count is for the mock market",
                "produce t.csv --seed 5              | --seed is for the mock market",
                "produce --trader a --symbol B --quantity 1 --skew 2 | --skew is for the mock market",
                "show --depth                        | --depth needs a value, N",
                "show --depth 1 --depth 2            | --depth may be given only once",
                "traders alias                       | TRADER is missing",
                "show -o xml                         | --output must be table, json, csv or ndjson, not \"xml\"",
                "produce --rate x                    | --rate must be a number, not \"x\"",
                "show --strict-symbols=maybe         | --strict-symbols must be true or false, not \"maybe\"",
                "produce --count 1 --rate -1         | --rate must be from 0 to 1e9",
                "produce --trader \uFFFD\uFFFD         | cannot be read in this locale; set LC_ALL=C.UTF-8",
            })
    void aBadValueIsReportedInOneLine(String call, String reason) {
        Cli.Result result = new Cli(home, Map.of()).run(call.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("tradeboard: ").contains(reason);
        assertThat(result.err().lines().filter(line -> !line.startsWith("  see: ")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "watch             | TRADEBOARD_REFRESH=5         | TRADEBOARD_REFRESH (%s): \"5\" is not a duration",
                "show              | TRADEBOARD_DEPTH=x           | TRADEBOARD_DEPTH (%s) must be a whole number, not \"x\"",
                "show              | TRADEBOARD_DEPTH=0           | TRADEBOARD_DEPTH (%s) must be at least 1",
                "watch             | TRADEBOARD_REFRESH=0         | TRADEBOARD_REFRESH (%s) must be at least 1 s",
                "ingest -          | TRADEBOARD_BUFFER_CAPACITY=0 | TRADEBOARD_BUFFER_CAPACITY (%s) must be at least 1",
                "show              | TRADEBOARD_COLOR=x           | TRADEBOARD_COLOR (%s) must be auto, always or never, not \"x\"",
                "watch --depth x   | TRADEBOARD_DEPTH=5           | --depth must be a whole number, not \"x\"",
                "show --depth=0    | TRADEBOARD_DEPTH=7           | --depth must be at least 1"
            })
    void aBadValueIsBlamedOnWhoGaveIt(String call, String line, String reason) throws IOException {
        String[] setting = line.split("=", -1);
        Cli.Result result = new Cli(home, Map.of(setting[0], setting[1])).run(call.split(" "));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("tradeboard: " + reason.replace("%s", "environment"));

        Files.writeString(home.resolve(".env"), line + "\n");
        result = new Cli(home, Map.of()).run(call.split(" "));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("tradeboard: " + reason.replace("%s", ".env"));
    }

    /** Where the zone comes from, and what it is. */
    private String zone(Map<String, String> environment, String... options) {
        String[] call = new String[options.length + 2];
        call[0] = "status";
        call[1] = "--config";
        System.arraycopy(options, 0, call, 2, options.length);
        return line(new Cli(home, environment).run(call), "TRADEBOARD_ZONE")
                .replaceAll("\\s+", " ")
                .replace("TRADEBOARD_ZONE ", "");
    }

    private static String line(Cli.Result result, String start) {
        return result.out()
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse(result.err());
    }
}
