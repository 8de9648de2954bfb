package io.tradeboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The garbage collections of a JVM, as {@code -Xlog:gc} writes them. */
final class Collections {
    private static final Pattern PAUSE = Pattern.compile("Pause .* [0-9]+M->([0-9]+)M\\(");

    private Collections() {}

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
