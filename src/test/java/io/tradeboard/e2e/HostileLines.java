package io.tradeboard.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Lines that are no trades, each for a reason of its own, and a file that mixes them with good ones. */
final class HostileLines {
    private static final int MAX_LINE_BYTES = 64 << 10;

    private HostileLines() {}

    /**
     * The bad lines by what is wrong with them.
     *
     * @param now when they are read, nearly
     */
    static Map<String, byte[]> all(Instant now) {
        Map<String, byte[]> lines = new LinkedHashMap<>();
        lines.put("ESC in a name", trade("\\u001b[31mmallory", "BTC", "1", now));
        lines.put("8-bit CSI in a name", trade("\u009b31mmallory", "BTC", "1", now));
        lines.put("a right-to-left override in a name", trade("mal\u202eyrol", "BTC", "1", now));
        lines.put("a zero-width space in a name", trade("mal\u200blory", "BTC", "1", now));
        lines.put("a lone surrogate in a name", trade("mal\\ud800lory", "BTC", "1", now));
        lines.put("a name that is not NFC", trade("Zoe\u0308", "BTC", "1", now));
        lines.put("a name of 129 bytes", trade("m".repeat(129), "BTC", "1", now));
        for (String quantity :
                List.of("0", "-1", "1e400", "1e999999999", "\"NaN\"", "\"\"", "[1]", "\"1\\u001b[2J\"")) {
            lines.put("quantity " + quantity, trade("mallory", "BTC", quantity, now));
        }
        lines.put("2^53 units", trade("mallory", "BTC", "90071992.54740992", now));
        lines.put("nine decimals of eight", trade("mallory", "BTC", "0.000000001", now));
        lines.put("a symbol with a control", trade("mallory", "B\\u001bC", "1", now));
        lines.put("a symbol of another script", trade("mallory", "ВТС", "1", now));
        lines.put("the future", trade("mallory", "BTC", "1", now.plus(Duration.ofHours(1))));
        lines.put(
                "no time",
                text("{\"timestamp\":\"\\u001b]0;\\u0007\",\"traderId\":\"m\",\"symbol\":\"BTC\",\"quantity\":1}"));
        lines.put("no trader", text("{\"symbol\":\"BTC\",\"quantity\":1}"));
        lines.put("no symbol", text("{\"traderId\":\"mallory\",\"quantity\":1}"));
        lines.put("no quantity", text("{\"traderId\":\"mallory\",\"symbol\":\"BTC\"}"));
        lines.put("an end too early", text("{\"traderId\":\"mallory\",\"symbol\":\"BTC\",\"quanti"));
        lines.put("deep nesting", text("{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));
        lines.put("a line of 64 KiB + 1", text("{\"x\":\"" + "x".repeat(MAX_LINE_BYTES + 1 - 8) + "\"}"));
        lines.put("invalid UTF-8", new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, (byte) 0x9B, '"', ':', '1', '}'});
        lines.put("raw controls", text("\u001b[2J\u009b31m\u0007\u0000\u007f"));
        Random random = new Random(1);
        for (int i = 1; i <= 20; i++) {
            lines.put("random bytes " + i, randomBytes(random));
        }
        return lines;
    }

    private static byte[] trade(String trader, String symbol, String quantity, Instant timestamp) {
        String line = """
                {"timestamp":"%s","traderId":"%s","symbol":"%s","quantity":%s}""";
        return text(line.formatted(timestamp, trader, symbol, quantity));
    }

    /** Never blank, never with a line end: each is one bad line. */
    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[100];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                bytes[i] = 0;
            }
        }
        bytes[0] = 'x';
        return bytes;
    }

    private static byte[] text(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the good lines; each is followed by the next bad one, so that these have the even numbers. */
    static void mix(Path file, List<String> good, Iterable<byte[]> bad) throws IOException {
        var next = bad.iterator();
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        for (String line : good) {
            mixed.write(text(line + "\n"));
            if (next.hasNext()) {
                mixed.write(next.next());
                mixed.write('\n');
            }
        }
        Files.write(file, mixed.toByteArray());
    }
}
