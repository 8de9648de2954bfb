package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoggedTradeTest {
    private static final int[] LETTERS = {'a', 'Z', '~', 0x7F, 0x80, 0xE9, 0x6771, 0x1F40B};

    /** Against the library's writer of numbers, and back. */
    @Test
    void recordsAreThoseThatTheLibraryWrites() throws IOException {
        Random random = new Random(20261123);
        ByteBuffer records = ByteBuffer.allocate(LoggedTrade.MAX_BYTES);
        for (int i = 0; i < 100_000; i++) {
            LoggedTrade trade = trade(random);
            records.clear();
            trade.encode(records);
            records.flip();

            assertThat(Arrays.copyOf(records.array(), records.limit()))
                    .as("record of %s", trade)
                    .isEqualTo(written(trade));
            assertThat(LoggedTrade.decode(records.duplicate())).isEqualTo(trade);
            assertThat(LoggedTrade.decodeIdentity(records)).isEqualTo(trade.identity());
            assertThat(records.hasRemaining()).isFalse();
        }
    }

    private static LoggedTrade trade(Random random) {
        StringBuilder trader = new StringBuilder();
        int letters = 1 + random.nextInt(LETTERS.length);
        for (int left = 1 + random.nextInt(32); left > 0; left--) {
            trader.appendCodePoint(LETTERS[random.nextInt(letters)]);
        }
        return new LoggedTrade(
                trader.toString(),
                "SYMBOL".repeat(6).substring(0, 1 + random.nextInt(32)),
                random.nextLong(),
                random.nextLong() >>> random.nextInt(64),
                random.nextInt(19),
                random.nextBoolean() ? new LoggedTrade.Identity(random.nextLong(), random.nextLong()) : null);
    }

    private static byte[] written(LoggedTrade trade) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        LoggedTrade.Identity identity = trade.identity();
        out.writeByte(identity == null ? 0 : 1);
        out.writeByte(trade.scale());
        out.writeLong(trade.timestampMillis());
        out.writeLong(trade.quantity());
        for (String text : new String[] {trade.symbol(), trade.traderId()}) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeByte(utf8.length);
            out.write(utf8);
        }
        if (identity != null) {
            out.writeLong(identity.high());
            out.writeLong(identity.low());
        }
        return bytes.toByteArray();
    }
}
