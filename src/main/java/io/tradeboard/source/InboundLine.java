package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.RawTrade;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line that says something. One of JSON is decoded when someone asks for its fields, which nobody does where it could be
 * read at once.
 */
final class InboundLine implements InboundTrade, SourcePosition {
    private final long number;
    private final long offset;
    private final byte[] line;
    private final int from;
    private final int length;
    private final @Nullable Decoded decoded;

    /** What came of the decoding: its fields or, where they are null, a problem. */
    record Decoded(@Nullable RawTrade trade, String problem) {}

    /**
     * @param number of the line, the first being 1
     * @param offset where the next line begins, in bytes from the start
     * @param line only to be read, at {@code from} to {@code from + length}
     * @param decoded null for a line of JSON
     */
    InboundLine(long number, long offset, byte[] line, int from, int length, @Nullable Decoded decoded) {
        this.number = number;
        this.offset = offset;
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
        return Long.toString(number);
    }

    @Override
    public String position() {
        return position(number, offset);
    }

    /** The position behind so many lines, in so many bytes. */
    static String position(long number, long offset) {
        return offset + " " + number;
    }

    @Override
    public @Nullable LoggedTrade read(FastDecoder usual, long arrivalMillis) {
        return decoded != null ? null : usual.read(line, from, length, arrivalMillis);
    }

    @Override
    public RawTrade trade() throws BadTradeException {
        Decoded known = decoded;
        if (known == null) {
            return JsonTrades.decode(line, from, length);
        }
        RawTrade trade = known.trade();
        if (trade == null) {
            throw new BadTradeException(known.problem());
        }
        return trade;
    }

    @Override
    public String text() {
        return new String(line, from, length, StandardCharsets.UTF_8);
    }
}
