package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.RawTrade;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line that says something. One of JSON is decoded when someone asks for its fields, which nobody does where it could be
 * read at once.
 */
final class InboundLine implements InboundTrade, SourcePosition {
    private final ReadLines lines;
    private final int index;
    private final byte[] line;
    private final int from;
    private final int length;
    private final Decoded decoded;

    /** What came of the decoding: its fields or, where they are null, a problem. */
    record Decoded(@Nullable RawTrade trade, String problem) {
        /** Of a line of JSON. */
        static final Decoded LATER = new Decoded(null, "");
    }

    /**
     * @param lines those of its poll
     * @param index which of them it is
     * @param line only to be read, at {@code from} to {@code from + length}
     */
    InboundLine(ReadLines lines, int index, byte[] line, int from, int length, Decoded decoded) {
        this.lines = lines;
        this.index = index;
        this.line = line;
        this.from = from;
        this.length = length;
        this.decoded = decoded;
    }

    @Override
    public SourcePosition place() {
        return this;
    }

    @Override
    public String label() {
        return Long.toString(lines.number(index));
    }

    @Override
    public String position() {
        return lines.positionBehind(index);
    }

    @Override
    public void rejected() {
        lines.refuse(index);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a marker, which nothing else equals
    public RawTrade trade() throws BadTradeException {
        RawTrade trade = decoded == Decoded.LATER ? JsonTrades.decode(line, from, length) : decoded.trade();
        if (trade == null) {
            throw new BadTradeException(decoded.problem());
        }
        if (trade.id() != null) {
            lines.identify(index);
        }
        return trade;
    }

    @Override
    public String text() {
        return new String(line, from, length, StandardCharsets.UTF_8);
    }
}
