package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a board came to stand as it does: {@code tradeboard.history/1}. */
@Json
@Doc("The samples of a board: the first one of the day, and one for each minute of the last hour in which it changed.")
record HistoryDocument(
        @Doc(value = "The schema of this document.", constant = HistoryDocument.SCHEMA)
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

        @Doc(
                value = "When the next reading is due; null where none is planned.",
                format = Doc.TIME,
                example = "2026-11-22T14:33:00.123Z")
        @Nullable
        String nextAt,

        @Doc("The samples, oldest first; a minute without one stood as the one before it.")
        List<Minute> samples) {
    static final String SCHEMA = "tradeboard.history/1";

    /** How the board stood at a full minute. */
    @Json
    @Doc("The top of a board at a full minute.")
    record Minute(
            @Doc(value = "The minute.", format = Doc.TIME, example = "2026-11-22T14:31:00Z")
            String at,

            @Doc(value = "How many traders had traded.", example = "1203")
            long traders,

            @Doc("The best of them, at most ten.") List<Place> rows) {
        /** How many traders a sample shows. */
        static final int ROWS = 10;

        static Minute of(Sample sample, int scale) {
            return new Minute(
                    Values.time(sample.at()),
                    sample.traders(),
                    sample.rows().stream()
                            .limit(ROWS)
                            .map(row -> Place.of(row, scale))
                            .toList());
        }
    }

    /** A trader's place then. */
    @Json
    @Doc("A trader's place at a full minute.")
    record Place(
            @Doc(value = "The trader's rank; equal volumes share one.", example = "3")
            int rank,

            @Doc(value = "The trader.", example = "mira.k") String traderId,

            @Doc(value = "The name that is shown: the alias, or the id.", example = "Mira K.")
            String name,

            @Doc(value = "What the trader had traded.", pattern = Doc.AMOUNT, example = "3903648.15")
            String volume) {
        static Place of(Standings.Row row, int scale) {
            return new Place(row.rank(), row.traderId(), row.name(), Quantity.format(row.volume(), scale));
        }
    }

    static HistoryDocument of(BoardFacts facts) {
        Standings standings = facts.standings();
        return new HistoryDocument(
                SCHEMA,
                standings.board().symbol(),
                standings.title(),
                standings.board().day().toString(),
                Values.time(standings.asOf()),
                Values.timeOrNull(facts.nextAt()),
                facts.history().samples().stream()
                        .map(sample -> Minute.of(sample, standings.scale()))
                        .toList());
    }
}
