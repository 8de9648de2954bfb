package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals to processes of a test. */
final class Signal {
    private Signal() {}

    /** Sends a signal, such as {@code TERM}, to these processes alone, and to all of them at once. */
    static void send(String name, long... pids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -\"$@\"", "kill", name));
        for (long pid : pids) {
            command.add(Long.toString(pid));
        }
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).as("%s", command).isZero();
    }
}
