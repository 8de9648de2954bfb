package io.tradeboard.trade;

import io.tradeboard.run.UsageException;
import io.tradeboard.text.Printable;
import java.util.HashMap;
import java.util.Map;

/**
 * Into how many shards a daemon is to split the boards of symbols, from their next day on.
 *
 * @param bySymbol those with more than one
 */
public record BoardShards(Map<String, Integer> bySymbol) {
    public static final BoardShards NONE = new BoardShards(Map.of());

    public BoardShards {
        bySymbol = Map.copyOf(bySymbol);
    }

    /**
     * Reads {@code SYMBOL:SHARDS,...}; nothing is no symbol.
     *
     * @throws UsageException with a message for a person if the text does not have that form
     */
    public static BoardShards parse(String text) {
        Map<String, Integer> bySymbol = new HashMap<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] parts = entry.strip().split(":", -1);
            if (parts.length != 2 || !Symbols.isSymbol(parts[0])) {
                throw new UsageException("board shards " + Printable.quote(entry) + " are not SYMBOL:SHARDS");
            }
            int shards = Shard.count(parts[1]);
            if (shards == 0) {
                throw new UsageException("the shards of " + parts[0] + " must be from 1 to " + Shard.MOST + ", not "
                        + Printable.quote(parts[1]));
            }
            if (bySymbol.put(parts[0], shards) != null) {
                throw new UsageException("the shards of " + parts[0] + " are given twice");
            }
        }
        return new BoardShards(bySymbol);
    }

    public int of(String symbol) {
        return bySymbol.getOrDefault(symbol, 1);
    }
}
