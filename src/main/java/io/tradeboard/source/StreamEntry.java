package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Quantity;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Trade;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * A trade as an entry of the stream: the names of the trade's fields, each with its text.
 *
 * @param place its id
 * @param namesAndValues in turn, as Redis gives them
 */
public record StreamEntry(StreamId place, List<byte[]> namesAndValues) implements InboundTrade {
    private static final byte[] ID = bytes("id");
    private static final byte[] TIMESTAMP = bytes("timestamp");
    private static final byte[] TRADER = bytes("traderId");
    private static final byte[] SYMBOL = bytes("symbol");
    private static final byte[] QUANTITY = bytes("quantity");

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    public static void encode(Trade trade, CommandArguments into) {
        String id = trade.id();
        if (id != null) {
            into.add(ID).add(id);
        }
        into.add(TIMESTAMP).add(trade.timestampMillis());
        into.add(TRADER).add(trade.traderId());
        into.add(SYMBOL).add(trade.symbol());
        into.add(QUANTITY).add(Quantity.format(trade.quantity(), trade.scale()));
    }

    @Override
    public @Nullable LoggedTrade read(FastDecoder usual, long arrivalMillis) {
        return usual.read(namesAndValues, arrivalMillis);
    }

    @Override
    public RawTrade trade() throws BadTradeException {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (fields.put(text(namesAndValues.get(i)), text(namesAndValues.get(i + 1))) != null) {
                throw new BadTradeException("a field is given twice");
            }
        }
        return new RawTrade(
                fields.get("id"),
                fields.get("timestamp"),
                fields.get("traderId"),
                fields.get("symbol"),
                fields.get("quantity"));
    }

    private static String text(byte[] bytes) throws BadTradeException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadTradeException("a field is not valid UTF-8");
        }
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.size(); i++) {
            text.append(i == 0 ? "" : i % 2 == 1 ? "=" : " ");
            text.append(new String(namesAndValues.get(i), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
