package io.tradeboard.cli;

import io.tradeboard.format.Documents;
import io.tradeboard.format.SegmentFindings;
import io.tradeboard.run.ExitCode;
import io.tradeboard.text.Counts;
import io.tradeboard.text.Sizes;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = "check every frame of every segment of the log",
        footer = {
            "A torn end is where a crash interrupted the writer, or where a running one is writing right now. It"
                    + " is not corruption.",
            "  tradeboard log verify",
            "  tradeboard log verify -o json",
            "  tradeboard log verify --log-dir /var/lib/tradeboard/log"
        },
        exitCodeList = {"9:a segment is corrupt, or cannot be read"})
final class LogVerifyCommand implements Callable<Integer> {
    private final Console console;

    /** How the result is printed. */
    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (table)")
    Format output = Format.table;

    @Mixin
    LogOptions logs = new LogOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    LogVerifyCommand(Console console) {
        this.console = console;
    }

    /** What was found in one segment. */
    private static final class Findings implements Segment.Visitor {
        final List<String> damage = new ArrayList<>();
        long records;

        @Nullable
        String torn;

        @Override
        public boolean frame(Frame frame) {
            records += frame.count();
            return true;
        }

        @Override
        public void damaged(LogCorruptException found) {
            damage.add(String.valueOf(found.getMessage()));
        }

        @Override
        public void torn(long offset, String problem) {
            torn = "torn at offset " + offset + ": " + problem;
        }
    }

    @Override
    public Integer call() throws IOException {
        List<SegmentFindings> segments = new ArrayList<>();
        for (Path directory : logs.directories(console.home())) {
            Map<String, Long> ends = new HashMap<>();
            for (Segment segment : segments(directory)) {
                SegmentFindings verified = verify(segment, ends);
                if (verified != null) {
                    segments.add(verified);
                    if (output == Format.table) {
                        console.print(lines(verified));
                    }
                }
            }
        }
        long corruptions =
                segments.stream().mapToLong(segment -> segment.corrupt().size()).sum();
        console.print(output == Format.json ? Documents.log(segments) + "\n" : summary(segments.size(), corruptions));
        return corruptions > 0 ? ExitCode.IO : ExitCode.OK;
    }

    /** The segments there are; what a daemon prunes while they are listed is not among them. */
    private static List<Segment> segments(Path directory) throws IOException {
        while (true) {
            try {
                return LogDirectory.segments(directory);
            } catch (NoSuchFileException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Checks every frame of a segment, and that the segment continues where the one before it of the same writer ended.
     * Returns null if retention deleted it in the meantime.
     */
    private @Nullable SegmentFindings verify(Segment segment, Map<String, Long> ends) throws IOException {
        Findings findings = new Findings();
        String writer = segment.writer();
        LogCorruptException gap =
                writer == null ? null : segment.gapAt(ends.getOrDefault(writer, segment.firstOffset()));
        if (gap != null) {
            findings.damaged(gap);
        }
        try {
            long next = segment.read(new HashMap<>(), findings);
            if (writer != null) {
                ends.put(writer, next);
            }
            return new SegmentFindings(
                    segment.path().toString(),
                    writer,
                    findings.records,
                    Files.size(segment.path()),
                    findings.torn,
                    findings.damage);
        } catch (NoSuchFileException e) {
            // Then the next segment of its writer has none before it.
            if (writer != null) {
                ends.remove(writer);
            }
            console.say(segment.path() + " was deleted by retention before it was read");
            return null;
        }
    }

    /** A line for the segment, and one for each corrupt place in it. */
    private static String lines(SegmentFindings segment) {
        String torn = segment.torn();
        StringBuilder lines = new StringBuilder(String.format(
                Locale.ROOT,
                "%s  %s  %s  %s  %s%n",
                segment.path(),
                segment.writer() == null ? "no writer" : "writer " + segment.writer(),
                Counts.of(segment.records(), "record"),
                Sizes.bytes(segment.bytes()),
                segment.corrupt().isEmpty() ? torn == null ? "ok" : torn : "corrupt"));
        segment.corrupt().forEach(place -> lines.append("  ").append(place).append('\n'));
        return lines.toString();
    }

    private static String summary(int segments, long corruptions) {
        return Counts.of(segments, "segment") + ", "
                + (corruptions == 0 ? "nothing corrupt" : Counts.of(corruptions, "place") + " corrupt") + "\n";
    }
}
