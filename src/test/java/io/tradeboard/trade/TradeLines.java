package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lines and trades with which every text form is tried. */
final class TradeLines {
    static final Symbols SYMBOLS = Symbols.parse("BTC:8,USDC:2,X/Y:0", 8, false);

    private static final String SPICE = "{}[]\",:\\u\r\n\0 eE+-.09";

    interface Decoder {
        RawTrade decode(byte[] line, int offset, int length) throws BadTradeException;
    }

    private TradeLines() {}

    static RawTrade decode(Decoder decoder, String line) throws BadTradeException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }

    /** Trades with every kind of name, id, time and size. */
    static List<Trade> trades() {
        List<Trade> trades = new ArrayList<>();
        String[] names = {"a", "Zoë", "東京トレーダー", "\uD83D\uDC0B", "a,b", "\"", "a\"b\"", "\\n", "=1+1", "x y", "#"};
        long[] times = {0, 1, 999, 1795341600123L, 253402300799999L};
        for (String name : names) {
            for (long time : times) {
                trades.add(new Trade(null, time, name, "BTC", 1, 8));
                trades.add(new Trade(name, time, name, "USDC", Quantity.MAX_UNITS, 2));
                trades.add(new Trade("7f1e", time, name, "X/Y", 1000, 0));
            }
        }
        return trades;
    }

    /** Decodes 10,000 lines, random or made from a good one, and checks that a failure is a reason fit to print. */
    static void assertOnlyRulesBreak(String good, Decoder decoder) {
        Random random = new Random(7);
        TradeRules rules = new TradeRules(SYMBOLS);
        int rejected = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] line = i % 4 == 0 ? noise(random) : damaged(good, random);
            try {
                rules.check(decoder.decode(line, 0, line.length), 1795341600123L);
            } catch (BadTradeException e) {
                rejected++;
                assertThat(e.reason()).isNotEmpty().hasSizeLessThan(700);
                assertThat(e.reason().codePoints()).allMatch(Printable::isSafe);
            }
        }
        assertThat(rejected).isBetween(5_000, 9_999);
    }

    private static byte[] noise(Random random) {
        byte[] line = new byte[random.nextInt(200)];
        random.nextBytes(line);
        return line;
    }

    private static byte[] damaged(String good, Random random) {
        byte[] line = good.getBytes(StandardCharsets.UTF_8);
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
            byte edit = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) SPICE.charAt(random.nextInt(SPICE.length()));
            line[random.nextInt(line.length)] = edit;
        }
        return line;
    }
}
