package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Standings;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A board, or the top of it: {@code tradeboard.board/1}. */
@Json
@Doc("A board: its totals, its condition, and its best traders.")
record BoardDocument(
        @Doc(value = "The schema of this document.", constant = BoardDocument.SCHEMA)
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

        @Doc("The traders, best first.") List<RowDocument> rows) {
    static final String SCHEMA = "tradeboard.board/1";

    static BoardDocument of(BoardFacts facts) {
        Standings standings = facts.standings();
        BoardState state = facts.condition().state();
        return new BoardDocument(
                SCHEMA,
                standings.board().symbol(),
                standings.title(),
                standings.board().day().toString(),
                standings.zone().getId(),
                Values.time(standings.asOf()),
                Values.timeOrNull(facts.nextAt()),
                standings.age(facts.now()).toMillis(),
                facts.stale(),
                state == BoardState.FINAL,
                state,
                Values.orNull(facts.condition().reason()),
                daemons(standings),
                AuditDocument.of(standings.audit()),
                new BigDecimal(standings.totalVolume(), standings.scale()).toPlainString(),
                standings.traders(),
                standings.trades(),
                standings.ledger().shards(),
                RowDocument.all(facts));
    }

    private static @Nullable List<DaemonDocument> daemons(Standings standings) {
        return standings.reading().vitals().isKnown()
                ? standings.daemons().stream().map(DaemonDocument::of).toList()
                : null;
    }
}
