package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.RawTrade;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line that says something, by its place in the bytes that were read. One of JSON is decoded when someone asks for its
 * fields, which nobody does where it could be read at once.
 */
abstract class TextLine implements InboundTrade, SourcePosition {
    final byte[] line;
    final int from;
    final int length;
    private final Decoded decoded;

    /** What came of the decoding: its fields or, where they are null, a problem. */
    record Decoded(@Nullable RawTrade trade, String problem) {
        /** Of a line of JSON. */
        static final Decoded LATER = new Decoded(null, "");
    }

    /** @param line only to be read, at {@code from} to {@code from + length} */
    TextLine(byte[] line, int from, int length, Decoded decoded) {
        this.line = line;
        this.from = from;
        this.length = length;
        this.decoded = decoded;
    }

    /** Whether it is a line of JSON that may be a trade. */
    @SuppressWarnings("ReferenceEquality") // a marker, which nothing else equals
    final boolean isUndecoded() {
        return decoded == Decoded.LATER;
    }

    @Override
    public final SourcePosition place() {
        return this;
    }

    @Override
    public RawTrade trade() throws BadTradeException {
        RawTrade trade = isUndecoded() ? JsonTrades.decode(line, from, length) : decoded.trade();
        if (trade == null) {
            throw new BadTradeException(decoded.problem());
        }
        return trade;
    }

    @Override
    public final String text() {
        return new String(line, from, length, StandardCharsets.UTF_8);
    }
}
