package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.read.Standings;
import java.util.List;

/** The traders of a board that a search found: {@code tradeboard.search/1}. */
@Json
@Doc("The traders of a board whose name contains a text.")
record SearchDocument(
        @Doc(value = "The schema of this document.", constant = SearchDocument.SCHEMA)
        String schema,

        @Doc(value = "The symbol of the board.", example = "BTC")
        String symbol,

        @Doc(value = "What people call the symbol.", example = "Bitcoin")
        String name,

        @Doc(value = "The trading day that the board counts.", format = Doc.DATE, example = "2026-11-22")
        String day,

        @Doc(
                value = "When the board was read, by the clock of Redis.",
                format = Doc.TIME,
                example = "2026-11-22T14:32:00.123Z")
        String asOf,

        @Doc(value = "The text that was searched for.", example = "mira")
        String query,

        @Doc("The traders found, best first.") List<RowDocument> rows) {
    static final String SCHEMA = "tradeboard.search/1";

    /** @param facts a board whose rows are those that were found */
    static SearchDocument of(BoardFacts facts, String query) {
        Standings standings = facts.standings();
        return new SearchDocument(
                SCHEMA,
                standings.board().symbol(),
                standings.title(),
                standings.board().day().toString(),
                Values.time(standings.asOf()),
                query,
                RowDocument.all(facts));
    }
}
