package io.tradeboard.cli;

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
        description = "walk every frame of every segment, and say what is whole",
        footer = {
            "",
            "A torn end is where a crash stopped its writer, or where a live one is just writing; it is no",
            "damage. Exit code 9 where there is damage."
        })
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
        int corrupt = 0;
        for (Path directory : logs.directories(console.home())) {
            Map<String, Long> ends = new HashMap<>();
            for (Segment segment : LogDirectory.segments(directory)) {
                corrupt += verify(segment, ends);
            }
        }
        return corrupt > 0 ? ExitCode.IO : ExitCode.OK;
    }

    /** Verifies a segment against where its writer's segment before it ended; returns how much is damaged. */
    private int verify(Segment segment, Map<String, Long> ends) throws IOException {
        Findings findings = new Findings();
        String writer = segment.writer();
        LogCorruptException gap =
                writer == null ? null : segment.gapAfter(ends.getOrDefault(writer, segment.firstSequence() - 1));
        if (gap != null) {
            findings.damaged(gap);
        }
        long bytes;
        try {
            long last = segment.read(new HashMap<>(), findings);
            if (writer != null) {
                ends.put(writer, last);
            }
            bytes = Files.size(segment.path());
        } catch (NoSuchFileException e) {
            // Pruned since the directory was listed.
            return 0;
        }
        console.print(String.format(
                Locale.ROOT,
                "%s  %s  %,d records  %,d bytes  %s%n",
                segment.path(),
                writer == null ? "no writer" : "writer " + writer,
                findings.records,
                bytes,
                !findings.damage.isEmpty() ? "corrupt" : findings.torn.isEmpty() ? "ok" : findings.torn));
        for (String damage : findings.damage) {
            console.print("  " + damage + "\n");
        }
        return findings.damage.size();
    }
}
