package io.tradeboard.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, '1,023 bytes'",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048575, 1.0 MiB",
        "5000000, 4.8 MiB",
        "1073741824, 1.0 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytesHaveAUnitOfTheirSize(long bytes, String text) {
        assertThat(Sizes.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 entries", "1, 1 entry", "2, 2 entries", "1204, '1,204 entries'"})
    void pluralsAgree(long count, String text) {
        assertThat(Counts.of(count, "entry", "entries")).isEqualTo(text);
    }
}
