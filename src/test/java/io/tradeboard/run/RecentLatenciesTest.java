package io.tradeboard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentLatenciesTest {
    private static final Percentage ERROR = Percentage.withPercentage(1);

    private final RecentLatencies lags = new RecentLatencies();

    @Test
    void eachTradeOfAGroupCountsWithTheTimeFromItsArrivalToTheEndOfTheFlush() {
        long now = seconds(5);
        lags.record(
                List.of(
                        new Arrived(now - millis(900), 10),
                        new Arrived(now - millis(500), 30),
                        new Arrived(now - millis(20), 60)),
                now);

        Latencies told = lags.lastMinute(now + seconds(2));
        assertThat(told.trades()).isEqualTo(100);
        assertThat(told.p50Micros()).isCloseTo(20_000, ERROR);
        assertThat(told.p99Micros()).isCloseTo(900_000, ERROR);
        assertThat(told.maxMicros()).isCloseTo(900_000, ERROR);
    }

    @Test
    void oneSlowTradeOfAThousandIsTheLongestAndNotThe99th() {
        lags.record(List.of(new Arrived(0, 1), new Arrived(millis(1_990), 999)), millis(2_000));

        Latencies told = lags.lastMinute(millis(2_000));
        assertThat(told.p99Micros()).isCloseTo(10_000, ERROR);
        assertThat(told.maxMicros()).isCloseTo(2_000_000, ERROR);
    }

    /** The clock may start anywhere. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1_000, 1_000_000_000})
    void aLagIsToldForFiftySecondsAndForgottenAfterSixty(long startSeconds) {
        long start = seconds(startSeconds);
        lags.record(List.of(new Arrived(start, 7)), start);
        lags.record(List.of(new Arrived(start, 1)), start + seconds(25));

        assertThat(lags.lastMinute(start + seconds(50)).trades()).isEqualTo(8);
        assertThat(lags.lastMinute(start + seconds(60)).trades()).isEqualTo(1);
        assertThat(lags.lastMinute(start + seconds(70)).trades()).isEqualTo(1);
        assertThat(lags.lastMinute(start + seconds(85))).isEqualTo(Latencies.NONE);
    }

    @Test
    void afterASilenceOfHoursNothingOldIsTold() {
        for (int second = 0; second < 60; second++) {
            lags.record(List.of(new Arrived(seconds(second), 1)), seconds(second));
        }
        assertThat(lags.lastMinute(seconds(59)).trades()).isEqualTo(60);

        long later = Duration.ofHours(5).toNanos();
        lags.record(List.of(new Arrived(later - millis(3), 1)), later);
        assertThat(lags.lastMinute(later).trades()).isEqualTo(1);
        assertThat(lags.lastMinute(later).maxMicros()).isCloseTo(3_000, within(30L));
    }

    @Test
    void whatTookLongerThanADayIsToldAsADay() {
        long day = Duration.ofDays(1).toNanos();
        lags.record(List.of(new Arrived(0, 1)), 3 * day);

        assertThat(lags.lastMinute(3 * day).maxMicros()).isCloseTo(day / 1_000, ERROR);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
