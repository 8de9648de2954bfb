package io.tradeboard.trade;

import java.time.LocalDate;
import java.util.Objects;

/** Names a board: the ranking of one symbol on one trading day. */
public record BoardId(String symbol, LocalDate day) {
    public BoardId {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(day, "day");
    }

    @Override
    public String toString() {
        return symbol + " " + day;
    }
}
