package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDecoderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"traderId\":\"ann\"};{\"traderId\":\"bob\"}|ann;bob",
                "\uFEFF{\"traderId\":\"ann\"};{\"traderId\":\"bob\"}|ann;bob",
                "traderId,symbol,quantity;ann,BTC,1;bob,BTC,1|-;ann;bob",
                "\uFEFFtraderId,symbol,quantity;ann,BTC,1|-;ann",
                "; \t;{\"traderId\":\"ann\"};;{\"traderId\":\"bob\"}|-;-;ann;-;bob",
                "traderId,symbol,quantity;;ann,BTC,1|-;-;ann",
                "rubbish;{\"traderId\":\"ann\"}|neither a JSON object nor a CSV header: CSV header has no column;ann",
                "rubbish;quantity,symbol,traderId;1,BTC,ann"
                        + "|neither a JSON object nor a CSV header: CSV header has no column;-;ann",
                "{\"traderId\":\"ann\"};rubbish;{\"traderId\":\"bob\"}|ann;not valid JSON;bob",
                "traderId,symbol,quantity;{};ann,BTC,1|-;CSV line has 1 cells, its header 3;ann",
            })
    void theFirstGoodLineTellsWhatTheOthersAre(String lines, String expected) {
        LineDecoder decoder = new LineDecoder();
        List<String> outcomes = new ArrayList<>();
        for (String line : lines.split(";", -1)) {
            outcomes.add(outcome(decoder, line));
        }

        String[] wanted = expected.split(";", -1);
        assertThat(outcomes).hasSize(wanted.length);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(outcomes.get(i)).startsWith(wanted[i]);
        }
        assertThat(decoder.knowsFormat()).isTrue();
    }

    private static String outcome(LineDecoder decoder, String line) {
        byte[] padded = ("xx" + line + "x").getBytes(StandardCharsets.UTF_8);
        try {
            RawTrade trade = decoder.decode(padded, 2, padded.length - 3);
            return trade == null ? "-" : String.valueOf(trade.traderId());
        } catch (BadTradeException e) {
            return e.reason();
        }
    }
}
