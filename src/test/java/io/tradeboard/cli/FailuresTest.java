package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** Every error is one message with its own exit code, for a person or for a script. */
class FailuresTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "show -o json                          | 6 | cannot reach Redis at 127.0.0.1:1: connection refused | start one: tradeboard redis; use another: --redis-address HOST:PORT",
                "show --output=json                    | 6 | cannot reach Redis at 127.0.0.1:1: connection refused | start one: tradeboard redis; use another: --redis-address HOST:PORT",
                "show -ojson                           | 6 | cannot reach Redis at 127.0.0.1:1: connection refused | start one: tradeboard redis; use another: --redis-address HOST:PORT",
                "show --output JSON                    | 6 | cannot reach Redis at 127.0.0.1:1: connection refused | start one: tradeboard redis; use another: --redis-address HOST:PORT",
                "rank ann -o json                      | 6 | cannot reach Redis at 127.0.0.1:1: connection refused | start one: tradeboard redis; use another: --redis-address HOST:PORT",
                "status -o json                        | 6 | cannot reach Redis at 127.0.0.1:1: connection refused | start one: tradeboard redis; use another: --redis-address HOST:PORT",
                "audit -o json                         | 6 | cannot reach Redis at 127.0.0.1:1: connection refused | start one: tradeboard redis; use another: --redis-address HOST:PORT",
                "show -o json --depth 0                | 2 | --depth must be at least 1                            |",
                "show -o json --depth x                | 2 | --depth must be a whole number, not \"x\" | see: tradeboard show --help",
                "show -o json --dept 1                 | 2 | unknown option --dept; did you mean --depth?           | see: tradeboard show --help",
                "shwo -o json                          | 2 | unknown command shwo; did you mean show?               | see: tradeboard --help",
                "log dump -o json                      | 2 | unknown option -o                                      | see: tradeboard log dump --help",
                "log verify -o json --log-dir nowhere  | 2 | no such directory: nowhere                             |",
                "rank -o json                          | 2 | TRADER is missing                 | see: tradeboard rank --help",
                "show -o json --env-file nowhere       | 2 | cannot read the settings in nowhere: no such file      |",
                "audit -o json --input nowhere         | 2 | no such file: nowhere                                  |",
                "show b@d -o json                      | 2 | \"b@d\" is not a symbol: letters, digits and . _ / -   |"
            })
    void withJsonAnErrorIsOneLineOfJson(String call, int code, String message, String hint) throws IOException {
        Cli.Result result = new Cli(home, Map.of("REDIS_ADDRESS", "127.0.0.1:1")).run(call.split(" "));

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).hasLineCount(1).endsWith("}\n");
        Map<String, String> error = error(result.err());
        assertThat(error).containsOnlyKeys("code", "message", "hint");
        assertThat(error.get("code")).isEqualTo(Integer.toString(code));
        assertThat(error.get("message")).isEqualTo(message);
        assertThat(error.get("hint")).isEqualTo(hint);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void whatIsNotOnTheBoardIsAnErrorToo() throws IOException {
        Cli.Result trader = run("rank", "nobody", "-o", "json");
        assertThat(error(trader.err()).get("message")).startsWith("trader \"nobody\" is not on the board of BTC on ");
        assertThat(trader.code()).isEqualTo(3);
        assertThat(run("rank", "nobody").err())
                .startsWith("tradeboard: trader \"nobody\" is not on the board of BTC on ");
        Cli.Result symbol = run("show", "NOPE", "-o", "json");
        assertThat(error(symbol.err()).get("message")).startsWith("symbol NOPE is neither configured nor traded on ");
        assertThat(symbol.code()).isEqualTo(3);
    }

    @Test
    void aHostileArgumentIsHarmlessInJson() throws IOException {
        Cli.Result result = run("show", "-o", "json", "B\u001b[2J\u202e\"");

        assertThat(result.err()).hasLineCount(1).doesNotContain("\u001b", "\u202e");
        assertThat(error(result.err()).get("message")).contains("is not a symbol");
    }

    @Test
    void aLockedLogIsEightAndSaysHowToSendTrades() throws IOException {
        try (LogDirectory held = LogDirectory.open(home.resolve("data/log"), "a test")) {
            Cli.Result result = run("ingest");

            assertThat(result.code()).isEqualTo(8);
            assertThat(result.err())
                    .endsWith(" ERROR " + held.path()
                            + " is locked by a test; send trades through it: tradeboard produce FILE\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "rank ann", "status", "produce --count 1", "audit", "ingest"})
    void aRefusedPasswordIsTenSoThatAServiceTriesAgain(String command) throws IOException {
        Path file = Files.writeString(home.resolve("password"), "wrong\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        RedisConnection admin = REDIS.connect();
        admin.call(Command.ACL, "SETUSER", "ann", "reset", "on", ">right", "~*", "+@all");
        try {
            Cli cli = new Cli(
                    home,
                    Map.of(
                            "REDIS_ADDRESS",
                            "ann@" + REDIS.settings().address(),
                            "REDIS_PASSWORD_FILE",
                            file.toString()));
            Cli.Result result = cli.run(command.split(" "));

            // The audit of a daemon may be refused, and report it, first.
            assertThat(result.err())
                    .contains("Redis at " + REDIS.settings().address() + " refused: WRONGPASS ")
                    .endsWith("; check the user in --redis-address and the password in --redis-password-file\n");
            assertThat(result.code()).isEqualTo(10);
        } finally {
            admin.call(Command.ACL, "DELUSER", "ann");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "rank ann", "show --all", "audit"})
    void aServerThatIsOutOfMemoryIsReadAllTheSame(String command) throws IOException {
        Path trades = Files.writeString(home.resolve("t.csv"), "traderId,symbol,quantity\nann,BTC,1\n");
        assertThat(run("ingest", trades.toString()).code()).isZero();
        RedisConnection admin = REDIS.connect();
        admin.call(Command.CONFIG, "SET", "maxmemory", "1");
        try {
            Cli.Result result = run(command.split(" "));

            assertThat(result.err()).isEmpty();
            assertThat(result.code()).isZero();
        } finally {
            admin.call(Command.CONFIG, "SET", "maxmemory", "0");
        }
    }

    @Test
    void aTakenPortIsEight() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Cli.Result result = run("redis", "--port", port);

            assertThat(result.code()).isEqualTo(8);
            assertThat(result.err())
                    .endsWith(" ERROR port " + port + " is in use; use that server as it is, or choose --port\n");
        }
    }

    private Cli.Result run(String... call) {
        return new Cli(home, Map.of("REDIS_ADDRESS", REDIS.settings().address())).run(call);
    }

    /** The fields of the error; checks that there is nothing else in the line. */
    private static Map<String, String> error(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(json.nextFieldName()).isEqualTo("error");
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                fields.put(name, json.nextToken() == JsonToken.VALUE_NULL ? null : json.getText());
            }
            assertThat(json.nextToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(json.nextToken()).isNull();
        }
        return fields;
    }
}
