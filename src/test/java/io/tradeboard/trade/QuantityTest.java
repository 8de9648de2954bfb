package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "1, 8, 100000000",
        "0.00000001, 8, 1",
        "123.45, 2, 12345",
        "123.4500000000000000000000000000000000000000, 2, 12345",
        "9007199254740991, 0, 9007199254740991",
        "90071992.54740991, 8, 9007199254740991",
        "1e3, 2, 100000",
        "1.5E+2, 0, 150",
        "1e-8, 8, 1",
        "+1, 0, 1",
        "1., 0, 1",
        ".5, 1, 5",
        "007, 0, 7",
    })
    void exactDecimalsAreCountedInUnits(String text, int scale, long units) throws BadTradeException {
        assertThat(Quantity.parse(text, scale)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "0|must be > 0",
                "0e5|must be > 0",
                "-0|must be > 0",
                "-1|must be > 0",
                "-3.2|must be > 0",
                "-1e400|must be > 0",
                "9007199254740992|above the limit of 90071992.54740991",
                "90071992.54740992|above the limit of 90071992.54740991",
                "1e400|above the limit",
                "0.000000001|more than the 8 decimals",
                "1e-400|more than the 8 decimals",
                "0.1234567890123456789012345678901234567890|more than the 8 decimals",
                "1e999999999|must have an exponent from -400 to 400",
                "1e-999999999|must have an exponent from -400 to 400",
                "1e99999999999999999999|must have an exponent from -400 to 400",
                "NaN|not a decimal",
                "Infinity|not a decimal",
                "-Infinity|not a decimal",
                "''|not a decimal",
                " 1|not a decimal",
                "1 |not a decimal",
                ".|not a decimal",
                "-|not a decimal",
                "e5|not a decimal",
                "1e|not a decimal",
                "1e+|not a decimal",
                "1.2.3|not a decimal",
                "1,000|not a decimal",
                "1_000|not a decimal",
                "0x10|not a decimal",
                "１|not a decimal",
                "1f|not a decimal",
                "--1|not a decimal",
            })
    void anythingElseIsRejectedWithItsValue(String text, String reason) {
        assertThatThrownBy(() -> Quantity.parse(text, 8))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith("quantity \"" + text + "\" ")
                .hasMessageContaining(reason);
    }

    @Test
    void lengthIsBoundedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> Quantity.parse("9".repeat(60_000), 8))
                .isInstanceOf(BadTradeException.class)
                .hasMessage("quantity is longer than 128 characters");
    }

    @Test
    void unitsSurviveTextAndBackAndAgreeWithBigDecimal() throws BadTradeException {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            int scale = random.nextInt(Quantity.MAX_SCALE + 1);
            long units = 1 + (random.nextLong() >>> (11 + random.nextInt(50))) % Quantity.MAX_UNITS;
            BigDecimal exact = BigDecimal.valueOf(units).movePointLeft(scale);
            assertThat(Quantity.parse(exact.toString(), scale)).isEqualTo(units);
            assertThat(Quantity.parse(exact.toEngineeringString(), scale)).isEqualTo(units);
            assertThat(Quantity.parse(Quantity.formatShortest(units, scale), scale))
                    .isEqualTo(units);
            assertThat(new BigDecimal(Quantity.format(units, scale))).isEqualTo(exact.setScale(scale));
        }
    }

    @ParameterizedTest
    @CsvSource({"150, 2, 1.50, 1.5", "100, 2, 1.00, 1", "1000, 0, 1000, 1000", "1, 8, 0.00000001, 0.00000001"})
    void textIsPlainWithAllDecimalsOrOnlyTheNeeded(long units, int scale, String all, String needed) {
        assertThat(Quantity.format(units, scale)).isEqualTo(all);
        assertThat(Quantity.formatShortest(units, scale)).isEqualTo(needed);
    }
}
