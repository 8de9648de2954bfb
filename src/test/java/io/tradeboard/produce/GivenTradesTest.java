package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.source.LineSource;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTradesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8,SOL:4,N:0", 8, false);
    private static final int GIVEN_ID = "d3015266-0e5f-4cd0-9173-e44567b67474".length();
    private static final List<String> SPICE = List.of(
            "\"id\":\"", "\"", "\\", "\\u0022", "id", ",", "0", "9", ".", " ", "{", "}", "ß", "Z", "-", "null", "");

    private static final String USUAL = """
            {"id":"7f1e","timestamp":"2026-11-22T10:00:00.123Z","traderId":"ann","symbol":"BTC","quantity":"1.5"}""";

    /** The trades and the reasons of the rejected lines, in their order. */
    private static List<String> given(String lines) throws IOException {
        List<String> given = new ArrayList<>();
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        try (LineSource source = LineSource.pipe(new ByteArrayInputStream(bytes), "stdin")) {
            TradeFeed feed = new GivenTrades(source, SYMBOLS, CLOCK, (arrival, reason) -> given.add(reason));
            List<String> trades = new ArrayList<>();
            for (List<Trade> next = feed.next(7); next != null; next = feed.next(7)) {
                next.forEach(trade -> trades.add(text(trade)));
            }
            given.addAll(trades);
        }
        return given;
    }

    /** What the library and the rules make of each line: reasons, and then trades. */
    private static List<String> checked(List<String> lines) {
        TradeRules rules = new TradeRules(SYMBOLS);
        List<String> reasons = new ArrayList<>();
        List<String> trades = new ArrayList<>();
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            try {
                trades.add(text(rules.check(JsonTrades.decode(bytes, 0, bytes.length), CLOCK.millis())));
            } catch (BadTradeException e) {
                reasons.add(e.reason());
            }
        }
        reasons.addAll(trades);
        return reasons;
    }

    /** The trade as text, without an id that it was given here. */
    private static String text(Trade trade) {
        RawTrade raw = RawTrade.of(trade);
        String id = raw.id() == null || raw.id().length() == GIVEN_ID ? "" : raw.id();
        return id + " " + raw.timestamp() + " " + raw.traderId() + " " + raw.symbol() + " " + raw.quantity();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'','traderId':'ann','symbol':'BTC','quantity':'1'}",
                "{'traderId':'id','symbol':'BTC','quantity':'1'}",
                "{'traderId':'id','id':'id','symbol':'BTC','quantity':'1'}",
                "{'quantity':2.50,'symbol':'N','traderId':'ann','timestamp':1795341600123,'id':'x y'}",
                "{'timestamp':'2026-11-22T10:05:00.001Z','traderId':'ann','symbol':'BTC','quantity':'1','id':'ahead'}",
                "{'timestamp':'2026-11-22T10:05:00.000Z','traderId':'ann','symbol':'BTC','quantity':'1','id':'not ahead'}",
                "{'traderId':'a\\u0022id\\u0022:\\u0022b','symbol':'BTC','quantity':'1','id':'mine'}",
                "{'traderId':'Zoë','symbol':'DOGE','quantity':'1','id':'東京'}",
                "{'traderId':'ann','symbol':'SOL','quantity':'0.00001','id':'too fine'}"
            })
    void aLineBecomesWhatTheRulesSayAlsoAfterItsNamesAreKnown(String line) throws IOException {
        String json = line.replace('\'', '"');

        assertThat(given((json + "\n").repeat(3))).isEqualTo(checked(List.of(json, json, json)));
    }

    @Test
    void randomLinesBecomeWhatTheRulesSay() throws IOException {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder line = new StringBuilder(USUAL);
            for (int edits = random.nextInt(4); edits > 0; edits--) {
                int at = 1 + random.nextInt(line.length() - 1);
                line.replace(
                        at, Math.min(line.length(), at + random.nextInt(3)), SPICE.get(random.nextInt(SPICE.size())));
            }
            lines.add(line.toString());
        }

        assertThat(given(String.join("\n", lines) + "\n")).isEqualTo(checked(lines));
    }
}
