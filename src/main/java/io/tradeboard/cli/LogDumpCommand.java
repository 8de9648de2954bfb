package io.tradeboard.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Quantity;
import io.tradeboard.wal.Frame;
import io.tradeboard.wal.LogCorruptException;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import io.tradeboard.wal.WriterLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "dump",
        description = "print every record as NDJSON, by writer and sequence",
        footer = {"", "Damage is told on standard error, and passed. Exit code 9 where there is any."})
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
                for (WriterLog log : LogDirectory.writers(LogDirectory.segments(directory))) {
                    Dump dump = new Dump(log.writer(), out);
                    log.read(new HashMap<>(), dump);
                    damaged |= dump.damaged;
                }
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

    /** Prints the records of one writer. */
    private final class Dump implements Segment.Visitor {
        private final String writer;
        private final OutputStream out;
        private boolean damaged;

        Dump(String writer, OutputStream out) {
            this.writer = writer;
            this.out = out;
        }

        @Override
        public boolean frame(Frame frame) throws IOException {
            ByteBuffer records = frame.records().duplicate();
            for (long sequence = frame.firstSequence(); sequence <= frame.lastSequence(); sequence++) {
                String line = line(frame, sequence, LoggedTrade.decode(records));
                out.write((Printable.clean(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return true;
        }

        @Override
        public void damaged(LogCorruptException damage) {
            damaged = true;
            console.say(String.valueOf(damage.getMessage()));
        }

        private String line(Frame frame, long sequence, LoggedTrade trade) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = factory.createGenerator(text)) {
                boolean placed = !frame.position().source().isEmpty();
                LoggedTrade.Identity identity = trade.identity();
                json.writeStartObject();
                json.writeStringField("writer", writer);
                json.writeNumberField("sequence", sequence);
                json.writeStringField("arrival", time(frame.arrivalMillis()));
                json.writeStringField("source", placed ? frame.position().source() : null);
                json.writeStringField("position", placed ? frame.position().value() : null);
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
