package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.FieldNames;
import io.tradeboard.trade.Quantity;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeColumns;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import redis.clients.jedis.CommandArguments;

/**
 * A trade as an entry of the stream: the names of the trade's fields, each with its text.
 *
 * <p>An entry without a trade id is given one, made of its own id and its fields: Redis may deliver an entry again after it
 * lost data, and it still counts once.
 *
 * @param entry its id in the stream
 * @param reached the position of the source right after it
 * @param namesAndValues in turn, as Redis gives them
 */
public record StreamEntry(StreamId entry, StreamPosition reached, List<byte[]> namesAndValues)
        implements InboundTrade, SourcePosition {
    private static final long FIRST_PLAIN_MILLIS = 1_000_000_000_000L;
    private static final long LAST_PLAIN_MILLIS = 9_999_999_999_999L;
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
        into.add(TIMESTAMP).add(timestamp(trade));
        into.add(TRADER).add(trade.traderId());
        into.add(SYMBOL).add(trade.symbol());
        into.add(QUANTITY).add(Quantity.format(trade.quantity(), trade.scale()));
    }

    @Override
    public SourcePosition place() {
        return this;
    }

    @Override
    public String label() {
        return entry.toString();
    }

    @Override
    public String position() {
        return reached.toString();
    }

    /** Milliseconds where their digits say that they are that: of the years from 2001 to 2286. */
    private static Object timestamp(Trade trade) {
        long millis = trade.timestampMillis();
        return millis >= FIRST_PLAIN_MILLIS && millis <= LAST_PLAIN_MILLIS
                ? (Object) millis
                : String.valueOf(RawTrade.of(trade).timestamp());
    }

    @Override
    public void decode(FastDecoder usual, TradeColumns into, int row) {
        usual.read(identified(), into, row);
    }

    /** The fields, with an id where they have none. */
    private List<byte[]> identified() {
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (Arrays.equals(namesAndValues.get(i), ID)) {
                return namesAndValues;
            }
        }
        List<byte[]> identified = new ArrayList<>(namesAndValues.size() + 2);
        identified.add(ID);
        identified.add(bytes(ownId()));
        identified.addAll(namesAndValues);
        return identified;
    }

    /** The entry's id alone would not do: a stream that lost data may give the same one to another trade. */
    private String ownId() {
        CRC32C content = new CRC32C();
        for (byte[] text : namesAndValues) {
            content.update(text);
            content.update('\n');
        }
        return "entry " + entry + " " + Long.toHexString(content.getValue());
    }

    @Override
    public RawTrade trade() throws BadTradeException {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            if (fields.put(text(namesAndValues.get(i)), text(namesAndValues.get(i + 1))) != null) {
                throw new BadTradeException("a field is given twice");
            }
        }
        FieldNames.check(fields.keySet(), "field");
        String id = fields.get("id");
        return new RawTrade(
                id == null || id.isEmpty() ? ownId() : id,
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
