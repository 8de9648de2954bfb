package io.tradeboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells of a process. */
record Proc(long pid) {
    private static final double TICKS_A_SECOND = 100;

    /**
     * What a process has used so far; {@code NaN} on other systems, and once the process is gone.
     *
     * @param cpuSeconds of processor time
     * @param peakMiB of resident memory, at most
     */
    record Usage(double cpuSeconds, double peakMiB) {
        /** This, where it is known, and else the other. */
        Usage or(Usage other) {
            return Double.isNaN(cpuSeconds) || Double.isNaN(peakMiB) ? other : this;
        }
    }

    Usage usage() {
        return new Usage(cpuSeconds(), peakMiB());
    }

    private double cpuSeconds() {
        List<String> stat = lines("stat");
        if (stat.isEmpty()) {
            return Double.NaN;
        }
        // What is before the last parenthesis is the command, which may have spaces.
        String[] fields =
                stat.get(0).substring(stat.get(0).lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    private double peakMiB() {
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
