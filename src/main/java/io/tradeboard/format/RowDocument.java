package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.read.History;
import io.tradeboard.read.LastHour;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A trader's row of a board. */
@Json
@Doc("A trader's row of a board.")
record RowDocument(
        @Doc(
                value =
                        "1 for the highest volume; equal volumes share a rank, and the next ones are skipped: 1, 2, 2, 4.",
                example = "3")
        int rank,

        @Doc("Whether another trader on the board has the same volume.")
        boolean tied,

        @Doc(value = "The trader.", example = "mira.k") String traderId,

        @Doc(value = "The name to show: the trader's alias, or else its id.", example = "mira.k")
        String name,

        @Doc(value = "What the trader has traded this day.", pattern = Doc.AMOUNT, example = "3904551.90")
        String volume,

        @Doc("Whether the volume is the largest that a board can hold, so that the true one may be larger.")
        boolean capped,

        @Doc(value = "The part of the total volume, from 0 to 1.", pattern = Doc.AMOUNT, example = "0.0882")
        String share,

        @Doc(
                value = "The volume missing to the next higher one; null for the leaders.",
                pattern = Doc.AMOUNT,
                example = "885563.12")
        @Nullable
        String gapToNext,

        @Doc(
                value = "How many places the trader has climbed in the last hour, negative where it fell; in the"
                        + " first hour of a board, since its first sample. Null where that is not known, and"
                        + " for a newcomer.",
                example = "1")
        @Nullable
        Integer movement,

        @Doc(
                value = "What the trader has traded in each five minutes of the last hour, the earliest first:"
                        + " twelve amounts, null where one is not known; null where none is.",
                pattern = Doc.AMOUNT,
                items = RowDocument.PARTS,
                example = "[\"0.00\",\"0.00\",\"1510.25\",\"0.00\",\"88.00\",\"0.00\",\"0.00\",\"0.00\","
                        + "\"42.10\",\"0.00\",\"0.00\",\"903.75\"]")
        @Nullable
        List<@Nullable String> lastHour) {
    /** Into how many parts the last hour is divided. */
    static final int PARTS = 12;

    private static final int SHARE_DECIMALS = 4;

    /** All rows of a board. */
    static List<RowDocument> all(BoardFacts facts) {
        Standings standings = facts.standings();
        History history = facts.history();
        LastHour hour = history.samples().isEmpty() ? null : new LastHour(standings, history);
        return standings.rows().stream().map(row -> of(row, standings, hour)).toList();
    }

    /** @param hour null where there is no history */
    private static RowDocument of(Standings.Row row, Standings standings, @Nullable LastHour hour) {
        int scale = standings.scale();
        OptionalLong gap = row.gapToNext();
        OptionalInt movement = hour == null ? OptionalInt.empty() : hour.movement(row);
        return new RowDocument(
                row.rank(),
                row.tied(),
                row.traderId(),
                row.name(),
                Quantity.format(row.volume(), scale),
                row.isCapped(),
                share(row, standings),
                gap.isPresent() ? Quantity.format(gap.getAsLong(), scale) : null,
                movement.isPresent() ? movement.getAsInt() : null,
                hour == null ? null : amounts(hour.traded(row.traderId(), PARTS), scale));
    }

    private static String share(Standings.Row row, Standings standings) {
        if (standings.totalVolume().signum() == 0) {
            return "0.0000";
        }
        return new BigDecimal(row.volume())
                .divide(new BigDecimal(standings.totalVolume()), SHARE_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static @Nullable List<@Nullable String> amounts(List<OptionalLong> parts, int scale) {
        List<@Nullable String> amounts = new ArrayList<>(parts.size());
        for (OptionalLong part : parts) {
            amounts.add(part.isPresent() ? Quantity.format(part.getAsLong(), scale) : null);
        }
        return amounts.stream().allMatch(Objects::isNull) ? null : amounts;
    }
}
