package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read straight from the bytes of an entry is what the library and the rules make of it. */
class StreamEntryTest {
    private static final long ARRIVAL = 1_795_341_600_000L;
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8:Bitcoin,USDC:2:USD Coin,N:0:None", 8, false);
    private static final String[] NAMES = {"id", "timestamp", "traderId", "symbol", "quantity"};
    private static final String[] OTHERS = {"", "ID", "idd", "i", "trader", "quantity\"", "note"};

    private final TradeRules rules = new TradeRules(SYMBOLS);
    private final Identities identities = new Identities("00112233445566778899aabbccddeeff");
    private final FastDecoder usual = new FastDecoder(SYMBOLS, identities);

    @Test
    void generatedEntriesAreReadAsTheOthersReadThem() {
        Random random = new Random(20261123);
        int read = 0;
        for (int i = 0; i < 150_000; i++) {
            StreamEntry entry = new StreamEntry(StreamId.parse("5-1"), StreamPosition.NONE, fields(random));
            LoggedTrade fast = Columns.decoded(usual, ARRIVAL, (columns, row) -> entry.decode(usual, columns, row));
            LoggedTrade slow = slowly(entry);
            if (fast != null) {
                assertThat(fast).as(entry::text).isEqualTo(slow);
                read++;
            }
        }
        assertThat(read).isGreaterThan(15_000);
    }

    @Test
    void aDateOfZeroBytesIsLeftToTheRules() {
        String zeros = "\0".repeat("1970-01-01".length());
        List<byte[]> fields = Stream.of(
                        "timestamp", zeros + "T10:00:00.123Z", "traderId", "ann", "symbol", "BTC", "quantity", "1")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        Columns.learn(usual, new Trade(null, ARRIVAL, "ann", "BTC", 1, 8));
        StreamEntry entry = new StreamEntry(StreamId.parse("5-1"), StreamPosition.NONE, fields);

        assertThat(Columns.decoded(usual, ARRIVAL, (columns, row) -> entry.decode(usual, columns, row)))
                .isNull();
    }

    /** What the library and the rules say; null where they refuse. What they accept is learned, as the intake does. */
    private @Nullable LoggedTrade slowly(StreamEntry entry) {
        try {
            Trade trade = rules.check(entry.trade(), ARRIVAL);
            Columns.learn(usual, trade);
            return LoggedTrade.of(trade, identities);
        } catch (BadTradeException e) {
            return null;
        }
    }

    private static List<byte[]> fields(Random random) {
        List<byte[]> fields = new ArrayList<>();
        int first = random.nextInt(3) == 0 ? random.nextInt(NAMES.length) : 0;
        for (int i = 0; i < NAMES.length; i++) {
            String name = NAMES[(first + i) % NAMES.length];
            int luck = random.nextInt(60);
            if (luck == 0 || (name.equals("id") && luck < 15)) {
                continue;
            }
            byte[] value = value(name, random).getBytes(StandardCharsets.UTF_8);
            if (luck == 1 && value.length > 0) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            fields.add(bytes(luck == 2 ? one(random, OTHERS) : name));
            fields.add(value);
            if (luck == 3) {
                fields.addAll(fields.subList(fields.size() - 2, fields.size()));
            }
        }
        return fields;
    }

    private static String value(String name, Random random) {
        String digits = Integer.toString(random.nextInt(1_000_000_000));
        return switch (name) {
            case "id" ->
                one(random, "7f1e-" + random.nextInt(100), "a\"b\\", "", "x".repeat(64), "x".repeat(65), "\u00e9");
            case "timestamp" ->
                one(
                        random,
                        "179534159" + (1_000 + random.nextInt(9_000)),
                        "2026-11-22T09:00:00.123Z",
                        "1795341" + random.nextInt(10) + "00000",
                        "0795341600000",
                        "179534160000",
                        "2026-11-22T09:00:00Z",
                        "");
            case "traderId" ->
                one(random, "ann", "bob", "\u6771\u4eac", "a\"b", "x" + random.nextInt(50), "", "y".repeat(600));
            case "symbol" -> one(random, "BTC", "USDC", "N", "ARB", "a/b", "\"");
            default ->
                one(
                        random,
                        digits,
                        digits + "." + random.nextInt(100),
                        "0." + digits,
                        random.nextInt(10) + "." + random.nextInt(100) + "0000000",
                        digits + digits,
                        "1e" + random.nextInt(5),
                        "-" + digits,
                        "");
        };
    }

    private static String one(Random random, String... choices) {
        // The first ones most often: they are the usual ones.
        return choices[Math.min(random.nextInt(choices.length), random.nextInt(choices.length))];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
