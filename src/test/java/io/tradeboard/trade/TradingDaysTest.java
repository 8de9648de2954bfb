package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Moments around each midnight and each change of a clock in two years, asked for in any order: time goes back too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "America/Santiago",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Africa/Cairo"
            })
    void theDayThatIsRememberedNeverChangesAnAnswer(ZoneId zone) {
        TradingDays days = new TradingDays(zone, Duration.ofHours(1), Duration.ofHours(2));
        List<Long> moments = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2025, 12, 31); day.getYear() < 2028; day = day.plusDays(1)) {
            moments.add(midnight(zone, day));
        }
        for (Instant at = Instant.parse("2026-01-01T00:00:00Z"); at.isBefore(Instant.parse("2028-01-01T00:00:00Z")); ) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(at);
            if (next == null) {
                break;
            }
            moments.add(next.getInstant().toEpochMilli());
            at = next.getInstant();
        }
        Random random = new Random(14);
        for (int i = 0; i < 50_000; i++) {
            long moment = moments.get(random.nextInt(moments.size())) + random.nextInt(3) - 1;
            LocalDate day = dayByCounting(zone, moment);
            assertThat(days.dayOf(moment)).isEqualTo(day);
            LocalDate asked = random.nextBoolean() ? day : day.plusDays(random.nextInt(5) - 2);
            long end = midnight(zone, asked.plusDays(1));
            assertThat(days.endMillis(asked)).isEqualTo(end);
            assertThat(days.expiresMillis(asked)).isEqualTo(end + 2 * 3_600_000);
            assertThat(days.isLate(asked, end + 3_600_000 - 1)).isFalse();
            assertThat(days.isLate(asked, end + 3_600_000)).isTrue();
        }
    }

    /** By the offset that the zone has at that moment, without a calendar of the zone. */
    private static LocalDate dayByCounting(ZoneId zone, long moment) {
        long seconds = zone.getRules().getOffset(Instant.ofEpochMilli(moment)).getTotalSeconds();
        return LocalDate.ofEpochDay(Math.floorDiv(moment + seconds * 1_000, 86_400_000L));
    }

    /** The first millisecond whose local day is that day, found by halving: where midnight is skipped, the day begins later. */
    private static long midnight(ZoneId zone, LocalDate day) {
        long before = (day.toEpochDay() - 2) * 86_400_000L;
        long after = (day.toEpochDay() + 2) * 86_400_000L;
        while (after - before > 1) {
            long middle = (before + after) >>> 1;
            if (dayByCounting(zone, middle).isBefore(day)) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return after;
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, PT0S", "PT0S, PT-1S", "PT2S, PT1S"})
    void latenessBeyondTheRetentionIsRefused(Duration lateness, Duration retention) {
        assertThatThrownBy(() -> new TradingDays(ZoneId.of("UTC"), lateness, retention))
                .isInstanceOf(UsageException.class);
    }
}
