package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolsTest {
    @Test
    void theListGivesOrderScalesAndTitles() {
        Symbols symbols = Symbols.parse("BTC:8:Bitcoin, USDC:2:USD Coin,X/Y:0", 6, false);

        assertThat(symbols.names()).containsExactly("BTC", "USDC", "X/Y");
        assertThat(symbols.scale("USDC")).isEqualTo(2);
        assertThat(symbols.title("USDC")).isEqualTo("USD Coin");
        assertThat(symbols.title("X/Y")).isEqualTo("X/Y");
    }

    @Test
    void otherSymbolsHaveTheDefaultScaleUnlessStrict() {
        Symbols open = Symbols.parse("BTC:8", 6, false);
        assertThat(open.accepts("DOGE")).isTrue();
        assertThat(open.scale("DOGE")).isEqualTo(6);
        assertThat(open.title("DOGE")).isEqualTo("DOGE");

        Symbols strict = Symbols.parse("BTC:8", 6, true);
        assertThat(strict.accepts("BTC")).isTrue();
        assertThat(strict.accepts("DOGE")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BTC", "BTC:", "BTC:x", "BTC:16", "BTC:-1", "B C:2", ":2", "BTC:2,", "BTC:2,BTC:3"})
    void aListOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> Symbols.parse(text, 8, false)).isInstanceOf(UsageException.class);
    }

    @Test
    void noScaleEscapesItsBounds() {
        assertThatThrownBy(() -> new Symbols.Known(16, "x")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new Symbols(Map.of(), -1, false)).isInstanceOf(UsageException.class);
    }

    @Test
    void titlesAreMadeSafe() {
        assertThat(Symbols.parse("BTC:8:\u001b[2J", 8, false).title("BTC")).isEqualTo("\\u001b[2J");
    }
}
