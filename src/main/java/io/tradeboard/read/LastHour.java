package io.tradeboard.read;

import io.tradeboard.trade.TradingDays;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the traders of a board did in the {@link History#SPAN} before it was read, computed from its samples. */
public final class LastHour {
    private final Standings standings;
    private final History history;
    private final @Nullable Sample baseline;
    private final long startMillis;

    public LastHour(Standings standings, History history) {
        this.standings = standings;
        this.history = history;
        this.baseline = history.baseline(standings.asOf());
        this.startMillis = TradingDays.of(standings.zone())
                .endMillis(standings.board().day().minusDays(1));
    }

    /** How many places a trader has climbed; empty where its earlier place is not known, or it had none. */
    public OptionalInt movement(Standings.Row row) {
        OptionalInt before = baseline == null ? OptionalInt.empty() : baseline.rank(row.traderId());
        return before.isEmpty() ? before : OptionalInt.of(before.getAsInt() - row.rank());
    }

    /** What a trader has traded; empty where nobody knows. */
    public OptionalLong traded(Standings.Row row) {
        OptionalLong before = volume(row.traderId(), standings.asOf().minus(History.SPAN));
        return before.isEmpty() ? before : OptionalLong.of(row.volume() - before.getAsLong());
    }

    /**
     * What a trader has traded in each of so many equal parts, the earliest first; empty where nobody knows, and where
     * the board lost data so that the volume fell.
     */
    public List<OptionalLong> traded(String traderId, int parts) {
        List<OptionalLong> traded = new ArrayList<>(parts);
        OptionalLong from = volume(traderId, 0, parts);
        for (int part = 1; part <= parts; part++) {
            OptionalLong to = volume(traderId, part, parts);
            boolean known = from.isPresent() && to.isPresent() && to.getAsLong() >= from.getAsLong();
            traded.add(known ? OptionalLong.of(to.getAsLong() - from.getAsLong()) : OptionalLong.empty());
            from = to;
        }
        return traded;
    }

    /** The trader's volume at the end of a part. */
    private OptionalLong volume(String traderId, int part, int parts) {
        if (part == parts) {
            Standings.Row row = standings.row(traderId);
            if (row != null) {
                return OptionalLong.of(row.volume());
            }
        }
        return volume(
                traderId,
                standings
                        .asOf()
                        .minus(History.SPAN)
                        .plus(History.SPAN.multipliedBy(part).dividedBy(parts)));
    }

    private OptionalLong volume(String traderId, Instant moment) {
        Sample sample = history.at(moment);
        if (sample == null) {
            boolean before = moment.toEpochMilli() <= startMillis || history.isWhole();
            return before ? OptionalLong.of(0) : OptionalLong.empty();
        }
        return sample.volume(traderId);
    }
}
