package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
    @ParameterizedTest
    @CsvSource({
        "REFRESH, 61,    true",
        "REFRESH, 120,   true",
        "REFRESH, 121,   false",
        "HOUR,    180,   false",
        "HOUR,    3539,  false",
        "HOUR,    3540,  true",
        "HOUR,    9000,  true",
        "DAY,     180,   true"
    })
    void headingNamesTheTimeWhereTheBaselineIsNotWhatItSays(Baseline baseline, long ageSeconds, boolean reached) {
        assertThat(baseline.isReached(NOON.minusSeconds(ageSeconds), NOON, Duration.ofMinutes(1)))
                .isEqualTo(reached);
    }
}
