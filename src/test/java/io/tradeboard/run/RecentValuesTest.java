package io.tradeboard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentValuesTest {
    private static final Percentage ERROR = Percentage.withPercentage(1);

    private final RecentValues values = new RecentValues();

    @Test
    void eachTradeOfAGroupCountsWithTheTimeFromItsArrivalToTheEndOfTheFlush() {
        long now = seconds(5);
        values.record(
                List.of(
                        new Arrived(now - millis(900), 10),
                        new Arrived(now - millis(500), 30),
                        new Arrived(now - millis(20), 60)),
                now);

        Quantiles told = values.lastMinute(now + seconds(2));
        assertThat(told.count()).isEqualTo(100);
        assertThat(told.p50()).isCloseTo(20_000, ERROR);
        assertThat(told.p99()).isCloseTo(900_000, ERROR);
        assertThat(told.max()).isCloseTo(900_000, ERROR);
    }

    @Test
    void oneSlowTradeOfAThousandIsTheLongestAndNotThe99th() {
        values.record(List.of(new Arrived(0, 1), new Arrived(millis(1_990), 999)), millis(2_000));

        Quantiles told = values.lastMinute(millis(2_000));
        assertThat(told.p99()).isCloseTo(10_000, ERROR);
        assertThat(told.max()).isCloseTo(2_000_000, ERROR);
    }

    /** The clock may start anywhere. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1_000, 1_000_000_000})
    void aDelayIsReportedForFiftySecondsAndForgottenAfterSixty(long startSeconds) {
        long start = seconds(startSeconds);
        values.record(List.of(new Arrived(start, 7)), start);
        values.record(List.of(new Arrived(start, 1)), start + seconds(25));

        assertThat(values.lastMinute(start + seconds(50)).count()).isEqualTo(8);
        assertThat(values.lastMinute(start + seconds(60)).count()).isEqualTo(1);
        assertThat(values.lastMinute(start + seconds(70)).count()).isEqualTo(1);
        assertThat(values.lastMinute(start + seconds(85))).isEqualTo(Quantiles.NONE);
    }

    @Test
    void afterASilenceOfHoursNothingOldIsReported() {
        for (int second = 0; second < 60; second++) {
            values.record(List.of(new Arrived(seconds(second), 1)), seconds(second));
        }
        assertThat(values.lastMinute(seconds(59)).count()).isEqualTo(60);

        long later = Duration.ofHours(5).toNanos();
        values.record(List.of(new Arrived(later - millis(3), 1)), later);
        assertThat(values.lastMinute(later).count()).isEqualTo(1);
        assertThat(values.lastMinute(later).max()).isCloseTo(3_000, within(30L));
    }

    @Test
    void whatTookLongerThanADayIsReportedAsADay() {
        long day = Duration.ofDays(1).toNanos();
        values.record(List.of(new Arrived(0, 1)), 3 * day);

        assertThat(values.lastMinute(3 * day).max()).isCloseTo(day / 1_000, ERROR);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
