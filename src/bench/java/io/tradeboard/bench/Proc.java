package io.tradeboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells of a process; {@code NaN} on other systems, and once the process is gone. */
record Proc(long pid) {
    private static final double TICKS_A_SECOND = 100;

    /** Seconds of processor time that it has taken. */
    double cpuSeconds() {
        List<String> stat = lines("stat");
        if (stat.isEmpty()) {
            return Double.NaN;
        }
        // What is before the last parenthesis is the command, which may have spaces.
        String[] fields =
                stat.get(0).substring(stat.get(0).lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** The most memory that it has held, in MiB. */
    double peakMiB() {
        return lines("status").stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
