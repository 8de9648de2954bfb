package io.tradeboard.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.googlecode.lanterna.TerminalSize;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SttyTest {
    private static final File NULL = new File("/dev/null");

    @ParameterizedTest
    @CsvSource({
        "80, 24, 80, 24",
        "1000, 1000, 1000, 1000",
        "60000, 60000, 1000, 1000",
        "200, 60000, 200, 1000",
        "0, 0, 90, 30",
        "1000000, 24, 90, 30"
    })
    void sizeIsThatOfTheTerminalWithinBounds(String columns, String rows, int drawnColumns, int drawnRows) {
        assertThat(Stty.size(columns, rows, new TerminalSize(90, 30)))
                .isEqualTo(new TerminalSize(drawnColumns, drawnRows));
    }

    @Test
    void commandThatDoesNotEndIsAnErrorAndLeavesNoProcess() {
        assertThatThrownBy(() -> Stty.run("sleep 86399 && true", NULL, 500))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoTerminalException.class)
                .hasMessage("stty did not end within 500 ms");
        await().untilAsserted(() -> assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> List.of(process.info().arguments().orElse(new String[0]))
                        .contains("86399")));
    }

    @Test
    void settingsAreRestoredByAnSttyWithoutDrainToo() throws Exception {
        String stty = "stty() { test \"$1\" != -drain && echo \"$@\"; }; ";
        assertThat(Stty.run(stty + Stty.restoring("1:2:3"), NULL, 60_000)).isEqualTo("1:2:3\n");
    }

    @Test
    void deviceThatIsMissingIsNoTerminal() {
        assertThatThrownBy(() -> Stty.run("true", new File("/dev/no-such-terminal"), 1_000))
                .isInstanceOf(NoTerminalException.class);
    }
}
