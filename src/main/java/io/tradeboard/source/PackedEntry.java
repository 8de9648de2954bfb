package io.tradeboard.source;

import io.tradeboard.source.TextLine.Decoded;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.FieldNames;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.TradeColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Many trades as one entry of the stream: its field {@code l} holds one NDJSON object a line, each read as a line of a file
 * is. That takes a third of the CPU time of Redis, and more of its memory, as each line repeats the names of its fields.
 *
 * <p>A line without a trade id is given one, as a {@link StreamEntry} is. An entry without a line that is not blank is
 * rejected itself. Other fields are ignored, except for those named like a field of a trade: it is not known which lines they
 * are for, so all lines are rejected, as they are where {@code l} is given twice.
 *
 * <p>A position never lies within an entry: that behind a line which is not the last is the position before the entry. It
 * is then delivered again, and its trades are deduplicated by id.
 */
final class PackedEntry {
    /** The name of the field with the lines. */
    static final String NAME = "l";

    private final StreamEntry entry;
    private final StreamPosition before;
    private final LineDecoder decoder = LineDecoder.ofJson(StreamSource.STREAM);
    private final String problem;
    private @Nullable Line last;

    private PackedEntry(StreamEntry entry, StreamPosition before) {
        this.entry = entry;
        this.before = before;
        this.problem = problem(entry.namesAndValues());
    }

    /** Whether fields are those of a packed entry. */
    static boolean isPacked(List<byte[]> namesAndValues) {
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (isLines(namesAndValues.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds the lines of a packed entry.
     *
     * @param before the position of the source before it
     */
    static void unpack(StreamEntry entry, StreamPosition before, List<InboundTrade> into) throws IOException {
        new PackedEntry(entry, before).addTo(into);
    }

    /** How many lines an entry has, blank ones too; 1 where it is not packed. */
    static long lines(List<byte[]> namesAndValues) {
        long lines = 0;
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (isLines(namesAndValues.get(i))) {
                byte[] text = namesAndValues.get(i + 1);
                lines += text.length > 0 && text[text.length - 1] != '\n' ? 1 : 0;
                for (byte b : text) {
                    lines += b == '\n' ? 1 : 0;
                }
            }
        }
        return Math.max(1, lines);
    }

    private static boolean isLines(byte[] name) {
        return name.length == 1 && name[0] == NAME.charAt(0);
    }

    /** Why no line of it can be a trade; empty where there is no such reason. */
    private static String problem(List<byte[]> namesAndValues) {
        boolean given = false;
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            byte[] name = namesAndValues.get(i);
            if (!isLines(name)) {
                String text = new String(name, StandardCharsets.UTF_8);
                if (FieldNames.isNearlyOne(text)) {
                    return "field " + Printable.quote(text) + " must be in the lines, not beside them";
                }
            } else if (given) {
                return "field \"l\" is given twice";
            } else {
                given = true;
            }
        }
        return "";
    }

    private void addTo(List<InboundTrade> into) throws IOException {
        long number = 0;
        int size = into.size();
        List<byte[]> fields = entry.namesAndValues();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (isLines(fields.get(i))) {
                LineSplitter splitter = new LineSplitter(0, number);
                LineSplitter.Sink sink = (line, from, length, tooLong) -> {
                    Decoded decoded = decoder.take(splitter.number(), line, from, length, tooLong);
                    if (decoded != null) {
                        Decoded known = problem.isEmpty() ? decoded : new Decoded(null, problem);
                        last = new Line(splitter.number(), line, from, length, known);
                        into.add(last);
                    }
                };
                splitter.feed(fields.get(i + 1), fields.get(i + 1).length, sink);
                splitter.finish(sink);
                number = splitter.number();
            }
        }
        if (into.size() == size) {
            into.add(new Empty(entry));
        }
    }

    /** A line that is not blank. */
    private final class Line extends TextLine {
        private final long number;

        Line(long number, byte[] line, int from, int length, Decoded decoded) {
            super(line, from, length, decoded);
            this.number = number;
        }

        @Override
        public String label() {
            return entry.label() + ":" + number;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // which of them it is
        public String position() {
            return this == last ? entry.position() : before.toString();
        }

        @Override
        public void decode(FastDecoder usual, TradeColumns into, int row) {
            if (isUndecoded() && usual.read(line, from, length, into, row) && !into.isIdentified(row)) {
                byte[] identified = identified();
                usual.read(identified, 0, identified.length, into, row);
            }
        }

        /** The object with an id before its other fields. */
        private byte[] identified() {
            byte[] id = ("{\"id\":\"" + ownId() + "\",").getBytes(StandardCharsets.US_ASCII);
            byte[] identified = Arrays.copyOf(id, id.length + length - 1);
            System.arraycopy(line, from + 1, identified, id.length, length - 1);
            return identified;
        }

        private String ownId() {
            CRC32C content = new CRC32C();
            content.update(line, from, length);
            return "entry " + label() + " " + Long.toHexString(content.getValue());
        }

        @Override
        public RawTrade trade() throws BadTradeException {
            RawTrade trade = super.trade();
            String id = trade.id();
            return id != null && !id.isEmpty()
                    ? trade
                    : new RawTrade(ownId(), trade.timestamp(), trade.traderId(), trade.symbol(), trade.quantity());
        }
    }

    /** An entry that has no lines. */
    private record Empty(StreamEntry entry) implements InboundTrade {
        @Override
        public SourcePosition place() {
            return entry;
        }

        @Override
        public RawTrade trade() throws BadTradeException {
            throw new BadTradeException("field \"l\" has no line");
        }

        @Override
        public String text() {
            return entry.text();
        }
    }
}
