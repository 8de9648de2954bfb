package io.tradeboard.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The garbage collections of a JVM, as {@code -Xlog:gc} writes them. */
final class Collections {
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
    private static final Pattern PAUSE = Pattern.compile("Pause .* [0-9]+M->([0-9]+)M\\(");

    private Collections() {}

    /**
     * What is alive in the heap of a running JVM, in MiB: what is left when all the rest is collected.
     *
     * @return 0 where the process has just ended, or has just begun
     */
    static double aliveMiB(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD, Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        Matcher total = TOTAL.matcher(histogram);
        return total.find() ? Long.parseLong(total.group(1)) / (double) (1 << 20) : 0;
    }

    /** The most that the heap held after a collection, in MiB: what is alive, and what the young ones left lying. */
    static double peakMiB(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(pause -> Double.parseDouble(pause.group(1)))
                    .max()
                    .orElse(Double.NaN);
        }
    }
}
