package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({"0, PT0S", "500ms, PT0.5S", "1s, PT1S", "15m, PT15M", "2h, PT2H", "1d, PT24H", "0s, PT0S"})
    void aNumberAndAUnitAreRead(String text, Duration expected) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "-1s", "1.5s", "1 s", "s", "1S", "1w", "PT1S", "9999999999s"})
    void anotherTextIsRefused(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("\"" + text + "\" is not a duration such as 500ms, 1s, 15m, 2h or 1d");
    }
}
