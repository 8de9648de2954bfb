package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidReaderTest {
    private final UuidReader reader = new UuidReader();

    /** Against the library, at any place of an array, the end of it among them. */
    @Test
    void aUuidIsItsOwnBits() {
        Random random = new Random(20261128);
        for (int round = 0; round < 20_000; round++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            byte[] among = ("x".repeat(round % 11) + uuid + "y".repeat(round % 3)).getBytes(StandardCharsets.UTF_8);

            assertThat(reader.read(among, round % 11)).isTrue();
            assertThat(new UUID(reader.high(), reader.low())).isEqualTo(uuid);
        }
    }

    /** Each of the 36 bytes with each of the 256 values: only digits and small letters make one, and the dashes as they are. */
    @Test
    void anyOtherByteMakesItNone() {
        String text = "7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35";
        for (int at = 0; at < text.length(); at++) {
            for (int value = 0; value < 256; value++) {
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                bytes[at] = (byte) value;
                boolean dash = text.charAt(at) == '-';
                boolean right = dash ? value == '-' : "0123456789abcdef".indexOf(value) >= 0;

                assertThat(reader.read(bytes, 0)).as("%d at %d", value, at).isEqualTo(right);
                if (right) {
                    assertThat(new UUID(reader.high(), reader.low()).toString())
                            .isEqualTo(new String(bytes, StandardCharsets.US_ASCII));
                }
            }
        }
        assertThat(reader.read(text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII), 0))
                .isFalse();
    }
}
