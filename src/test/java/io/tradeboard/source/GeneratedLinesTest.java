package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.text.Printable;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines that were made and spoilt at random are either read exactly, as an independent reading shows, or refused. */
class GeneratedLinesTest {
    private static final int LINES_EACH = 10_000 / Spoil.values().length + 1;
    private static final long ARRIVAL = 1_795_341_600_123L;
    private static final List<String> COLUMNS = List.of("id", "traderId", "symbol", "quantity", "venue");
    private static final Map<String, Integer> SCALES = Map.of("BTC", 8, "USDC", 2, "X/Y", 0);
    private static final TradeRules RULES = new TradeRules(Symbols.parse("BTC:8,USDC:2,X/Y:0", 8, false));

    private static final List<String> TRADERS =
            List.of("ann", "Zoë", "東京トレーダー", "\uD83D\uDC0B", "a,b", "a\\\"b", "=1+1", "x  y", "\\u0061nn", "#");
    private static final List<String> QUANTITIES = List.of("1", "2.50", "1e1", "12E-1", "3.0000000000", "0.5e1", "7");
    private static final List<String> ODD_QUANTITIES = List.of(
            "0",
            "-1",
            "-0",
            "1e400",
            "1e401",
            "1e-400",
            "1e999999999",
            "-1e-999999999",
            "NaN",
            "Infinity",
            "0x1p3",
            "9007199254740991",
            "9007199254740992",
            "90071992.54740991",
            "90071992.54740992",
            "1".repeat(129),
            "1f",
            "0." + "0".repeat(39) + "1",
            "1." + "0".repeat(40),
            "１２",
            "1_000",
            "1,5",
            "+4",
            ".5",
            "5.",
            "",
            " 1",
            "00001");
    private static final List<String> INVISIBLE = List.of(
            "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u0007", "\u009b", "\u007f", "\\u001b", "\\ud800");
    private static final List<String> QUOTES = List.of("\"", "\"\"", "'", "\\", "\\\"", ",", "\r", "\u0000", "{", "}");

    /** What is done to a good line. */
    private enum Spoil {
        NOTHING,
        BIT_FLIPS,
        CUT,
        FIELD_TWICE,
        DEEP,
        ODD_QUANTITY,
        INVALID_UTF_8,
        INVISIBLE,
        QUOTES,
        NEARLY_64_KIB,
        NOISE
    }

    @ParameterizedTest
    @EnumSource
    void aLineIsReadExactlyOrRefusedWithAPrintableReason(Spoil spoil) throws UnreadableInputException {
        Random random = new Random(spoil.name().hashCode());
        int accepted = 0;
        for (int i = 0; i < LINES_EACH; i++) {
            boolean csv = random.nextInt(3) == 0;
            byte[] line = line(spoil, csv, random);
            LineDecoder decoder = new LineDecoder("lines");
            byte[] header = (csv ? String.join(",", COLUMNS) : "{}").getBytes(StandardCharsets.UTF_8);
            decoder.take(1, header, 0, header.length, false);
            try {
                RawTrade raw = Arrivals.decode(decoder, line);
                if (raw != null) {
                    assertExact(RULES.check(raw, ARRIVAL), new String(line, StandardCharsets.UTF_8), csv);
                    accepted++;
                }
            } catch (BadTradeException e) {
                assertThat(e.reason()).isNotBlank().hasSizeLessThan(700);
                assertThat(Printable.clean(e.reason())).isEqualTo(e.reason());
            }
        }
        switch (spoil) {
            case NOTHING -> assertThat(accepted).isEqualTo(LINES_EACH);
            case FIELD_TWICE, INVALID_UTF_8, NOISE -> assertThat(accepted).isZero();
            default -> assertThat(accepted).isBetween(1, LINES_EACH - 1);
        }
    }

    private static void assertExact(Trade trade, String line, boolean csv) {
        Map<String, String> fields = csv ? row(line) : TinyReading.object(line.replaceFirst("^\ufeff", ""));
        BigDecimal quantity = new BigDecimal(fields.getOrDefault("quantity", "none"));
        int scale = SCALES.getOrDefault(fields.getOrDefault("symbol", ""), 8);
        assertThat(trade.traderId()).as(line).isEqualTo(fields.get("traderId"));
        assertThat(trade.symbol()).as(line).isEqualTo(fields.get("symbol"));
        assertThat(trade.scale()).as(line).isEqualTo(scale);
        assertThat(BigDecimal.valueOf(trade.quantity(), scale)).as(line).isEqualByComparingTo(quantity);
        assertThat(trade.quantity()).as(line).isBetween(1L, (1L << 53) - 1);
    }

    private static Map<String, String> row(String line) {
        List<String> cells = TinyReading.cells(line.replaceFirst("^\ufeff", "").replaceFirst("\r?\n?$", ""));
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            fields.put(COLUMNS.get(i), cells.get(i));
        }
        return fields;
    }

    private static byte[] line(Spoil spoil, boolean csv, Random random) {
        String trader = pick(TRADERS, random);
        String quantity = pick(spoil == Spoil.ODD_QUANTITY ? ODD_QUANTITIES : QUANTITIES, random);
        String symbol = pick(List.of("BTC", "USDC", "X/Y", "new"), random);
        if (spoil != Spoil.ODD_QUANTITY && !symbol.equals("BTC") && quantity.equals("12E-1")) {
            quantity = "12E1";
        }
        if (spoil != Spoil.ODD_QUANTITY && symbol.equals("X/Y") && quantity.equals("2.50")) {
            quantity = "250";
        }
        String venue = switch (spoil) {
            case DEEP ->
                csv ? "[".repeat(random.nextInt(99)) + "\"".repeat(random.nextInt(2)) : nested(random.nextInt(15));
            case NEARLY_64_KIB -> pad(csv, (64 << 10) - 100 - random.nextInt(3) * 100 + random.nextInt(250));
            default -> csv ? "" : "null";
        };
        if (spoil == Spoil.INVISIBLE && random.nextInt(4) > 0) {
            trader = insert(trader, pick(INVISIBLE, random), random);
        }
        String twice =
                spoil == Spoil.FIELD_TWICE ? (csv ? "," : ",\"" + pick(COLUMNS.subList(1, 4), random) + "\":1") : "";
        boolean quoted = random.nextBoolean() || spoil == Spoil.ODD_QUANTITY;
        String good = csv
                ? "7f," + cell(trader) + "," + symbol + "," + cell(quantity) + "," + venue + twice
                : "{\"id\":\"7f\",\"venue\":" + venue + ",\"traderId\":\"" + trader + "\",\"symbol\":\"" + symbol
                        + "\",\"quantity\":" + (quoted ? "\"" + quantity + "\"" : quantity) + twice + "}";
        if (spoil == Spoil.QUOTES) {
            good = insert(good, pick(QUOTES, random), random);
        }
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        switch (spoil) {
            case BIT_FLIPS -> {
                for (int flips = random.nextInt(3); flips >= 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case CUT -> bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length));
            case INVALID_UTF_8 ->
                bytes[random.nextInt(bytes.length)] =
                        (byte) pick(List.of(0xC0, 0xC1, 0xF5, 0xFF), random).intValue();
            case NOISE -> {
                bytes = new byte[random.nextInt(300) + 1];
                random.nextBytes(bytes);
            }
            default -> {}
        }
        return bytes;
    }

    /** As the program's own writer does: quoted where it must be. */
    private static String cell(String text) {
        return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "1" + "]".repeat(depth);
    }

    private static String pad(boolean csv, int length) {
        return csv ? "x".repeat(length) : '"' + "x".repeat(length) + '"';
    }

    private static String insert(String text, String what, Random random) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + what + text.substring(at);
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
