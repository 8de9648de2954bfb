package io.tradeboard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 trades", "1|1 trade", "999|999 trades", "1204|1,204 trades", "-1204|-1,204 trades"})
    void nounsAgreeAndThousandsHaveCommas(long count, String text) {
        assertThat(Counts.of(count, "trade")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                -7,
                99,
                -100,
                999,
                -999,
                1_000,
                -1_000,
                999_999,
                -999_999,
                1_000_000,
                Long.MIN_VALUE,
                Long.MAX_VALUE
            })
    void commasAreThoseOfTheFormatter(long number) {
        assertThat(Counts.withCommas(Long.toString(number))).isEqualTo(String.format(Locale.ROOT, "%,d", number));
    }

    @Test
    void decimalsHaveNoCommas() {
        DecimalFormat format = new DecimalFormat("#,##0.00000000", DecimalFormatSymbols.getInstance(Locale.ROOT));
        assertThat(Counts.withCommas("1234567.12345678"))
                .isEqualTo(format.format(1234567.12345678))
                .isEqualTo("1,234,567.12345678");
    }
}
