package io.tradeboard.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.log.FileLog;
import io.tradeboard.log.Gap;
import io.tradeboard.log.Record;
import io.tradeboard.log.RecordLog;
import io.tradeboard.run.ExitCode;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Quantity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "dump",
        description = "print every record of the log as NDJSON",
        footer = {
            "Records are in the order of their writers and offsets. Gaps are reported on standard error; the"
                    + " records after them are printed.",
            "  tradeboard log dump",
            "  tradeboard log dump --log-dir /var/lib/tradeboard/log"
        },
        exitCodeList = {"9:the log has gaps, or cannot be read"})
final class LogDumpCommand implements Callable<Integer> {
    private final Console console;
    private final JsonFactory factory = new JsonFactory();

    @Mixin
    LogOptions logs = new LogOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    LogDumpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean damaged = false;
        try {
            OutputStream out = new BufferedOutputStream(console.rawOut(), 1 << 16);
            for (Path directory : logs.directories(console.home())) {
                damaged |= dump(directory, out);
            }
            out.flush();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
                return ExitCode.OK;
            }
            throw e;
        }
        return damaged ? ExitCode.IO : ExitCode.OK;
    }

    /** Prints a directory; returns whether it is damaged. What a daemon prunes meanwhile is left out. */
    private boolean dump(Path directory, OutputStream out) throws IOException {
        Map<String, Dump> writers = new LinkedHashMap<>();
        boolean complete = false;
        while (!complete) {
            try {
                for (RecordLog log : FileLog.of(directory)) {
                    Dump dump = writers.computeIfAbsent(log.writer(), writer -> new Dump(writer, out));
                    log.read(dump.next, Long.MAX_VALUE, dump);
                }
                complete = true;
            } catch (NoSuchFileException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
                console.say(e.getFile() + " was deleted by retention while the log was read; continuing after it");
            }
        }
        return writers.values().stream().anyMatch(dump -> !dump.damage.isEmpty());
    }

    /** Prints the records of one writer, each once, however often it is read. */
    private final class Dump implements RecordLog.EachRecord {
        private final String writer;
        private final OutputStream out;
        private final Set<String> damage = new HashSet<>();
        private long next;

        Dump(String writer, OutputStream out) {
            this.writer = writer;
            this.out = out;
        }

        @Override
        public boolean record(long offset, long arrivalMillis, Record record) throws IOException {
            next = offset + 1;
            out.write((Printable.clean(line(offset, arrivalMillis, record)) + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public void gap(Gap gap) {
            if (damage.add(gap.reason())) {
                console.say(gap.reason());
            }
        }

        private String line(long offset, long arrivalMillis, Record record) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = factory.createGenerator(text)) {
                LoggedTrade trade = record.trade();
                LoggedTrade.Identity identity = trade.identity();
                json.writeStartObject();
                json.writeStringField("writer", writer);
                json.writeNumberField("offset", offset);
                json.writeStringField("arrival", time(arrivalMillis));
                json.writeStringField("day", record.board().day().toString());
                json.writeBooleanField("late", record.late());
                json.writeStringField("timestamp", time(trade.timestampMillis()));
                json.writeStringField("traderId", trade.traderId());
                json.writeStringField("symbol", trade.symbol());
                json.writeStringField("quantity", Quantity.format(trade.quantity(), trade.scale()));
                json.writeStringField(
                        "identity",
                        identity == null
                                ? null
                                : String.format(Locale.ROOT, "%016x%016x", identity.high(), identity.low()));
                json.writeEndObject();
            }
            return text.toString();
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
