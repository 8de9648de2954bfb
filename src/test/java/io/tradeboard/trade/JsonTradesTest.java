package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTradesTest {
    private static final String FULL = "{\"id\":\"7f1e\",\"timestamp\":\"2026-11-22T10:00:00.123Z\","
            + "\"traderId\":\"moving-whale\",\"symbol\":\"BTC\",\"quantity\":\"123.45\"}";

    @Test
    void allFieldsAreRead() throws BadTradeException {
        assertThat(decode(FULL))
                .isEqualTo(new RawTrade("7f1e", "2026-11-22T10:00:00.123Z", "moving-whale", "BTC", "123.45"));
    }

    @Test
    void onlyTheGivenPartOfTheBytesIsRead() throws BadTradeException {
        byte[] bytes = ("}" + FULL + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(JsonTrades.decode(bytes, 1, bytes.length - 2)).isEqualTo(decode(FULL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0.1",
                "123.4500",
                "1e400",
                "1E-999999999",
                "9007199254740993",
                "0.1234567890123456789012345678901234567890",
                "-3.2"
            })
    void numbersKeepTheirLiteralText(String number) throws BadTradeException {
        assertThat(decode("{\"quantity\":" + number + ",\"id\":" + number + "}"))
                .isEqualTo(new RawTrade(number, null, null, null, number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {} \r\n",
                "{\"id\":null,\"quantity\":null}",
                "{\"Venue\":\"x\",\"price\":12,\"ok\":true,\"tags\":[1,{\"id\":\"nested\"}],\"\":\"\"}",
                "\uFEFF{}",
            })
    void nullsAndOtherFieldsCountAsMissing(String line) throws BadTradeException {
        assertThat(decode(line)).isEqualTo(new RawTrade(null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|not a JSON object",
                "[]|not a JSON object",
                "null|not a JSON object",
                "\"{}\"|not a JSON object",
                "17|not a JSON object",
                "{}{}|there is text after the JSON object",
                "{} 1|there is text after the JSON object",
                "{}}|not valid JSON near character 3",
                "{},|not valid JSON near character 3",
                "{|not valid JSON: it ends early",
                "{\"id\":\"x|not valid JSON: it ends early",
                "{\"x\":[1,2|not valid JSON: it ends early",
                "{\"quantity\":NaN}|not valid JSON near character",
                "{\"quantity\":Infinity}|not valid JSON near character",
                "{\"quantity\":-Infinity}|not valid JSON near character",
                "{\"quantity\":+1}|not valid JSON near character",
                "{\"quantity\":01}|not valid JSON near character",
                "{\"quantity\":.5}|not valid JSON near character",
                "{\"quantity\":1.}|not valid JSON near character",
                "{\"quantity\":0x10}|not valid JSON near character",
                "{'id':1}|not valid JSON near character",
                "{id:1}|not valid JSON near character",
                "{\"id\":1,}|not valid JSON near character",
                "{\"id\":\"\\x\"}|not valid JSON near character",
                "{\"id\":\"\\u12\"}|not valid JSON near character",
                "{/**/}|not valid JSON near character",
                "{\"id\":\"x\",\"id\":\"y\"}|id is given twice",
                "{\"id\":null,\"id\":\"y\"}|id is given twice",
                "{\"quantity\":1,\"\\u0071uantity\":2}|quantity is given twice",
                "{\"quantity\":[1]}|quantity must be text or a number",
                "{\"traderId\":{}}|traderId must be text or a number",
                "{\"symbol\":true}|symbol must be text or a number",
            })
    void anythingElseIsRejected(String line, String reason) {
        assertThatThrownBy(() -> decode(line))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "stray continuation, 80",
        "lone lead, C3",
        "overlong slash, C0AF",
        "overlong null, E08080",
        "high surrogate, EDA080",
        "surrogate pair (CESU-8), EDA0BDEDB08B",
        "beyond U+10FFFF, F4908080",
        "five bytes, F888808080",
        "cut short, F09F90",
        "Latin-1, 4DFC6C6C6572",
        "never used, FF",
    })
    void invalidUtf8IsRejected(String name, String hex) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("{\"traderId\":\"".getBytes(StandardCharsets.UTF_8));
        line.writeBytes(HexFormat.of().parseHex(hex));
        line.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> JsonTrades.decode(line.toByteArray(), 0, line.size()))
                .as(name)
                .isInstanceOf(BadTradeException.class)
                .hasMessage("not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE"})
    void otherEncodingsAreNotGuessed(String charset) {
        byte[] bytes = FULL.getBytes(Charset.forName(charset));
        assertThatThrownBy(() -> JsonTrades.decode(bytes, 0, bytes.length)).isInstanceOf(BadTradeException.class);
    }

    @Test
    void aGenuineReplacementCharacterIsValid() throws BadTradeException {
        assertThat(decode("{\"traderId\":\"\uFFFD\"}").traderId()).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc0b\\ud83d", "a\\udfff"})
    void aLoneSurrogateEscapeNeverMakesATrade(String escaped) {
        String line = "{\"traderId\":\"" + escaped + "\",\"symbol\":\"BTC\",\"quantity\":1}";
        assertThatThrownBy(() -> new TradeRules(TradeLines.SYMBOLS).check(decode(line), 0))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith("traderId");
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "{\"x\":, }"})
    void eightLevelsAreTakenAndNineRejected(String open, String close) throws BadTradeException {
        assertThat(decode("{\"x\":" + open.repeat(7) + (open.equals("[") ? "" : "1") + close.repeat(7) + "}"))
                .isNotNull();
        assertThatThrownBy(() -> decode("{\"x\":" + open.repeat(8) + "1" + close.repeat(8) + "}"))
                .isInstanceOf(BadTradeException.class)
                .hasMessage("JSON is nested more than 8 deep");
        assertThatThrownBy(() -> decode("{\"x\":" + open.repeat(10_000))).hasMessage("JSON is nested more than 8 deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"%s\"}", "{\"quantity\":%s}", "{\"x\":1.%s}", "{\"%s\":1}", "{\"id\":\"%s\\n\"}"})
    void aLineOf64KiBIsTakenAndOneByteMoreRejected(String form) throws BadTradeException {
        int room = RawTrade.MAX_LINE_BYTES - String.format(form, "").length();
        assertThat(decode(String.format(form, "7".repeat(room)))).isNotNull();
        assertThatThrownBy(() -> decode(String.format(form, "7".repeat(room + 1))))
                .isInstanceOf(BadTradeException.class)
                .hasMessage("line is longer than 65536 bytes");
    }

    @Test
    void randomAndDamagedLinesOnlyEverBreakARule() throws IOException {
        TradeLines.assertOnlyRulesBreak(FULL, JsonTrades::decode);
    }

    @Test
    void aTradeIsWrittenInFixedOrderWithoutNeedlessZeros() throws IOException {
        assertThat(encode(new Trade("7f1e", 1795341600123L, "moving-whale", "BTC", 12_345_000_000L, 8)))
                .isEqualTo(FULL + "\n");
        assertThat(encode(new Trade(null, 1795341600000L, "a\"\\b", "BTC", 1, 8)))
                .isEqualTo("{\"timestamp\":\"2026-11-22T10:00:00.000Z\",\"traderId\":\"a\\\"\\\\b\","
                        + "\"symbol\":\"BTC\",\"quantity\":\"0.00000001\"}\n");
    }

    @Test
    void writtenTradesAreReadBackUnchanged() throws IOException, BadTradeException {
        for (Trade trade : TradeLines.trades()) {
            RawTrade raw = decode(encode(trade));
            assertThat(new TradeRules(TradeLines.SYMBOLS).check(raw, trade.timestampMillis()))
                    .isEqualTo(trade);
        }
    }

    private static RawTrade decode(String line) throws BadTradeException {
        return TradeLines.decode(JsonTrades::decode, line);
    }

    private static String encode(Trade trade) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonTrades.encode(trade, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
