package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trader's place, under the same head as its board: {@code tradeboard.rank/1}. */
@Json
@Doc("A trader's place on a board, and the places around it.")
record RankDocument(
        @Doc(value = "The schema of this document.", constant = RankDocument.SCHEMA)
        String schema,

        @Doc(value = "The symbol of the board.", example = "BTC")
        String symbol,

        @Doc(value = "What people call the symbol.", example = "Bitcoin")
        String name,

        @Doc(value = "The trading day that the board counts.", format = Doc.DATE, example = "2026-11-22")
        String day,

        @Doc(value = "The time zone whose midnight ends the trading day.", example = "UTC")
        String zone,

        @Doc(
                value =
                        "When the board was read, by the clock of Redis; of one with several shards, when the first was.",
                format = Doc.TIME,
                example = "2026-11-22T14:32:00.123Z")
        String asOf,

        @Doc(
                value = "When the next reading is due; null where the board is read only on request.",
                format = Doc.TIME,
                example = "2026-11-22T14:33:00.123Z")
        @Nullable
        String nextAt,

        @Doc(value = "How old the reading was when this document was made, in milliseconds.", example = "0")
        long ageMs,

        @Doc("Whether Redis could not be reached, so that these are the last known volumes.")
        boolean stale,

        @Doc("Whether the day is over and every writer has closed it, so that the volumes never change again.")
        @Json.Property("final")
        boolean isFinal,

        @Doc("The condition of the board. LIVE, EMPTY, CLOSING and FINAL are normal; in any other state volumes may be"
                + " too low or out of date.")
        BoardState state,

        @Doc("Why the board is in this state, as a sentence; null where the state speaks for itself.") @Nullable
        String reason,

        @Doc("The last heartbeat of each daemon, the latest first; null where it was not read.") @Nullable
        List<DaemonDocument> daemons,

        @Doc("The result of the last audit, which recounts the log; null before the first one.") @Nullable
        AuditDocument audit,

        @Doc(value = "The volume of all traders.", pattern = Doc.AMOUNT, example = "44279511.20")
        String totalVolume,

        @Doc(value = "How many traders have traded.", example = "1204")
        long traders,

        @Doc(value = "How many trades are counted.", example = "4402118")
        long trades,

        @Doc(value = "Over how many shards its traders are spread.", example = "1")
        int shards,

        @Doc(value = "The trader.", example = "mira.k") String traderId,

        @Doc(value = "The trader's rank; equal volumes share one, and the next ones are skipped.", example = "3")
        int rank,

        @Doc("Whether another trader has the same volume.") boolean tied,

        @Doc(value = "What the trader has traded.", pattern = Doc.AMOUNT, example = "3904551.90")
        String volume,

        @Doc("Whether the volume is the largest that a board can hold, so that the true one may be larger.")
        boolean capped,

        @Doc("The trader and the nearest ones above and below, best first.")
        List<RowDocument> rows) {
    static final String SCHEMA = "tradeboard.rank/1";

    /** @param own the trader's row, one of those of the facts */
    static RankDocument of(BoardFacts facts, Standings.Row own) {
        BoardDocument head = BoardDocument.of(facts);
        return new RankDocument(
                SCHEMA,
                head.symbol(),
                head.name(),
                head.day(),
                head.zone(),
                head.asOf(),
                head.nextAt(),
                head.ageMs(),
                head.stale(),
                head.isFinal(),
                head.state(),
                head.reason(),
                head.daemons(),
                head.audit(),
                head.totalVolume(),
                head.traders(),
                head.trades(),
                head.shards(),
                own.traderId(),
                own.rank(),
                own.tied(),
                Quantity.format(own.volume(), facts.standings().scale()),
                own.isCapped(),
                head.rows());
    }
}
