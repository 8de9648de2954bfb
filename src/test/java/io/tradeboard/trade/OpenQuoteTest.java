package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenQuoteTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|false",
                "a,b,c|false",
                "a,\"b\",c|false",
                "a,\"b|true",
                "\"|true",
                "\"\"|false",
                "\"\"\"|true",
                "\"a\"\"|true",
                "\"a\"\"\"|false",
                "a\"b|false",
                "a,b\"|false",
                "\"a\"x\"|false",
                "\"a\",\"|true",
                "a,\"b\"\",c|true",
                "a long line without any quote at all,\"|true",
            })
    void aQuoteIsOpenAfterALineWhereACellBeganWithOneThatNothingEnded(String line, boolean open) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            OpenQuote quote = new OpenQuote();
            quote.take(bytes, 0, cut);
            quote.take(bytes, cut, bytes.length - cut);
            quote.endLine();
            assertThat(quote.isOpen()).as("cut at %d", cut).isEqualTo(open);
        }
    }

    @Test
    void aQuoteStaysOpenUntilALineEndsItAndOnlyThen() {
        OpenQuote quote = new OpenQuote();
        assertThat(after(quote, "a,\"b")).isTrue();
        assertThat(after(quote, "")).isTrue();
        assertThat(after(quote, "c,BTC,1")).isTrue();
        assertThat(after(quote, "said \"\"so\"\"")).isTrue();
        assertThat(after(quote, "d\",\"e")).isTrue();
        assertThat(after(quote, "f\",g")).isFalse();
        assertThat(after(quote, "a,BTC,1")).isFalse();
    }

    /** Whether a quote is open decides whether the library finds one record in lines that are joined. */
    @Test
    void randomLinesAgreeHoweverTheyAreCut() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                line.append("\",ab".charAt(random.nextInt(4)));
            }
            OpenQuote whole = new OpenQuote();
            OpenQuote bytewise = new OpenQuote();
            boolean expected = after(whole, line.toString());
            for (char c : line.toString().toCharArray()) {
                bytewise.take(new byte[] {(byte) c}, 0, 1);
            }
            bytewise.endLine();
            assertThat(bytewise.isOpen()).as(line.toString()).isEqualTo(expected);
        }
    }

    private static boolean after(OpenQuote quote, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        quote.take(bytes, 0, bytes.length);
        quote.endLine();
        return quote.isOpen();
    }
}
