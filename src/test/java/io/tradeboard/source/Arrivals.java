package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came, in a word. */
final class Arrivals {
    private Arrivals() {}

    /** What a decoder makes of its next line; null for nothing. */
    static @Nullable RawTrade decode(LineDecoder decoder, byte[] line)
            throws BadTradeException, UnreadableInputException {
        TextLine.Decoded decoded = decoder.take(2, line, 0, line.length, false);
        return decoded == null ? null : new InboundLine(ReadLines.ofPipe(), 0, line, 0, line.length, decoded).trade();
    }

    /** The trader; where it cannot be decoded, a ! and the reason. */
    static String trader(InboundTrade arrival, Function<BadTradeException, String> otherwise) {
        try {
            return String.valueOf(arrival.trade().traderId());
        } catch (BadTradeException e) {
            return "!" + otherwise.apply(e);
        }
    }
}
