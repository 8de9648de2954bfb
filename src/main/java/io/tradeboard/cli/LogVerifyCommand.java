package io.tradeboard.cli;

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "verify",
        description = "check every frame of every segment of the log",
        footer = {
            "A torn end is where a crash interrupted the writer, or where a running one is writing right now. It"
                    + " is not corruption.",
            "  tradeboard log verify",
            "  tradeboard log verify --log-dir /var/lib/tradeboard/log"
        },
        exitCodeList = {"9:a segment is corrupt, or cannot be read"})
final class LogVerifyCommand implements Callable<Integer> {
    private final Console console;

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
        String torn = "";

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
        int segments = 0;
        int corrupt = 0;
        for (Path directory : logs.directories(console.home())) {
            Map<String, Long> ends = new HashMap<>();
            for (Segment segment : segments(directory)) {
                segments++;
                corrupt += verify(segment, ends);
            }
        }
        console.print(Counts.of(segments, "segment") + ", "
                + (corrupt == 0 ? "nothing corrupt" : Counts.of(corrupt, "place") + " corrupt") + "\n");
        return corrupt > 0 ? ExitCode.IO : ExitCode.OK;
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

    /** Checks a segment, and that it goes on where its writer's segment before it ended; returns how much is damaged. */
    private int verify(Segment segment, Map<String, Long> ends) throws IOException {
        Findings findings = new Findings();
        String writer = segment.writer();
        LogCorruptException gap =
                writer == null ? null : segment.gapAt(ends.getOrDefault(writer, segment.firstOffset()));
        if (gap != null) {
            findings.damaged(gap);
        }
        long bytes;
        try {
            long next = segment.read(new HashMap<>(), findings);
            if (writer != null) {
                ends.put(writer, next);
            }
            bytes = Files.size(segment.path());
        } catch (NoSuchFileException e) {
            // The next one of its writer has nothing before it any more.
            if (writer != null) {
                ends.remove(writer);
            }
            console.say(segment.path() + " was deleted by retention before it was read");
            return 0;
        }
        console.print(String.format(
                Locale.ROOT,
                "%s  %s  %s  %s  %s%n",
                segment.path(),
                writer == null ? "no writer" : "writer " + writer,
                Counts.of(findings.records, "record"),
                Sizes.bytes(bytes),
                !findings.damage.isEmpty() ? "corrupt" : findings.torn.isEmpty() ? "ok" : findings.torn));
        for (String damage : findings.damage) {
            console.print("  " + damage + "\n");
        }
        return findings.damage.size();
    }
}
