package io.tradeboard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.Names;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VolumesTest {
    private static final BigInteger MOST = BigInteger.valueOf(BoardDelta.MOST_UNITS);

    /** Against a map of the library; few traders of many and all of them, and sums that saturate. */
    @Test
    void volumesAreTheSumsOfAMapOfTheLibrary() {
        Random random = new Random(20261123);
        Names names = new Names();
        for (int round = 0; round < 200; round++) {
            Volumes volumes = new Volumes(names);
            Map<String, BigInteger> sums = new HashMap<>();
            int traders = 1 + random.nextInt(1 << random.nextInt(11));
            for (int i = 0; i < 1_000; i++) {
                String trader = "t" + random.nextInt(traders);
                long units = Math.min(1 + (random.nextLong() >>> (1 + random.nextInt(63))), BoardDelta.MOST_UNITS);
                byte[] name = trader.getBytes(StandardCharsets.UTF_8);
                volumes.add(names.number(name, 0, name.length), units);
                sums.merge(trader, BigInteger.valueOf(units), BigInteger::add);
            }
            Map<String, Long> expected = new HashMap<>();
            sums.forEach((trader, sum) -> expected.put(trader, sum.min(MOST).longValueExact()));
            assertThat(volumes).isEqualTo(expected).hasSameSizeAs(expected);
            assertThat(Map.copyOf(volumes)).isEqualTo(expected);
            assertThat(volumes.get("nobody")).isNull();
        }
    }
}
