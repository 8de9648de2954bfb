package io.tradeboard.source;

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

/** A trade as an entry of the stream: the names of the trade's fields, each with its text. */
final class StreamEntry {
    private StreamEntry() {}

    static void encode(Trade trade, CommandArguments into) {
        String id = trade.id();
        if (id != null) {
            into.add("id").add(id);
        }
        into.add("timestamp").add(trade.timestampMillis());
        into.add("traderId").add(trade.traderId());
        into.add("symbol").add(trade.symbol());
        into.add("quantity").add(Quantity.format(trade.quantity(), trade.scale()));
    }

    static Arrival arrival(StreamId id, List<?> namesAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            String name = text(namesAndValues.get(i));
            String value = text(namesAndValues.get(i + 1));
            String problem = name == null || value == null
                    ? "a field is not valid UTF-8"
                    : fields.put(name, value) != null ? "a field is given twice" : null;
            if (problem != null) {
                return new Arrival(id, null, problem, () -> lossy(namesAndValues));
            }
        }
        RawTrade trade = new RawTrade(
                fields.get("id"),
                fields.get("timestamp"),
                fields.get("traderId"),
                fields.get("symbol"),
                fields.get("quantity"));
        return new Arrival(id, trade, null, () -> lossy(namesAndValues));
    }

    private static @Nullable String text(Object bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap((byte[]) bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String lossy(List<?> namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.size(); i++) {
            text.append(i == 0 ? "" : i % 2 == 1 ? "=" : " ");
            text.append(new String((byte[]) namesAndValues.get(i), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
