package io.tradeboard.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * The cost of a command that ran to its end.
 *
 * @param seconds from start to end
 * @param cpuSeconds user and system time of all its processes and threads; {@code NaN} where Linux does not say
 */
record Cost(double seconds, double cpuSeconds) {
    /**
     * Runs the command. Nothing else that this process started may end meanwhile: its CPU time would be counted too.
     *
     * @throws IOException if it ends with another exit code than 0
     */
    static Cost of(ProcessBuilder command) throws IOException, InterruptedException {
        double cpuBefore = Proc.childrenCpuSeconds();
        long startNanos = System.nanoTime();
        int code = command.start().waitFor();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        if (code != 0) {
            File output = command.redirectOutput().file();
            throw new IOException(String.join(" ", command.command()) + " ended with exit code " + code
                    + (output == null ? "" : ": " + Files.readString(output.toPath())));
        }
        return new Cost(seconds, Proc.childrenCpuSeconds() - cpuBefore);
    }

    /** {@code perSecond} and {@code cpuMicros} for each trade, start and end of the command included. */
    Map<String, Double> perTrade(long trades) {
        return Map.of("perSecond", trades / seconds, "cpuMicros", cpuSeconds * 1e6 / trades);
    }

    /** {@code millis} and {@code cpuMillis} of the command. */
    Map<String, Double> inMillis() {
        return Map.of("millis", seconds * 1e3, "cpuMillis", cpuSeconds * 1e3);
    }
}
