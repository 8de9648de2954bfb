package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingDaysTest {
    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-22, 2026-11-22T00:00:00Z, 24",
        "Europe/Berlin, 2026-03-28, 2026-03-27T23:00:00Z, 24",
        "Europe/Berlin, 2026-03-29, 2026-03-28T23:00:00Z, 23",
        "Europe/Berlin, 2026-10-25, 2026-10-24T22:00:00Z, 25",
        "America/New_York, 2026-03-08, 2026-03-08T05:00:00Z, 23",
        "America/New_York, 2026-11-01, 2026-11-01T04:00:00Z, 25",
        "Asia/Kolkata, 2026-03-29, 2026-03-28T18:30:00Z, 24",
        "America/Santiago, 2026-09-06, 2026-09-06T04:00:00Z, 23",
    })
    void aDayRunsFromMidnightToMidnightInItsZone(ZoneId zone, LocalDate day, Instant start, int hours) {
        TradingDays days = TradingDays.of(zone);
        long startMillis = start.toEpochMilli();
        long endMillis = startMillis + Duration.ofHours(hours).toMillis();

        assertThat(days.endMillis(day)).isEqualTo(endMillis);
        assertThat(days.dayOf(startMillis - 1)).isEqualTo(day.minusDays(1));
        assertThat(days.dayOf(startMillis)).isEqualTo(day);
        assertThat(days.dayOf(endMillis - 1)).isEqualTo(day);
        assertThat(days.dayOf(endMillis)).isEqualTo(day.plusDays(1));
    }

    @Test
    void latenessPutsOffTheCloseAndRetentionTheExpiry() {
        TradingDays days = new TradingDays(ZoneId.of("Europe/Berlin"), Duration.ofHours(1), Duration.ofDays(7));
        LocalDate day = LocalDate.of(2026, 10, 25);
        long end = Instant.parse("2026-10-25T23:00:00Z").toEpochMilli();
        long close = end + Duration.ofHours(1).toMillis();

        assertThat(days.isLate(day, close - 1)).isFalse();
        assertThat(days.isLate(day, close)).isTrue();
        assertThat(days.expiresMillis(day)).isEqualTo(end + Duration.ofDays(7).toMillis());
    }

    @Test
    void byDefaultADayClosesAndExpiresAtItsMidnight() {
        TradingDays days = TradingDays.of(ZoneId.of("UTC"));
        LocalDate day = LocalDate.of(2026, 11, 22);

        assertThat(days.isLate(day, days.endMillis(day) - 1)).isFalse();
        assertThat(days.isLate(day, days.endMillis(day))).isTrue();
        assertThat(days.expiresMillis(day)).isEqualTo(days.endMillis(day));
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, PT0S", "PT0S, PT-1S", "PT2S, PT1S"})
    void latenessBeyondTheRetentionIsRefused(Duration lateness, Duration retention) {
        assertThatThrownBy(() -> new TradingDays(ZoneId.of("UTC"), lateness, retention))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
