package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a real terminal sends besides keys, and what it is asked; no Redis is needed for that. */
@Execution(ExecutionMode.CONCURRENT)
class ScreenInputIT {
    private static final String SHOWN = "unreachable";
    private static final String QUESTION = "\u001b]11;?";
    private static final String ON_DARK = "\u001b[38;5;248m";
    private static final String ON_LIGHT = "\u001b[38;5;240m";
    private static final String SIZED = "stty rows 24 cols 80; ";

    private static final List<String> NO_KEYS = List.of(
            "\u001b[<0;10;5M",
            "\u001b[<0;10;5m",
            "\u001b[M q1",
            "\u001b[32;10;5M",
            "\u001b[I\u001b[O",
            "\u001b[?62;22c",
            "\u001b[24;80R",
            "\u001b[?2026;2$y",
            "\u001b[99;5:3u",
            "\u001b[113;1:3u",
            "\u001b[57441;2u",
            "\u001b]52;c;q1?q1?\u0007",
            "\u001b]4;1;rgb:q/1/?\u001b\\",
            "\u001bP>|term(q1?)\u001b\\",
            "\u001b_Gi=1;q1?\u001b\\",
            "\u001b[200~q1?\nq1?\u001b[201~",
            "\u00ff\u00c3\u00e2\u0082",
            "\u001b[24;5~\u001b[2~");

    private final Path directory;

    @AutoClose
    private final Deployment deployment;

    ScreenInputIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.deployment = new Deployment(directory);
    }

    private Pty watch(String before) throws IOException {
        return new Pty(
                directory,
                before + "env TMPDIR=" + deployment.temporary() + " TRADEBOARD_JAVA_OPTS=" + Deployment.LIGHT_COMPILER
                        + " " + Path.of("bin/tradeboard").toAbsolutePath() + " watch --redis-address 127.0.0.1:"
                        + deployment.port() + " --env-file empty.env");
    }

    @Test
    void whatIsNoKeyDoesNothingAndCtrlCEndsItInItsOtherForm() throws Exception {
        try (Pty terminal = watch(SIZED)) {
            terminal.awaitDrawn(QUESTION);
            terminal.send("\u001b]11;rgb:ffff/ffff/eeee\u001b\\");
            terminal.awaitDrawn(ON_LIGHT);
            terminal.awaitDrawn(SHOWN);
            terminal.send(String.join("", NO_KEYS));
            terminal.send("\u001b[99;5u");

            assertThat(terminal.join()).isEqualTo(130);
            assertThat(terminal.drawn())
                    .doesNotContain("Ethereum", "Arbitrum", "KEYS", "find:", ON_DARK)
                    .contains("\u001b[?2004h", "\u001b[>0u")
                    .endsWith("\u001b[?2004l\u001b[>4m\u001b[<1u\u001b[2J\u001b[0m\u001b[?25h\u001b[?1049l");
        }
    }

    @Test
    void terminalWithoutAnAnswerAndWithoutASizeIsShownOnAllTheSame() throws Exception {
        try (Pty terminal = watch("stty rows 0 cols 0; ")) {
            terminal.awaitDrawn(SHOWN);
            assertThat(terminal.drawn()).doesNotContain("\u001b[38;");
            terminal.send("t");
            terminal.awaitDrawn(ON_DARK);
            terminal.send("q");

            assertThat(terminal.join()).isZero();
            assertThat(terminal.drawn()).contains("\u001b[24;1H").doesNotContain("\u001b[25;1H");
        }
    }

    @Test
    void answerThatComesLateIsNoKeyAndStillDecides() throws Exception {
        try (Pty terminal = watch(SIZED)) {
            terminal.awaitDrawn(SHOWN);
            terminal.send("\u001b]11;rgb:1e1e/1e1e/1e1e\u0007");
            terminal.awaitDrawn(ON_DARK);
            terminal.send("t");
            terminal.awaitDrawn(ON_LIGHT);
            terminal.send("q");

            assertThat(terminal.join()).isZero();
        }
    }

    @Test
    void processInTheBackgroundOfItsTerminalPrintsText() throws Exception {
        try (Pty terminal = watch(SIZED + "timeout 300 ")) {
            terminal.awaitDrawn(
                    "this process is in the background of its terminal, so there is no screen;" + " this is --plain");
            assertThat(terminal.drawn()).doesNotContain("\u001b");
        }
    }

    @Test
    void terminalThatDoesNotControlTheProcessGetsText() throws Exception {
        try (Pty terminal = watch("setsid -w ")) {
            terminal.awaitDrawn("there is no controlling terminal, so there is no screen; this is --plain");
            assertThat(terminal.drawn()).doesNotContain("\u001b");
        }
    }
}
