package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read straight from the bytes is what the library and the rules make of them. */
class FastDecoderTest {
    private static final long ARRIVAL = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    private static final Symbols SYMBOLS =
            Symbols.parse("BTC:8:Bitcoin,SOL:4:Solana,USDC:2:USD Coin,N:0:None", 8, false);
    private static final String USUAL = """
            {"id":"7f1e","timestamp":"2026-11-22T10:00:00.123Z","traderId":"ann","symbol":"BTC","quantity":"1.5"}""";

    private final TradeRules rules = new TradeRules(SYMBOLS);
    private final Identities identities = new Identities("00112233445566778899aabbccddeeff");
    private final FastDecoder usual = new FastDecoder(SYMBOLS, identities);

    /** What the library and the rules say; null where they refuse. What they accept is learned, as the intake does. */
    private @Nullable LoggedTrade slowly(byte[] line, int from, int length) {
        try {
            Trade trade = rules.check(JsonTrades.decode(line, from, length), ARRIVAL);
            Columns.learn(usual, trade);
            return LoggedTrade.of(trade, identities);
        } catch (BadTradeException e) {
            return null;
        }
    }

    /** Whether the line was read at once; if so, it was read right. */
    private boolean isReadRight(byte[] line) {
        byte[] among = new byte[line.length + 200];
        System.arraycopy(line, 0, among, 100, line.length);
        among[100 + line.length] = '\n';
        LoggedTrade fast =
                Columns.decoded(usual, ARRIVAL, (columns, row) -> usual.read(among, 100, line.length, columns, row));
        LoggedTrade slow = slowly(among, 100, line.length);
        if (fast != null) {
            assertThat(fast).as(() -> new String(line, StandardCharsets.UTF_8)).isEqualTo(slow);
        }
        return fast != null;
    }

    private boolean isReadRight(String line) {
        return isReadRight(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anotherSymbolMustBeKnownAndATraderBeyondAscii() {
        assertThat(isReadRight(USUAL))
                .as("a configured symbol and a plain name")
                .isTrue();
        assertThat(isReadRight(USUAL.replace("ann", "Zoë"))).isFalse();
        assertThat(isReadRight(USUAL.replace("ann", "Zoë"))).isTrue();
        assertThat(isReadRight(USUAL.replace("BTC", "ETH"))).isFalse();
        assertThat(isReadRight(USUAL.replace("BTC", "ETH"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'quantity':'1.5','symbol':'BTC','traderId':'ann','timestamp':'2026-11-22T10:00:00.123Z'}",
                "{'timestamp':'1970-01-01T00:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':7}",
                "{'timestamp':1700000000000,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'1700000000000','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':1700000000,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'1700000000123456','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':1700000000123456789,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':1700000000123456789,'traderId':'a n','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2024-02-29T23:59:59.999Z','traderId':'ann','symbol':'BTC','quantity':0.00000001}",
                "{'timestamp':'2026-11-22T10:05:00.000Z','traderId':'ann','symbol':'BTC','quantity':'0.50'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'90071992.54740991'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1.500000000000'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'東京','symbol':'BTC','quantity':'1'}"
            })
    void otherUsualLinesAreRead(String line) {
        String json = line.replace('\'', '"');
        isReadRight(USUAL);
        isReadRight(json);

        assertThat(isReadRight(json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{",
                "}",
                "",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1',}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1','x':1}",
                "{'timestamp':'2026-11-22T10:05:00.001Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-02-29T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T24:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:60.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'1969-12-31T23:59:59.999Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':0700000000000,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':1700000000.5,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':17000000001234567890,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'170000000012345x','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22 10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann ','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':' ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':' ','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1','ID':'x'}",
                "{'timestamp':170000000000,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':170000000000.,'traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'0'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':01}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':.5}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':5.}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1.2.3'}",
                "{'id':'7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35','timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1','x':'2'}",
                "{'id':'7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35','timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':''}",
                "{'id':'7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35','timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC'}",
                "{'id':'7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35','timestamp':'2026-11-22T10:00:00.00','x','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'0.000000001'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'90071992.54740992'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'9223372036854775808'}",
                "{'id':'','timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'id':7,'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'id':'é','timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'a\\u006en','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':ann,'symbol':'BTC','quantity':'1'}",
                "{ 'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'timestamp':'2026-11-22T10:00:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1'"
            })
    void whatIsUnusualIsLeftToTheOthers(String line) {
        isReadRight(USUAL);
        String json = line.replace('\'', '"');
        isReadRight(json);

        assertThat(isReadRight(json)).isFalse();
    }

    @Test
    void aByteThatIsNotPlainIsSeenAtAnyPlaceOfATextAndBehindItIsNot() {
        isReadRight(USUAL);
        for (int length = 1; length <= 20; length++) {
            for (int at = 0; at < length; at++) {
                for (String odd : List.of("\u007f", "é", "\u0001", "\\n", " ")) {
                    String text = "x".repeat(at) + odd + "x".repeat(length - at - 1);
                    assertThat(isReadRight(USUAL.replace("7f1e", text))).isEqualTo(odd.equals(" "));
                    isReadRight(USUAL.replace("ann", text));
                }
                String trader = "x".repeat(at) + "é" + "x".repeat(length - at - 1);
                isReadRight(USUAL.replace("ann", trader));
                assertThat(isReadRight(USUAL.replace("ann", trader).replace("7f1e", "x".repeat(length))))
                        .isTrue();
            }
        }
    }

    @Test
    void generatedLinesAreReadAsTheOthersReadThem() {
        Random random = new Random(20261123);
        int read = 0;
        for (int i = 0; i < 500_000; i++) {
            read += isReadRight(line(random)) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(60_000);
    }

    @Test
    void mutatedLinesAreReadAsTheOthersReadThem() {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 500_000; i++) {
            byte[] line = line(random).getBytes(StandardCharsets.UTF_8);
            for (int mutation = 0; mutation <= random.nextInt(2); mutation++) {
                line = mutated(line, random);
            }
            read += isReadRight(line) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(6_000);
    }

    private static String line(Random random) {
        List<String> fields = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            fields.add("\"id\":\""
                    + one(
                            random,
                            new UUID(random.nextLong(), random.nextLong()).toString(),
                            new UUID(random.nextLong(), random.nextLong()).toString(),
                            "a",
                            "7f1e-" + random.nextInt(100),
                            "x".repeat(36),
                            "x".repeat(64),
                            "x".repeat(65),
                            "\u00e9")
                    + "\"");
        }
        String digits = Integer.toString(random.nextInt(1 << random.nextInt(31)));
        fields.add("\"timestamp\":"
                + one(
                        random,
                        "\"2026-11-22T0" + random.nextInt(10) + ":1" + random.nextInt(10) + ":59.0" + random.nextInt(10)
                                + "0Z\"",
                        "\"2026-11-22T09:00:00.123Z\"",
                        "\"2026-1" + random.nextInt(3) + "-3" + random.nextInt(3) + "T09:00:00.123Z\"",
                        "\"2026-11-22T09:00:00Z\"",
                        "\"2026-11-22T09:00:00.123+01:00\"",
                        "1763800000000",
                        "176380000" + random.nextInt(10),
                        "\"176380000000" + random.nextInt(10_000) + "\"",
                        "1763800000123456" + random.nextInt(1_000),
                        "1763800000." + random.nextInt(1_000),
                        "\"2026-11-22 09:00:00+0000\""));
        fields.add("\"traderId\":\""
                + one(
                        random,
                        "ann",
                        "bob",
                        "東京",
                        "a b",
                        "x" + random.nextInt(50),
                        "ann ",
                        " bob",
                        " ",
                        "y".repeat(128),
                        "y".repeat(129),
                        "")
                + "\"");
        fields.add("\"symbol\":\"" + one(random, "BTC", "SOL", "USDC", "N", "ARB", "a/b") + "\"");
        String quantity = one(
                random,
                digits,
                digits + "." + random.nextInt(100),
                "0." + digits,
                random.nextInt(10) + "." + random.nextInt(100) + "0000000",
                digits + digits,
                "1e" + random.nextInt(5),
                "-" + digits);
        fields.add("\"quantity\":" + (random.nextBoolean() ? quantity : "\"" + quantity + "\""));
        if (random.nextInt(3) == 0) {
            Collections.shuffle(fields, random);
        }
        return "{" + String.join(random.nextInt(20) == 0 ? ", " : ",", fields) + "}";
    }

    private static String one(Random random, String... choices) {
        // The first ones most often: they are the usual ones.
        return choices[Math.min(random.nextInt(choices.length), random.nextInt(choices.length))];
    }

    private static byte[] mutated(byte[] line, Random random) {
        int at = random.nextInt(line.length);
        String some = "\"\\{}:,.0129- eEZTu\u00e9\n\t";
        byte[] others = some.getBytes(StandardCharsets.UTF_8);
        byte other = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : others[random.nextInt(others.length)];
        return switch (random.nextInt(4)) {
            case 0 -> joined(line, 0, at, new byte[] {other}, at);
            case 1 -> joined(line, 0, at, new byte[0], at + 1);
            case 2 -> joined(line, 0, at, new byte[] {other}, at + 1);
            default -> joined(line, 0, at, new byte[] {line[at], line[at]}, at + 1);
        };
    }

    private static byte[] joined(byte[] line, int from, int to, byte[] middle, int rest) {
        byte[] joined = new byte[to - from + middle.length + line.length - rest];
        System.arraycopy(line, from, joined, 0, to - from);
        System.arraycopy(middle, 0, joined, to - from, middle.length);
        System.arraycopy(line, rest, joined, to - from + middle.length, line.length - rest);
        return joined;
    }
}
