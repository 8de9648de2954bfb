package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/**
 * A password that was planted where one may stand is in nothing that any command prints or writes, whatever goes wrong.
 * The commands are those that there are; only one that would not end by itself needs its arguments here.
 */
@Timeout(120)
class CanaryTest {
    private static final String CANARY = "kanarie/Zw4rt+Geel?9";
    private static final Set<String> TRACES = traces();

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path home;

    private final RedisConnection admin = REDIS.connect();

    /** Arguments that let a command come to its end, and soon. */
    private final Map<String, List<String>> ending = Map.of(
            "demo", List.of("--rate", "0"),
            "redis", List.of("--port", Integer.toString(REDIS.port())),
            "produce", List.of("--count", "3"),
            "ingest", List.of("trades.ndjson"),
            "serve", List.of("--http", "127.0.0.1:" + REDIS.port()),
            "watch", List.of("--refresh", "1s"));

    /** Where a password may stand. */
    private enum Place {
        ADDRESS_IN_ENVIRONMENT,
        ADDRESS_IN_FILE,
        ADDRESS_AS_OPTION,
        PASSWORD_FILE
    }

    /** Arguments, environment and files with the password in a place. */
    private record Planted(Cli cli, List<String> options) {}

    @BeforeEach
    void fileOfTrades() throws IOException {
        Files.writeString(home.resolve("trades.ndjson"), "rubbish\n");
        user("+@all");
    }

    @AfterEach
    void noUserIsLeft() {
        admin.call(Command.ACL, "DELUSER", "ann");
    }

    @ParameterizedTest
    @EnumSource
    void nothingRevealsItWhereAllIsWell(Place place) throws IOException {
        Planted planted = plant(place, REDIS.port());

        assertThat(run(planted, "show").code()).isZero();
        assertThat(run(planted, "produce", "--count", "3").code()).isZero();
        runAll(planted);
        runAllInVain(planted);
        run(planted, "status", "--config");
        run(planted, "status", "-o", "json");
        run(planted, "show", "--all", "-o", "csv");
    }

    @Test
    void theDemoDoesNotRevealIt() throws IOException {
        run(plant(Place.ADDRESS_IN_ENVIRONMENT, REDIS.port()), "demo", "--duration", "1ms");
    }

    @ParameterizedTest
    @EnumSource
    void nothingRevealsItWhereAuthenticationFails(Place place) throws IOException {
        admin.call(Command.ACL, "SETUSER", "ann", "resetpass", ">another");
        Planted planted = plant(place, REDIS.port());

        assertThat(run(planted, "show").err()).contains("WRONGPASS");
        runAll(planted);
    }

    @ParameterizedTest
    @EnumSource
    void nothingRevealsItWherePermissionsAreMissing(Place place) throws IOException {
        user("+multi");
        Planted planted = plant(place, REDIS.port());

        assertThat(run(planted, "show").err()).contains("NOPERM");
        runAll(planted);
    }

    @ParameterizedTest
    @EnumSource(names = {"ADDRESS_IN_FILE", "PASSWORD_FILE"})
    void nothingRevealsItWhereNobodyListens(Place place) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Planted planted = plant(place, port);

        assertThat(run(planted, "show").err()).contains("connection refused");
        runAll(planted);
    }

    @ParameterizedTest
    @EnumSource
    void nothingRevealsItWhereNobodyAnswers(Place place) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Planted planted = plant(place, silent.getLocalPort());

            assertThat(run(planted, "show", "--timeout", "50ms").err()).contains("timed out");
            run(planted, "ingest", "trades.ndjson", "--timeout", "50ms");
        }
    }

    @Test
    void nothingRevealsItWhereTheLogIsLocked() throws IOException {
        Planted planted = plant(Place.PASSWORD_FILE, REDIS.port());
        try (LogDirectory held = LogDirectory.open(home.resolve("data/log"), "a test")) {
            assertThat(run(planted, "ingest", "trades.ndjson").err()).contains(held.path() + " is locked");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://ann:%s@127.0.0.1:port",
                "redis://ann:%s@127.0.0.1:0",
                "redis://ann:%s@127.0.0.1:1/x",
                "redis://ann:%s@127.0.0.1:1?a=b",
                "redis://ann:%s@127.0.0.1:1#a",
                "redis://ann:%s@",
                "redis://ann:%s@host name",
                "redis://ann:%s@ho^st",
                "http://ann:%s@127.0.0.1:1",
                "redis://ann:%s",
                "://ann:%s@127.0.0.1:1",
                "ann:%s@127.0.0.1:port",
                "ann:%s",
                "%s"
            })
    void nothingRevealsItWhereTheAddressIsBad(String address) throws IOException {
        Planted none = new Planted(new Cli(home, Map.of()), List.of());
        for (String password : List.of(CANARY, URLEncoder.encode(CANARY, StandardCharsets.UTF_8))) {
            String bad = String.format(address, password);
            Planted planted = new Planted(new Cli(home, Map.of("REDIS_ADDRESS", bad)), List.of());
            if (address.endsWith(":port")) {
                runAll(planted);
                runAllInVain(planted);
            }
            run(planted, "show");
            run(planted, "ingest", "trades.ndjson");
            run(planted, "status", "--config");
            run(none, "show", "--redis-addres", bad);
            run(none, "show", "--redis-addres=" + bad);
            for (String line : List.of("REDIS_ADDRESS=" + bad, "REDIS_ADDRESS " + bad, "REDIS_ADDRESS='" + bad)) {
                Files.writeString(home.resolve(".env"), line + "\n");
                run(none, "show");
                run(none, "status", "--config");
                Files.delete(home.resolve(".env"));
            }
        }
    }

    @Test
    void nothingRevealsAnAddressInTheWrongPlace() throws IOException {
        Planted none = new Planted(new Cli(home, Map.of()), List.of());
        String address = address(1);
        for (String command : commands()) {
            run(none, command, address, address);
            run(none, command, address, "redis://ann:" + CANARY.substring(0, 7) + "=x@127.0.0.1:1");
            run(none, command, "redis://ann:" + CANARY.substring(0, 7) + "=x@127.0.0.1:1", address);
            for (String option : List.of("--zone", "--timeout", "--depth", "--symbols", "--env-file", "--color")) {
                run(none, command, option, address);
                run(none, command, option + "=" + address);
            }
        }
        run(none, address);
        run(none, "show", address);
        run(none, "ingest", address);
        run(none, "produce", address);
    }

    @Test
    void nothingRevealsItWhereThePasswordFileIsBad() throws IOException {
        Path file = Files.writeString(home.resolve("password"), CANARY);
        Planted planted = new Planted(
                new Cli(
                        home,
                        Map.of("REDIS_PASSWORD_FILE", file.toString(), "REDIS_ADDRESS", "127.0.0.1:" + REDIS.port())),
                List.of());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(planted, "show").err()).contains("chmod 600");
        runAll(planted);
        runAllInVain(planted);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, (CANARY + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        runAll(planted);
        Files.writeString(file, "first\n" + CANARY + "\r\n");
        runAll(planted);
    }

    private void user(String rights) {
        admin.call(Command.ACL, "SETUSER", "ann", "reset", "on", ">" + CANARY, "~*", rights);
    }

    private Planted plant(Place place, int port) throws IOException {
        Map<String, String> environment = new HashMap<>();
        List<String> options = new ArrayList<>();
        switch (place) {
            case ADDRESS_IN_ENVIRONMENT -> environment.put("REDIS_ADDRESS", address(port));
            case ADDRESS_IN_FILE -> Files.writeString(home.resolve(".env"), "REDIS_ADDRESS=" + address(port) + "\n");
            case ADDRESS_AS_OPTION -> options.add("--redis-address=" + address(port));
            case PASSWORD_FILE -> {
                Path file = Files.writeString(home.resolve("password"), CANARY + "\n");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                environment.put("REDIS_PASSWORD_FILE", file.toString());
                environment.put("REDIS_ADDRESS", "redis://ann@127.0.0.1:" + port);
            }
        }
        return new Planted(new Cli(home, environment), options);
    }

    private static String address(int port) {
        return "redis://ann:" + URLEncoder.encode(CANARY, StandardCharsets.UTF_8) + "@127.0.0.1:" + port;
    }

    private List<String> commands() {
        return new Cli(home, Map.of()).commands();
    }

    /** Asks every command for its help, and gives it a wrong option: neither gets as far as Redis. */
    private void runAllInVain(Planted planted) throws IOException {
        for (String command : commands()) {
            run(planted, command, "--help");
            run(planted, command, "--no-such-option");
        }
    }

    /** Runs every command in its usual way. */
    private void runAll(Planted planted) throws IOException {
        for (String command : commands()) {
            List<String> call = new ArrayList<>(List.of(command.split(" ")));
            call.addAll(ending.getOrDefault(command, List.of()));
            run(planted, call.toArray(String[]::new));
        }
    }

    private Cli.Result run(Planted planted, String... call) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String argument : call) {
            arguments.add(
                    argument.equals("trades.ndjson") ? home.resolve(argument).toString() : argument);
        }
        List<String> standard = List.of(call).contains("help") ? List.of() : planted.options;
        arguments.addAll(standard);
        if (!call[0].equals("help")) {
            arguments.add("-v");
        }
        Cli.Result result = planted.cli.runUnread(arguments.toArray(String[]::new));
        assertNotRevealed(arguments + " on standard output", result.out());
        assertNotRevealed(arguments + " on standard error", result.err());
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!Set.of(".env", "password").contains(file.getFileName().toString())) {
                    assertNotRevealed(arguments + " in " + file, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return result;
    }

    private static void assertNotRevealed(String where, String text) {
        assertThat(TRACES).as("%s:%n%s", where, text).noneMatch(text::contains);
    }

    /** The password as it is, and in the forms in which one may slip out unseen. */
    private static Set<String> traces() {
        byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
        List<String> traces = new ArrayList<>(List.of(
                CANARY,
                CANARY.substring(0, 7),
                URLEncoder.encode(CANARY, StandardCharsets.UTF_8),
                HexFormat.of().formatHex(bytes)));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            int known = (before * 8 + 5) / 6;
            int end = shifted.length * 8 / 6;
            traces.add(Base64.getEncoder().encodeToString(shifted).substring(known, end));
            traces.add(Base64.getUrlEncoder().encodeToString(shifted).substring(known, end));
        }
        return Set.copyOf(traces);
    }
}
