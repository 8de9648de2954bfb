package io.tradeboard.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Under which circumstances something was measured. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe(Server server, Plan plan, Instant now)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("date", now.toString());
        all.put("commit", commit());
        all.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + first("/proc/cpuinfo", "model name") + ", "
                        + first("/proc/meminfo", "MemTotal"));
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.put(
                "load",
                String.format(
                        Locale.ROOT,
                        "%.2f before the start",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        all.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
        all.put("redis", server.description());
        all.put("plan", (plan.quick() ? "quick" : "full") + ", seed " + plan.seed() + ", " + plan.runs() + " runs");
        return all;
    }

    private static String first(String file, String name) throws IOException {
        Path path = Path.of(file);
        return !Files.exists(path)
                ? "unknown"
                : Files.readAllLines(path).stream()
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
    }

    private static String commit() throws IOException, InterruptedException {
        Process git =
                new ProcessBuilder("sh", "-c", "git describe --always --dirty 2>/dev/null || echo unknown").start();
        String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        git.waitFor();
        return text;
    }
}
