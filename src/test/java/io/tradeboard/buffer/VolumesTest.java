package io.tradeboard.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tradeboard.trade.BoardDelta;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VolumesTest {
    private static final BigInteger MOST = BigInteger.valueOf(BoardDelta.MOST_UNITS);

    /** Against a map of the library; names of few hashes, new and old strings of the same name, sums that saturate. */
    @Test
    void volumesAreTheSumsOfAMapOfTheLibrary() {
        Random random = new Random(20261123);
        for (int round = 0; round < 200; round++) {
            Volumes volumes = new Volumes();
            Map<String, BigInteger> sums = new HashMap<>();
            int traders = 1 + random.nextInt(1 << random.nextInt(11));
            for (int i = 0; i < 1_000; i++) {
                String trader = trader(random.nextInt(traders));
                long units = Math.min(1 + (random.nextLong() >>> (1 + random.nextInt(63))), BoardDelta.MOST_UNITS);
                volumes.add(trader, units);
                sums.merge(trader, BigInteger.valueOf(units), BigInteger::add);
            }
            Map<String, Long> expected = new HashMap<>();
            sums.forEach((trader, sum) -> expected.put(trader, sum.min(MOST).longValueExact()));
            assertThat(volumes).isEqualTo(expected).hasSameSizeAs(expected);
            assertThat(Map.copyOf(volumes)).isEqualTo(expected);
            assertThat(volumes.get("nobody")).isNull();
        }
    }

    /** Without a seed these would be four billion looks at another's slot. */
    @Test
    void namesMadeToCollideCostNoMoreThanOthers() {
        Volumes volumes = new Volumes();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int number = 0; number < 1 << 16; number++) {
                volumes.add(colliding(number, 16), 1);
            }
        });
        assertThat(volumes).hasSize(1 << 16);
        assertThat(volumes.get(colliding(77, 16))).isEqualTo(1);
    }

    /** Half of them share one hash. */
    private static String trader(int number) {
        return number % 2 == 0 ? "t" + number : colliding(number, 11);
    }

    /** "Aa" and "BB" have the same hash, and so have all rows of so many of them. */
    private static String colliding(int number, int pairs) {
        return Integer.toBinaryString(number | 1 << pairs).replace("0", "Aa").replace("1", "BB");
    }
}
