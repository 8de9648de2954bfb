package io.tradeboard.cli;

import io.tradeboard.trade.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a change of symbols comes to, in words for the operator. */
final class SymbolChanges {
    private SymbolChanges() {}

    /** In one line; empty where nothing is different. */
    static Optional<String> between(Symbols before, Symbols after) {
        List<String> changes = new ArrayList<>();
        after.known().forEach((symbol, known) -> {
            Symbols.Known earlier = before.known().get(symbol);
            if (earlier == null) {
                changes.add("added " + symbol + ":" + known.scale());
            } else {
                if (earlier.scale() != known.scale()) {
                    changes.add(symbol + " has " + known.scale() + " decimals");
                }
                if (!earlier.title().equals(known.title())) {
                    changes.add(symbol + " is titled " + known.title());
                }
            }
        });
        before.names().stream()
                .filter(symbol -> !after.known().containsKey(symbol))
                .forEach(symbol -> changes.add("removed " + symbol));
        List<String> kept = new ArrayList<>(before.names());
        kept.retainAll(after.names());
        if (!after.names().stream().filter(kept::contains).toList().equals(kept)) {
            changes.add("reordered");
        }
        if (before.defaultScale() != after.defaultScale()) {
            changes.add("others have " + after.defaultScale() + " decimals");
        }
        if (before.strict() != after.strict()) {
            changes.add("others are " + (after.strict() ? "rejected" : "accepted"));
        }
        return changes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changes));
    }
}
