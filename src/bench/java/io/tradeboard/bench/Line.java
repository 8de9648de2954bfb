package io.tradeboard.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A trade as a file has it, read without the program.
 *
 * @param units of the symbol's last decimal
 */
record Line(String timestamp, String trader, String symbol, String quantity, long units) {
    static void forEach(Path ndjson, List<Market> markets, Consumer<Line> consumer) throws IOException {
        Map<String, Integer> scales = new HashMap<>();
        markets.forEach(market -> scales.put(market.symbol(), market.scale()));
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(ndjson.toFile())) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, json.getText());
                }
                String symbol = field(fields, "symbol");
                int scale = Objects.requireNonNull(scales.get(symbol), symbol);
                String quantity = field(fields, "quantity");
                long units = new BigDecimal(quantity).movePointRight(scale).longValueExact();
                consumer.accept(
                        new Line(field(fields, "timestamp"), field(fields, "traderId"), symbol, quantity, units));
            }
        }
    }

    /** The day on which it was made, in UTC. */
    String day() {
        return timestamp.substring(0, "2026-11-23".length());
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }
}
