package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static final int MOST = 1 << 20;

    private static String written(Trade trade) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonTrades.generator(out)) {
            JsonTrades.write(RawTrade.plain(trade), json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String text(JsonLines lines) {
        return new String(lines.text(), StandardCharsets.UTF_8);
    }

    @Test
    void theLibraryReadsTheSameTradeFromALine() throws BadTradeException {
        for (Trade trade : TradeLines.trades()) {
            JsonLines line = JsonLines.of(List.of(trade), 1, MOST);
            assertThat(JsonTrades.decode(line.text(), 0, line.text().length)).isEqualTo(RawTrade.plain(trade));
        }
    }

    @Test
    void textBeyondTheFirstCapacityIsWrittenWhole() throws IOException {
        Trade trade = new Trade("\t\"".repeat(5_000), 0, "Zoë\\", "BTC", 1, 8);

        assertThat(text(JsonLines.of(List.of(trade, trade), 9, 10))).isEqualTo(written(trade));
    }

    @Test
    void asManyAreWrittenAsMayBeAndFit() throws IOException {
        Trade trade = new Trade("1", 0, "ann", "BTC", 1, 8);
        String line = written(trade);
        List<Trade> four = List.of(trade, trade, trade, trade);

        assertThat(JsonLines.of(four, 3, MOST).count()).isEqualTo(3);
        assertThat(JsonLines.of(four, 9, MOST).count()).isEqualTo(4);
        JsonLines two = JsonLines.of(four, 9, 2 * line.length() + 1);
        assertThat(two.count()).isEqualTo(2);
        assertThat(text(two)).isEqualTo(line + "\n" + line);
        assertThat(JsonLines.of(four, 9, 2 * line.length()).count()).isEqualTo(1);
    }
}
