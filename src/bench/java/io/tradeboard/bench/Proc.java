package io.tradeboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Process statistics of Linux; {@code NaN} on other systems. */
final class Proc {
    private static final double TICKS_PER_SECOND = 100;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private Proc() {}

    /** User and system time of all children of this process that have ended, and of the children they waited for. */
    static double childrenCpuSeconds() {
        List<String> stat = lines("self", "stat");
        if (stat.isEmpty()) {
            return Double.NaN;
        }
        // The command, in parentheses, may contain spaces.
        String[] fields =
                stat.get(0).substring(stat.get(0).lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM])) / TICKS_PER_SECOND;
    }

    /** Resident memory of a running process at its highest. */
    static double peakMiB(long pid) {
        return lines(Long.toString(pid), "status").stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<String> lines(String process, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", process, file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
