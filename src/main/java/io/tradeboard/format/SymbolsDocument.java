package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Standings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every symbol that has a board, or is configured: {@code tradeboard.symbols/1}. */
@Json
@Doc("The symbols, configured ones first, with the totals and the condition of their boards of today.")
record SymbolsDocument(
        @Doc(value = "The schema of this document.", constant = SymbolsDocument.SCHEMA)
        String schema,

        @Doc(
                value = "When this document was made, by the clock of Redis.",
                format = Doc.TIME,
                example = "2026-11-22T14:32:00.123Z")
        String at,

        @Doc("The symbols, in the order in which they are shown.")
        List<Entry> symbols) {
    static final String SCHEMA = "tradeboard.symbols/1";

    /** A symbol and its board. */
    @Json
    @Doc("A symbol, with the totals of its board of today.")
    record Entry(
            @Doc(value = "The symbol.", example = "BTC") String symbol,

            @Doc(value = "What people call it.", example = "Bitcoin")
            String name,

            @Doc(value = "How many decimals its volumes have.", example = "2")
            int scale,

            @Doc(value = "The trading day that its board counts.", format = Doc.DATE, example = "2026-11-22")
            String day,

            @Doc(
                    value = "When the board was read, by the clock of Redis.",
                    format = Doc.TIME,
                    example = "2026-11-22T14:32:00.123Z")
            String asOf,

            @Doc(
                    value = "When the next reading is due; null where none is planned.",
                    format = Doc.TIME,
                    example = "2026-11-22T14:33:00.123Z")
            @Nullable
            String nextAt,

            @Doc("The condition of the board.") BoardState state,

            @Doc("Why the board is in this state, as a sentence; null where the state speaks for itself.") @Nullable
            String reason,

            @Doc(value = "The volume of all traders.", pattern = Doc.AMOUNT, example = "44279511.20")
            String totalVolume,

            @Doc(value = "How many traders have traded.", example = "1204")
            long traders,

            @Doc(value = "How many trades are counted.", example = "4402118")
            long trades) {
        static Entry of(BoardFacts facts) {
            Standings standings = facts.standings();
            return new Entry(
                    standings.board().symbol(),
                    standings.title(),
                    standings.scale(),
                    standings.board().day().toString(),
                    Values.time(standings.asOf()),
                    Values.timeOrNull(facts.nextAt()),
                    facts.condition().state(),
                    Values.orNull(facts.condition().reason()),
                    new BigDecimal(standings.totalVolume(), standings.scale()).toPlainString(),
                    standings.traders(),
                    standings.trades());
        }
    }

    static SymbolsDocument of(List<BoardFacts> boards, Instant now) {
        return new SymbolsDocument(
                SCHEMA, Values.time(now), boards.stream().map(Entry::of).toList());
    }
}
