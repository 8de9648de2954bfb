package io.tradeboard.source;

import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.FieldNames;
import io.tradeboard.trade.JsonLines;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Trade;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

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
    /** The most trades of an entry, and the most bytes of their lines. */
    private static final int MOST_LINES = 100;

    private static final int MOST_BYTES = 16 << 10;
    private static final byte[] ID = bytes("id");
    private static final byte[] TIMESTAMP = bytes("timestamp");
    private static final byte[] TRADER = bytes("traderId");
    private static final byte[] SYMBOL = bytes("symbol");
    private static final byte[] QUANTITY = bytes("quantity");

    /**
     * A command that adds an entry.
     *
     * @param trades how many it holds
     */
    public record Adding(CommandArguments command, int trades) {}

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Makes the command that adds the first of some trades: the only one as fields of its own, many as lines.
     *
     * @param trades at least one
     */
    public static Adding adding(List<Trade> trades) {
        CommandArguments add = command(Command.XADD, StreamSource.STREAM, "*");
        if (trades.size() > 1) {
            JsonLines lines = JsonLines.of(trades, MOST_LINES, MOST_BYTES);
            return new Adding(add.add(PackedEntry.NAME).add(lines.text()), lines.count());
        }
        RawTrade trade = RawTrade.plain(trades.get(0));
        add(ID, trade.id(), add);
        add(TIMESTAMP, trade.timestamp(), add);
        add(TRADER, trade.traderId(), add);
        add(SYMBOL, trade.symbol(), add);
        add(QUANTITY, trade.quantity(), add);
        return new Adding(add, 1);
    }

    private static void add(byte[] name, @Nullable String value, CommandArguments into) {
        if (value != null) {
            into.add(name).add(value);
        }
    }

    /**
     * Adds its trade; where it is {@link PackedEntry packed}, its trades.
     *
     * @param before the position of the source before it
     */
    void addTo(List<InboundTrade> arrivals, StreamPosition before) throws IOException {
        if (PackedEntry.isPacked(namesAndValues)) {
            PackedEntry.unpack(this, before, arrivals);
        } else {
            arrivals.add(this);
        }
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

    @Override
    public @Nullable LoggedTrade read(FastDecoder usual, long arrivalMillis) {
        return usual.read(identified(), arrivalMillis);
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
