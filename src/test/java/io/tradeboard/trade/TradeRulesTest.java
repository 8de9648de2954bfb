package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.text.Printable;
import io.tradeboard.text.PrintableTest;
import java.text.Normalizer;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradeRulesTest {
    private static final long ARRIVAL = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8:Bitcoin,USDC:2:USD Coin", 4, false);

    private static final Pattern BLANK = Pattern.compile("[\\p{Z}\u2800]");

    private final TradeRules rules = new TradeRules(SYMBOLS);

    @Test
    void aGoodTradeKeepsEveryField() throws BadTradeException {
        Trade trade =
                rules.check(new RawTrade("7f1e", "2026-11-22T09:59:59.123Z", "moving-whale", "USDC", "123.4"), ARRIVAL);

        assertThat(trade).isEqualTo(new Trade("7f1e", ARRIVAL - 877, "moving-whale", "USDC", 12340, 2));
    }

    @Test
    void missingTimeIsTheArrivalAndMissingIdIsNone() throws BadTradeException {
        for (String id : new @Nullable String[] {null, ""}) {
            Trade trade = rules.check(new RawTrade(id, null, "kestrel", "DOGE", "1"), ARRIVAL);
            assertThat(trade).isEqualTo(new Trade(null, ARRIVAL, "kestrel", "DOGE", 10_000, 4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-|BTC|1|traderId is missing",
                "''|BTC|1|traderId is missing",
                "t|-|1|symbol is missing",
                "t|''|1|symbol is missing",
                "t|BTC|-|quantity is missing",
                "t|BTC|''|quantity is missing",
                "t|BTC|-3.2|quantity \"-3.2\" must be > 0",
                "t|USDC|0.001|quantity \"0.001\" has more than the 2 decimals of its symbol",
                "t|DOGE|0.00001|quantity \"0.00001\" has more than the 4 decimals of its symbol",
            })
    void requiredFieldsAreChecked(
            @Nullable String trader, @Nullable String symbol, @Nullable String quantity, String reason) {
        assertRejected(new RawTrade(null, null, trader, symbol, quantity), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "9", "btc", "BTC-PERP", "ETH/USD", "a.b_c", "A2345678901234567890123456789012"})
    void symbolsOfTheRightFormAreTaken(String symbol) throws BadTradeException {
        assertThat(rules.check(new RawTrade(null, null, "t", symbol, "1"), ARRIVAL)
                        .symbol())
                .isEqualTo(symbol);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-A", ".A", " A", "A ", "A B", "Ä", "A:B", "A\n", "A\u0000", "A23456789012345678901234567890123"
            })
    void symbolsOfAnotherFormAreRejected(String symbol) {
        assertRejected(
                new RawTrade(null, null, "t", symbol, "1"),
                "symbol " + Printable.quote(symbol)
                        + " must be 1 to 32 of A-Z a-z 0-9 . _ / - and start with a letter or digit");
    }

    @Test
    void strictSymbolsRefuseOthers() {
        TradeRules strict = new TradeRules(Symbols.parse("BTC:8", 8, true));
        assertThatThrownBy(() -> strict.check(new RawTrade(null, null, "t", "DOGE", "1"), ARRIVAL))
                .hasMessage("symbol DOGE is not configured (strict symbols)");
    }

    @Test
    void aNameIsTakenExactlyIfEveryCodePointIsSafeAndItIsInNormalForm() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String name = Character.toString(c);
            boolean allowed = !PrintableTest.UNSAFE.matcher(name).find()
                    && Normalizer.normalize(name, Normalizer.Form.NFC).equals(name)
                    && !BLANK.matcher(name).matches();
            assertThat(isTaken(name)).as("U+%04X", c).isEqualTo(allowed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud800b", "\udc00", "a\u200bb", "a\u202eb", "\u001b[2J", "a\tb", "a\u0085b", "\ufeffa"})
    void hostileNamesAreRejectedAndShownEscaped(String name) {
        assertRejected(
                new RawTrade(null, null, name, "BTC", "1"),
                "traderId " + Printable.quote(name) + " contains a control or invisible character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", "\u00a0", "\u1680", "\u2003", "\u2007", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000", "\u2800"
            })
    void aBlankAtEitherEndOfANameIsRejectedAndInsideAnyButASpace(String blank) {
        for (String name : new String[] {blank, blank + blank, "kestrel" + blank, blank + "kestrel", " a" + blank}) {
            assertThat(isTaken(name)).as("\"%s\"", name).isFalse();
        }
        assertThat(isTaken("blue" + blank + "heron")).isEqualTo(blank.equals(" "));
    }

    @Test
    void namesAreComparedInNormalForm() {
        assertThat(isTaken("Zo\u00eb")).isTrue();
        assertRejected(
                new RawTrade(null, null, "Zoe\u0308", "BTC", "1"),
                "traderId \"Zoe\u0308\" is not in Unicode normal form C");
    }

    @Test
    void textIsBoundedInBytes() {
        assertThat(isTaken("a".repeat(128))).isTrue();
        assertThat(isTaken("a".repeat(129))).isFalse();
        assertThat(isTaken("é".repeat(64))).isTrue();
        assertThat(isTaken("é".repeat(64) + "a")).isFalse();
        assertThat(isTaken("\uD83D\uDC0B".repeat(32))).isTrue();
        assertThat(isTaken("\uD83D\uDC0B".repeat(33))).isFalse();
        assertRejected(
                new RawTrade("i".repeat(65), null, "t", "BTC", "1"),
                "id \"" + "i".repeat(65) + "\" is longer than 64 bytes of UTF-8");
        assertRejected(
                new RawTrade("a\u0007", null, "t", "BTC", "1"),
                "id \"a\\u0007\" contains a control or invisible character");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:00:00.123Z, 2026-11-22T10:00:00.123Z",
        "2026-11-22T10:00:00Z, 2026-11-22T10:00:00Z",
        "2026-11-22T10:00Z, 2026-11-22T10:00:00Z",
        "2026-11-22T10:00:00.123456789Z, 2026-11-22T10:00:00.123Z",
        "2026-11-22T11:30:00+01:30, 2026-11-22T10:00:00Z",
        "2026-11-22T05:00:00.5-05:00, 2026-11-22T10:00:00.500Z",
        "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
        "0001-01-01T00:00:00.000Z, 0001-01-01T00:00:00Z",
        "2026-11-22 10:00:00Z, 2026-11-22T10:00:00Z",
        "2026-11-22 10:00:00+0000, 2026-11-22T10:00:00Z",
        "2026-11-22 10:00:00+00, 2026-11-22T10:00:00Z",
        "2026-11-22 10:00:00+00:00, 2026-11-22T10:00:00Z",
        "2026-11-22 10:00:00 +0000, 2026-11-22T10:00:00Z",
        "2026-11-22 10:00:00.123456+0530, 2026-11-22T04:30:00.123Z",
        "2026-11-22T10:00:00+0000, 2026-11-22T10:00:00Z",
        "2026-11-22T10:00:00+00, 2026-11-22T10:00:00Z",
        "2026-11-22T10:00:00.5-0130, 2026-11-22T11:30:00.500Z",
        "2026-11-22T10:00:00z, 2026-11-22T10:00:00Z",
        "1795341600, 2026-11-22T10:00:00Z",
        "1795341600.1, 2026-11-22T10:00:00.100Z",
        "1795341600.123456789, 2026-11-22T10:00:00.123Z",
        "1795341600123.9, 2026-11-22T10:00:00.123Z",
        "1795341600123456, 2026-11-22T10:00:00.123Z",
        "1795341600123456789, 2026-11-22T10:00:00.123Z",
        "9999999999, 2286-11-20T17:46:39Z",
        "9999999999999, 2286-11-20T17:46:39.999Z",
        "9999999999999999999, 2286-11-20T17:46:39.999Z",
        "0000000000000, 1970-01-01T00:00:00Z",
        "1795341600123, 2026-11-22T10:00:00.123Z",
    })
    void timesAreIsoWithOffsetOrANumberWhoseDigitsGiveItsUnit(String text, Instant expected) throws BadTradeException {
        Trade trade = rules.check(new RawTrade(null, text, "t", "BTC", "1"), Instant.MAX.getEpochSecond());
        assertThat(trade.timestampMillis()).isEqualTo(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-22",
                "2026-11-22T10:00:00Z Z",
                "2026-11-22 10:00:00ZZ",
                "2026-11-22  10:00:00Z",
                "2026-11-22T 10:00:00Z",
                "2026-11-2210:00:00Z",
                "2026-11-22 10:00:00+",
                "2026-11-22 10:00:00+0",
                "2026-11-22 10:00:00 UTC",
                "2026-11-22 10:00:00+25",
                "22/11/2026 10:00:00Z",
                " 2026-11-22T10:00:00Z",
                "1795341600 ",
                "1795341600.",
                ".5",
                "1.7953416e9",
                "-1795341600",
                "1795341600.1.2",
                "2026-02-29T10:00:00.000Z",
                "2026-13-01T10:00:00.000Z",
                "2026-11-22T24:00:00.000Z",
                "2026-11-22T23:59:60.000Z",
                "2026-11-22T10:00:00+19:00",
                "２０２６-11-22T10:00:00.123Z",
                "2026-11-22T10:00:0+.123Z",
                "-1",
                "+1",
                "1e12",
                "1_795_341_600"
            })
    void otherTimesAreRejected(String text) {
        assertRejected(
                new RawTrade(null, text, "t", "BTC", "1"),
                "timestamp \"" + text + "\" is neither ISO-8601 with an offset nor a number since the epoch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T10:00",
                "2026-11-22T10:00:00",
                "2026-11-22t10:00:00",
                "2026-11-22 10:00:00",
                "2026-11-22 10:00:00.123456",
                "2026-11-22T10:00:00.123",
                "2026-11-22T10:00:00,123",
            })
    void aTimeWithoutZoneIsNeverGuessed(String text) {
        assertRejected(
                new RawTrade(null, text, "t", "BTC", "1"),
                "timestamp \"" + text + "\" has no zone; end it with Z or an offset such as +01:00");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 11, 12, 14, 15, 17, 18, 20, 40})
    void otherCountsOfDigitsAreRejectedWithThoseThatAreTaken(int digits) {
        for (String decimals : new String[] {"", ".5"}) {
            assertRejected(
                    new RawTrade(null, "1".repeat(digits) + decimals, "t", "BTC", "1"),
                    "timestamp \"" + "1".repeat(digits) + decimals + "\" has " + digits
                            + (digits == 1 ? " digit" : " digits")
                            + "; since the epoch, 10 are seconds, 13 milliseconds, 16 microseconds and 19 nanoseconds");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-12-31T23:59:59.999Z",
                "0001-01-01T00:00:00+01:00",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00"
            })
    void timesBeyondFourDigitYearsAreRejected(String text) {
        assertRejected(
                new RawTrade(null, text, "t", "BTC", "1"), "timestamp \"" + text + "\" is not from year 0001 to 9999");
    }

    @Test
    void aTimeMayBeFiveMinutesAheadOfTheArrivalAndNoMore() throws BadTradeException {
        Trade trade = rules.check(new RawTrade(null, "2026-11-22T10:05:00.000Z", "t", "BTC", "1"), ARRIVAL);
        assertThat(trade.timestampMillis()).isEqualTo(ARRIVAL + 300_000);
        assertRejected(
                new RawTrade(null, "2026-11-22T10:05:00.001Z", "t", "BTC", "1"),
                "timestamp \"2026-11-22T10:05:00.001Z\" is more than 5 minutes ahead of its arrival"
                        + " at 2026-11-22T10:00:00.000Z");
    }

    private boolean isTaken(String traderId) {
        try {
            rules.check(new RawTrade(null, null, traderId, "BTC", "1"), ARRIVAL);
            return true;
        } catch (BadTradeException e) {
            return false;
        }
    }

    private void assertRejected(RawTrade raw, String reason) {
        assertThatThrownBy(() -> rules.check(raw, ARRIVAL))
                .isInstanceOf(BadTradeException.class)
                .hasMessage(reason);
    }
}
