package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {
    private static final List<String> REQUIRED = List.of("traderId", "symbol", "quantity");

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                " timestamp|timestamp",
                "timestamp |timestamp",
                "Timestamp|timestamp",
                "TIMESTAMP|timestamp",
                "time_stamp|timestamp",
                "time stamp|timestamp",
                "Time-Stamp|timestamp",
                "timeStamp|timestamp",
                "timestamp\u200b|timestamp",
                "\u00a0timestamp|timestamp",
                "\ufefftimestamp|timestamp",
                "ｔｉｍｅｓｔａｍｐ|timestamp",
                "tіmestamp|timestamp",
                "timestmp|timestamp",
                "timestmap|timestamp",
                "timestamps|timestamp",
                "time|timestamp",
                "Time|timestamp",
                "date|timestamp",
                "Date|timestamp",
                "datetime|timestamp",
                "date_time|timestamp",
                "ts|timestamp",
                "TS|timestamp",
                "ts_ms|timestamp",
                "created_at|timestamp",
                "createdAt|timestamp",
                "created-at|timestamp",
                "executed_at|timestamp",
                "trade_time|timestamp",
                "tradeDate|timestamp",
                "timestamp_ms|timestamp",
                "Timestamp (UTC)|timestamp",
                "time[ms]|timestamp",
                "epoch|timestamp",
                "epoch_ms|timestamp",
                "unix_time|timestamp",
                "event_time|timestamp",
                "Order Time(UTC)|timestamp",
                "tradeCreatedAt|timestamp",
                "block_timestamp|timestamp",
                "block_time|timestamp",
                "close_time|timestamp",
                "closed_at|timestamp",
                "settled_at|timestamp",
                "recvTime|timestamp",
                "deal_time|timestamp",
                "tid|id",
                "dealId|id",
                "matchId|id",
                "trade_ref|id",
                "ID|id",
                "Id|id",
                " id|id",
                "id |id",
                "_id|id",
                "trade_id|id",
                "tradeId|id",
                "uuid|id",
            })
    void aNameThatIsNearlyThatOfAnOptionalFieldIsRefusedInEveryForm(String name, String meant) {
        String problem = " must be named " + meant;
        List<String> names = new ArrayList<>(REQUIRED);
        names.add(name);
        assertThatThrownBy(() -> FieldNames.check(names, "field"))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith("field \"")
                .hasMessageEndingWith(problem);
        byte[] header = String.join(",", names).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new CsvTrades(header, 0, header.length))
                .isInstanceOf(BadTradeException.class)
                .hasMessageStartingWith("column \"")
                .hasMessageEndingWith(problem);
        assertThatThrownBy(() -> TradeLines.decode(
                        JsonTrades::decode,
                        "{\"traderId\":\"kestrel\",\"symbol\":\"BTC\",\"quantity\":1,\"" + name + "\":1}"))
                .isInstanceOf(BadTradeException.class)
                .hasMessageEndingWith(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "trader_id,symbol,quantity,trader_id,traderId",
        "TraderID,symbol,quantity,TraderID,traderId",
        "trader,symbol,quantity,trader,traderId",
        "user,symbol,quantity,user,traderId",
        "account_id,symbol,quantity,account_id,traderId",
        "traderId,ticker,quantity,ticker,symbol",
        "traderId,Symbol,quantity,Symbol,symbol",
        "traderId,instrument,quantity,instrument,symbol",
        "traderId,symbol,qty,qty,quantity",
        "traderId,symbol,Qty.,Qty.,quantity",
        "traderId,symbol,amount,amount,quantity",
        "traderId,symbol,size,size,quantity",
        "traderId,symbol,quantitiy,quantitiy,quantity",
    })
    void oneOfARequiredFieldToo(String first, String second, String third, String name, String meant) {
        assertThatThrownBy(() -> FieldNames.check(List.of(first, second, third), "column"))
                .isInstanceOf(BadTradeException.class)
                .hasMessage("column \"" + name + "\" must be named " + meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "venue",
                "note",
                "price",
                "side",
                "comment",
                "exchange",
                "fee",
                "orderId",
                "order_id",
                "liquidity",
                "isMaker",
                "status",
                "type",
                "source",
                "currencyCode",
                "x",
                "",
                " ",
                "#",
                "1",
                "quality",
                "strategy",
                "settlement",
                "timeInForce",
                "timezone",
                "leverage",
                "备注"
            })
    void otherNamesAreIgnored(String name) throws BadTradeException {
        List<String> names = new ArrayList<>(REQUIRED);
        names.add(name);
        FieldNames.check(names, "column");
        assertThat(TradeLines.decode(
                        JsonTrades::decode,
                        "{\"traderId\":\"kestrel\",\"symbol\":\"BTC\",\"quantity\":1,\"" + name + "\":1}"))
                .isEqualTo(new RawTrade(null, null, "kestrel", "BTC", "1"));
    }

    /** Beside the field itself a synonym is another column, and another spelling of it is still an error. */
    @Test
    void aSynonymBesideItsFieldIsIgnoredAndAnotherSpellingIsNot() {
        List<String> names = List.of("id", "timestamp", "traderId", "symbol", "quantity");
        for (String synonym : List.of("time", "created_at", "trade_id", "user", "account", "market", "amount", "qty")) {
            List<String> more = new ArrayList<>(names);
            more.add(synonym);
            assertThatCode(() -> FieldNames.check(more, "column")).doesNotThrowAnyException();
        }
        for (String spelling : List.of("Timestamp", " id", "trader_id", "SYMBOL", "quantity ")) {
            List<String> more = new ArrayList<>(names);
            more.add(spelling);
            assertThatThrownBy(() -> FieldNames.check(more, "column")).isInstanceOf(BadTradeException.class);
        }
    }

    @Test
    void whatIsNestedHasNamesOfItsOwn() throws BadTradeException {
        assertThat(TradeLines.decode(
                        JsonTrades::decode,
                        "{\"traderId\":\"kestrel\",\"symbol\":\"BTC\",\"quantity\":1,\"x\":{\"time\":1,\"ID\":2}}"))
                .isEqualTo(new RawTrade(null, null, "kestrel", "BTC", "1"));
    }
}
