package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    private static final String NO_REDIS = "cannot reach Redis at 127.0.0.1:1: connection refused";
    private static final String STEPS = "start one: tradeboard redis; use another: --redis-address HOST:PORT";

    @TempDir
    Path home;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal, String logFormat) {
        Map<String, String> environment = new HashMap<>(Map.of("REDIS_ADDRESS", "127.0.0.1:1"));
        environment.put("TRADEBOARD_LOG_FORMAT", logFormat);
        return Console.of(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                err,
                Clock.fixed(Instant.parse("2026-11-28T10:00:00.5Z"), ZoneOffset.UTC),
                environment,
                home,
                false,
                terminal);
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"serve, serve --http nowhere", "ingest, ingest --buffer-capacity 0", "produce, produce"})
    void aCommandThatRunsUntilItIsStoppedWritesTimeAndLevelWhereNobodyWatches(String name, String call) {
        Main.run(console(false, ""), call.split(" ", -1));
        assertThat(written()).as(name).matches("2026-11-28T10:00:00.500Z ERROR .*\n");
    }

    @ParameterizedTest
    @CsvSource({"false, show", "false, produce --count 1", "true, produce"})
    void otherMessagesAreForAPerson(boolean terminal, String call) {
        Main.run(console(terminal, ""), call.split(" ", -1));
        assertThat(written()).isEqualTo("tradeboard: " + NO_REDIS + "\n  " + STEPS.replace("; ", "      ") + "\n");
    }

    @Test
    void anErrorIsOneLineOfALogWithWhatToDo() {
        Main.run(console(true, "text"), "produce", "--count", "1");
        assertThat(written()).isEqualTo("2026-11-28T10:00:00.500Z ERROR " + NO_REDIS + "; " + STEPS + "\n");
    }

    @Test
    void aMessageIsAnObjectWhereJsonIsAskedFor() {
        Console console = console(false, "");
        console.messages().use(LogFormat.json);
        console.warn("a \"quoted\"\nname \u001b[2J of \u20ac");
        assertThat(written())
                .isEqualTo("{\"at\":\"2026-11-28T10:00:00.500Z\",\"level\":\"WARN\",\"message\":\"a \\\"quoted\\\""
                        + "\\\\u000aname \\\\u001b[2J of \u20ac\"}\n");
    }

    @Test
    void noMessageBreaksItsLine() {
        for (LogFormat format : LogFormat.values()) {
            err.reset();
            Console console = console(false, "");
            console.messages().use(format);
            console.say("one\r\ntwo\u2028three\u0085four");
            assertThat(written().lines()).as("%s", format).hasSize(1);
        }
    }

    @Test
    void eachLineOfAStackTraceIsALineOfALog() {
        Main.run(console(false, "text"), "produce", "-v", "--count", "1");
        assertThat(written().lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.startsWith("2026-11-28T10:00:00.500Z ERROR "));
    }

    @Test
    void theJournalGetsThePriorityAndKnowsTheTime() {
        Console console = console(false, "");
        console.messages().toJournal();
        console.messages().use(LogFormat.text);
        console.say("reading");
        console.warn("Redis is away");
        console.line("done");
        console.fail(new Problem(6, "no Redis", List.of("start one", "or another"), true));
        assertThat(written()).isEqualTo("<6>reading\n<4>Redis is away\n<6>done\n<3>no Redis; start one; or another\n");
    }

    @Test
    void theJournalKnowsThePriorityOfWhatEveryCommandSays() {
        Console console = console(false, "");
        console.messages().toJournal();
        Main.run(console, "show", "--depht", "3");
        assertThat(written()).startsWith("<3>unknown option --depht");
    }

    @Test
    void messagesBelowTheLevelAreNotWritten() {
        Console console = console(false, "");
        console.messages().limit(LogLevel.warning);
        console.say("reading");
        console.line("done");
        console.warn("Redis is away");
        console.messages().limit(LogLevel.error);
        console.warn("Redis is still away");
        console.fail(new Problem(6, "no Redis"));
        assertThat(written()).isEqualTo("tradeboard: Redis is away\ntradeboard: no Redis\n");
    }

    @Test
    void aFormatThatThereIsNotIsRefused() {
        assertThat(Main.run(console(false, "yaml"), "serve")).isEqualTo(2);
        assertThat(written()).contains("TRADEBOARD_LOG_FORMAT (environment)", "\"yaml\"", "text", "json");
    }
}
