package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void sumsHaveNoLimit() {
        Random random = new Random(20261128);
        for (int round = 0; round < 1_000; round++) {
            Tally tally = new Tally();
            BigInteger sum = BigInteger.ZERO;
            for (int left = random.nextInt(20); left > 0; left--) {
                long units = random.nextLong() >>> (1 + random.nextInt(63));
                BigInteger more = BigInteger.valueOf(units);
                if (random.nextBoolean()) {
                    tally.add(units);
                } else {
                    more = more.multiply(BigInteger.TEN);
                    tally.add(more);
                }
                sum = sum.add(more);
            }
            assertThat(tally.value()).isEqualTo(sum);
            tally.clear();
            assertThat(tally.value()).isZero();
        }
    }
}
