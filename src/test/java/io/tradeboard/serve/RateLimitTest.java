package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final RateLimit limit = new RateLimit(2, now::get);

    private void take(String address, int times) throws Problem {
        for (int i = 0; i < times; i++) {
            limit.check(address);
        }
    }

    @Test
    void fourSecondsWorthMayComeAtOnceAndNoMore() throws Problem {
        take("a", 8);
        assertThatThrownBy(() -> limit.check("a"))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.status()).isEqualTo(429));
    }

    @Test
    void tokensComeBackWithTime() throws Problem {
        take("a", 8);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        take("a", 2);
        assertThatThrownBy(() -> limit.check("a")).isInstanceOf(Problem.class);
    }

    @Test
    void addressesOfOneNetworkShareTheirTokens() throws Problem {
        for (int i = 1; i <= 8; i++) {
            limit.check("[2001:db8:1:2::" + i + "]");
        }
        assertThatThrownBy(() -> limit.check("2001:db8:1:2:ffff::9")).isInstanceOf(Problem.class);
        take("2001:db8:1:3::1", 8);
        take("192.0.2.1", 8);
        take("192.0.2.2", 8);
        take("::ffff:192.0.2.3", 8);
        take("fe80::1%eth99", 8);
        take("not:an:address", 8);
    }

    @Test
    void oneAddressDoesNotSpendTheTokensOfAnother() throws Problem {
        take("a", 8);
        take("b", 8);
    }

    @Test
    void zeroIsNoLimit() throws Problem {
        RateLimit none = new RateLimit(0, now::get);
        for (int i = 0; i < 1_000; i++) {
            none.check("a");
        }
    }
}
