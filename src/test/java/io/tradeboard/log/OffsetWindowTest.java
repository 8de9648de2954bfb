package io.tradeboard.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetWindowTest {
    /** Against a map of everything that was ever seen, with offsets that jump, and several identities at one offset. */
    @ParameterizedTest
    @CsvSource({"1, 5, 0", "10, 8, 0", "3000, 2500, 0", "3000, 100000, 0", "500, 400, 2147483600", "0, 3, 0"})
    void anIdentityIsADuplicateWithinTheWidthAfterItWasSeenLast(int width, int identities, int first) {
        OffsetWindow window = new OffsetWindow(width, first);
        Map<Integer, Long> lastSeen = new HashMap<>();
        Random random = new Random(width + identities);
        long offset = 0;
        int duplicates = 0;
        for (int i = 0; i < 30_000; i++) {
            offset += random.nextInt(10) == 0 ? random.nextInt(1 + width / 2) : random.nextInt(2);
            int identity = random.nextInt(identities);
            Long last = lastSeen.put(identity, offset);
            boolean expected = width > 0 && last != null && offset - last <= width;

            assertThat(window.seen(identity, -identity, offset))
                    .as("%d at %d", identity, offset)
                    .isEqualTo(expected);
            duplicates += expected ? 1 : 0;
        }
        assertThat(duplicates > 0).isEqualTo(width > 0);
    }

    @Test
    void aRepeatRefreshesIt() {
        OffsetWindow window = new OffsetWindow(10);
        assertThat(window.seen(1, 1, 0)).isFalse();
        assertThat(window.seen(1, 1, 10)).isTrue();
        assertThat(window.seen(1, 1, 20)).isTrue();
        assertThat(window.seen(1, 1, 31)).isFalse();
    }
}
