package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.read.Standings;
import java.math.BigDecimal;

/** The shapes of the first API, which its clients still read. */
final class LegacyDocument {
    /** A row of {@code /leaderboard/{symbol}}. */
    @Json
    @Doc("A row of a leaderboard.")
    record Row(
            @Doc(value = "The trader.", example = "mira.k") String traderId,

            @Doc(
                    value = "What the trader has traded: a number with all its decimals, which a float may not hold.",
                    example = "3904551.90")
            BigDecimal totalVolume,

            @Doc(value = "The trader's rank.", example = "3")
            int rank) {
        static Row of(Standings.Row row, int scale) {
            return new Row(row.traderId(), BigDecimal.valueOf(row.volume(), scale), row.rank());
        }
    }

    /** The answer of {@code /version}. */
    @Json
    @Doc("The version of the server.")
    record Version(
            @Doc(value = "The version.", example = "1.0.0") String version) {}

    private LegacyDocument() {}
}
