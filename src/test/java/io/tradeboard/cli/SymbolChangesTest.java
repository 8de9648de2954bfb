package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.Symbols;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolChangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BTC:8:Bitcoin,SOL:4       | 8 | false | ''",
                "BTC:8:Bitcoin,SOL:4,XRP:2 | 8 | false | added XRP:2",
                "SOL:4                     | 8 | false | removed BTC",
                "SOL:4,BTC:8:Bitcoin       | 8 | false | reordered",
                "SOL:4,XRP:2,BTC:8:Bitcoin | 8 | false | added XRP:2, reordered",
                "BTC:8:Gold,SOL:5          | 8 | false | BTC is titled Gold, SOL has 5 decimals",
                "BTC:8:Bitcoin,SOL:4       | 2 | true  | others have 2 decimals, others are rejected"
            })
    void everyDifferenceIsNamed(String symbols, int defaultScale, boolean strict, String changes) {
        assertThat(SymbolChanges.between(
                                Symbols.parse("BTC:8:Bitcoin,SOL:4", 8, false),
                                Symbols.parse(symbols, defaultScale, strict))
                        .orElse(""))
                .isEqualTo(changes);
    }
}
