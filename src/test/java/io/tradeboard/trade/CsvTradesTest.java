package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTradesTest {
    private static final String HEADER = "id,timestamp,traderId,symbol,quantity";

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADER,
                HEADER + "\r\n",
                "\uFEFF" + HEADER,
                "\"id\",\"timestamp\",\"traderId\",\"symbol\",\"quantity\"",
            })
    void theHeaderNamesTheColumns(String header) throws BadTradeException {
        assertThat(decode(header, "7f1e,2026-11-22T10:00:00Z,kestrel,BTC,1.5"))
                .isEqualTo(new RawTrade("7f1e", "2026-11-22T10:00:00Z", "kestrel", "BTC", "1.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|"})
    void aHeaderWithAnotherSeparatorIsRefusedWithTheRightOne(String separator) {
        String header = String.join(separator, "traderName2", "symbol", "quantity");

        assertThatThrownBy(() -> decode(header, "ann" + separator + "BTC" + separator + "1"))
                .isInstanceOf(BadTradeException.class)
                .hasMessageContaining("CSV header has no column traderId; this looks like a CSV with \""
                        + (separator.equals("\t") ? "\\t" : separator) + "\", only \",\" is read");
    }

    @Test
    void columnsComeInAnyOrderAndOthersArePassedOver() throws BadTradeException {
        assertThat(decode("note,quantity,symbol,note,,traderId,price", "x,1,BTC,y,z,kestrel,9"))
                .isEqualTo(new RawTrade(null, null, "kestrel", "BTC", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|CSV header has no column traderId",
                "traderId,symbol|CSV header has no column quantity",
                "traderId,symbol,note;quantities|CSV header has no column quantity",
                "traderId, symbol,quantity|column \" symbol\" must be named symbol",
                "TraderId,symbol,quantity|column \"TraderId\" must be named traderId",
                "trader,ticker,qty|column \"trader\" must be named traderId, column \"ticker\" must be named symbol,"
                        + " column \"qty\" must be named quantity",
                "traderId,symbol,quantity,symbol|CSV header has column symbol twice",
                "traderId,symbol,quantity,id,id|CSV header has column id twice",
                "traderId,symbol,\"quantity|not valid CSV",
                "{\"traderId\":\"kestrel\"}|CSV header has no column traderId",
            })
    void aHeaderWithoutEveryRequiredColumnOnceIsRefused(String header, String reason) {
        assertThatThrownBy(() -> csv(header))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1,2,\"a,b\",BTC,1|a,b",
                "1,2,\"a\"\"b\",BTC,1|a\"b",
                "1,2,a\"b,BTC,1|a\"b",
                "1,2, a ,BTC,1| a ",
                "1,2,東京トレーダー,BTC,1|東京トレーダー",
                "#1,2,a,BTC,1|a",
                "1,2,=1+1,BTC,1|=1+1",
            })
    void cellsAreReadAsRfc4180Says(String line, String trader) throws BadTradeException {
        assertThat(decode(HEADER, line).traderId()).isEqualTo(trader);
    }

    @ParameterizedTest
    @ValueSource(strings = {",,,,", "\"\",\"\",\"\",\"\",\"\"", ",,,,\n", ",,,,\r\n"})
    void emptyCellsAreMissingFields(String line) throws BadTradeException {
        assertThat(decode(HEADER, line)).isEqualTo(new RawTrade(null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|CSV line has 1 cells, its header 5",
                "1,2,a,BTC|CSV line has 4 cells, its header 5",
                "1,2,a,BTC,1,|CSV line has 6 cells, its header 5",
                "1,2,a,BTC,\"1|not valid CSV: misplaced or unclosed quote",
                "1,2,\"a\"x,BTC,1|not valid CSV: misplaced or unclosed quote",
            })
    void otherLinesAreRejected(String line, String reason) {
        assertThatThrownBy(() -> decode(HEADER, line))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2,a,BTC,1\r1,2,b,BTC,1", "1,2,\"a\nb\",BTC,1", "1,2,a,BTC,1\n\n", "1,2,a,BTC,1\r\r"})
    void aLineBreakInsideIsRejected(String line) {
        assertThatThrownBy(() -> decode(HEADER, line))
                .isInstanceOf(BadTradeException.class)
                .hasMessage("not valid CSV: a line break inside the line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "symbol,traderId,quantity|taken",
                "quantity,note,symbol,traderId|taken",
                "traderId,symbol,quantity|taken",
                "\uFEFFtraderId,symbol,quantity|taken",
                "kestrel,BTC,1|-",
                "user,ID,5|-",
                "user,ID,none|-",
                "traderId,BTC,x|-",
                "traderId,symbol,5|-",
                "kestrel,\"BTC,1|-",
                "traderId,symbol,note|CSV header has no column quantity",
                "trader,symbol,quantity|column \"trader\" must be named traderId",
                "Trader,Ticker,Qty|column \"Trader\" must be named traderId",
                "traderId,symbol,quantity, timestamp|column \" timestamp\" must be named timestamp",
            })
    void aHeaderBelowTheFirstIsDistinguishedFromABadTrade(String line, @Nullable String expected) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        String outcome;
        try {
            outcome = CsvTrades.headerIn(bytes, 0, bytes.length) == null ? null : "taken";
        } catch (BadTradeException e) {
            outcome = e.reason();
        }
        if (expected == null) {
            assertThat(outcome).isNull();
        } else {
            assertThat(outcome).startsWith(expected);
        }
    }

    @Test
    void lengthAndCellsAreBounded() throws BadTradeException {
        String line = "1,2,a,BTC," + "7".repeat(RawTrade.MAX_LINE_BYTES - 10);
        assertThat(decode(HEADER, line).quantity()).hasSize(RawTrade.MAX_LINE_BYTES - 10);
        assertThatThrownBy(() -> decode(HEADER, line + "7")).hasMessage("line is longer than 65536 bytes");
        assertThatThrownBy(() -> decode(HEADER, ",".repeat(60_000)))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith("not valid CSV");
    }

    @Test
    void invalidUtf8IsRejected() throws BadTradeException {
        byte[] line = "1,2,M\u00fcller,BTC,1".getBytes(StandardCharsets.ISO_8859_1);
        CsvTrades csv = csv(HEADER);
        assertThatThrownBy(() -> csv.decode(line, 0, line.length)).hasMessage("not valid UTF-8");
    }

    @Test
    void randomAndDamagedLinesOnlyEverBreakARule() throws BadTradeException {
        TradeLines.assertOnlyRulesBreak("7f1e,2026-11-22T10:00:00.123Z,\"mov,ing\",BTC,1.5", csv(HEADER)::decode);
    }

    @Test
    void writtenTradesAreReadBackUnchanged() throws IOException, BadTradeException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        CsvTrades.encodeHeader(header);
        assertThat(header).hasToString(HEADER + "\n");
        CsvTrades csv = new CsvTrades(header.toByteArray(), 0, header.size());

        for (Trade trade : TradeLines.trades()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CsvTrades.encode(trade, out);
            RawTrade raw = csv.decode(out.toByteArray(), 0, out.size());
            assertThat(new TradeRules(TradeLines.SYMBOLS).check(raw, trade.timestampMillis()))
                    .isEqualTo(trade);
        }
    }

    private static CsvTrades csv(String header) throws BadTradeException {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        return new CsvTrades(bytes, 0, bytes.length);
    }

    private static RawTrade decode(String header, String line) throws BadTradeException {
        return TradeLines.decode(csv(header)::decode, line);
    }
}
