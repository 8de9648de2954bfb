package io.tradeboard.trade;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Names a board: the ranking of one symbol on one trading day; or one of the shards of which it consists.
 *
 * @param shard {@link Shard#WHOLE} for the board as people know it, which is also the only shard of most
 */
public record BoardId(String symbol, LocalDate day, Shard shard) {
    public BoardId {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(shard, "shard");
    }

    public BoardId(String symbol, LocalDate day) {
        this(symbol, day, Shard.WHOLE);
    }

    /** The board that this is a shard of. */
    public BoardId whole() {
        return shard.of() == 1 ? this : new BoardId(symbol, day);
    }

    /** One of so many shards of the board. */
    public BoardId shard(int number, int of) {
        return of == 1 ? whole() : new BoardId(symbol, day, new Shard(number, of));
    }

    /** All of so many shards of the board. */
    public List<BoardId> shards(int of) {
        return IntStream.range(0, of).mapToObj(number -> shard(number, of)).toList();
    }

    // Written out, as linking those of a record takes a short command a twentieth of its time.
    @Override
    public boolean equals(Object other) {
        return other instanceof BoardId id
                && symbol.equals(id.symbol)
                && day.equals(id.day)
                && shard.number() == id.shard.number()
                && shard.of() == id.shard.of();
    }

    @Override
    public int hashCode() {
        return 31 * (31 * symbol.hashCode() + day.hashCode()) + Shard.MOST * shard.of() + shard.number();
    }

    @Override
    public String toString() {
        return symbol + " " + day + (shard.of() == 1 ? "" : " shard " + shard);
    }
}
