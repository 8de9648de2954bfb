package io.tradeboard.cli;

import io.tradeboard.format.TradersFile;
import io.tradeboard.read.RefusedEntriesException;
import io.tradeboard.read.TraderEntry;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.UsageException;
import io.tradeboard.text.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "import entries from a CSV file, all or none",
        footer = {
            "The first line is trader,alias,hidden,excluded; the flags are true, false or empty. A line replaces"
                    + " the entry of its trader, and a line without alias and flags removes it. Other entries stay"
                    + " as they are.",
            "  tradeboard traders import traders.csv"
        },
        exitCodeList = {"7:a line is bad; nothing was imported"})
final class TradersImportCommand implements Callable<Integer> {
    private static final int LARGEST_BYTES = 16 << 20;
    private static final int SHOWN_FAULTS = 20;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "a CSV file; - is standard input")
    String file = "";

    @Mixin
    DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    TradersImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        TradersFile read = read();
        Map<Long, String> faults = new TreeMap<>(read.faults());
        if (faults.isEmpty()) {
            Map<String, UnaryOperator<TraderEntry>> changes = new HashMap<>();
            read.entries().forEach((trader, entry) -> changes.put(trader, old -> entry.withTag(old.tag())));
            try {
                directory.edit(editor -> editor.change(changes));
            } catch (RefusedEntriesException e) {
                e.reasons()
                        .forEach((trader, reason) ->
                                faults.put(Objects.requireNonNull(read.lines().get(trader)), reason));
            }
        }
        if (!faults.isEmpty()) {
            faults.entrySet().stream()
                    .limit(SHOWN_FAULTS)
                    .forEach(fault -> console.say(source() + ":" + fault.getKey() + ": " + fault.getValue()));
            console.say(Counts.of(faults.size(), "bad line") + "; nothing was imported");
            return ExitCode.REJECTED;
        }
        long cleared = read.entries().values().stream()
                .filter(TraderEntry.NONE::equals)
                .count();
        console.print(Counts.of(read.entries().size() - cleared, "trader") + " set, " + cleared + " cleared"
                + System.lineSeparator());
        return ExitCode.OK;
    }

    private String source() {
        return FileArgument.isStandardInput(file) ? "stdin" : file;
    }

    private TradersFile read() throws IOException {
        byte[] bytes;
        try (InputStream in = FileArgument.isStandardInput(file)
                ? FileArgument.standardInput(console)
                : Files.newInputStream(FileArgument.parse(file))) {
            bytes = in.readNBytes(LARGEST_BYTES + 1);
        }
        if (bytes.length > LARGEST_BYTES) {
            throw new UsageException(source() + " is larger than " + LARGEST_BYTES / (1 << 20) + " MiB");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(source() + " is not UTF-8", e);
        }
        try {
            return TradersFile.parse(text);
        } catch (IOException e) {
            throw new UsageException(source() + ": " + e.getMessage(), e);
        }
    }
}
