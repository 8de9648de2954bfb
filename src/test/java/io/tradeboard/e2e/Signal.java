package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Signals to processes of a test. */
final class Signal {
    private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2);

    private Signal() {}

    /** Skips a test where this build ignores the signal, as under nohup or beside a shell: then so do its children. */
    static void assumeHeard(String name) throws IOException {
        long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .sum();
        long bit = NUMBERS.containsKey(name) ? 1L << (NUMBERS.get(name) - 1) : 0;
        assumeTrue((ignored & bit) == 0, "this build ignores SIG" + name + ", so what it starts does too");
    }

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
