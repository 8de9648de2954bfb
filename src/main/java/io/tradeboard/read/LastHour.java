package io.tradeboard.read;

import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the traders of a board did in the {@link History#SPAN} before it was read, computed from its samples. */
public final class LastHour {
    private static final Duration LEAST = Duration.ofMinutes(15);

    private final Standings standings;
    private final History history;
    private final @Nullable Sample baseline;
    private final long startMillis;
    private final long endMillis;

    public LastHour(Standings standings, History history) {
        this.standings = standings;
        this.history = history;
        this.baseline = history.baseline(standings.asOf());
        TradingDays days = TradingDays.of(standings.zone());
        this.startMillis = days.endMillis(standings.board().day().minusDays(1));
        this.endMillis = days.endMillis(standings.board().day());
    }

    /** How many places a trader has climbed; empty where its earlier place is not known, or it had none. */
    public OptionalInt movement(Standings.Row row) {
        return baseline == null ? OptionalInt.empty() : baseline.climb(row);
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

    /**
     * When a trader passes the one above, if both go on as in the last hour; null where there are less than 15 minutes of
     * samples, where the gap does not close, or not before the day ends.
     */
    public @Nullable Duration passIn(Standings.Row row, Standings.Row above) {
        Sample then = history.spanBefore(standings.asOf());
        Duration since = then == null ? Duration.ZERO : Duration.between(then.at(), standings.asOf());
        if (then == null || since.compareTo(LEAST) < 0) {
            return null;
        }
        OptionalLong own = then.volume(row.traderId());
        OptionalLong theirs = then.volume(above.traderId());
        if (own.isEmpty() || theirs.isEmpty()) {
            return null;
        }
        // An older sample stands for an hour ago: nothing has changed since.
        double millis = Math.min(since.toMillis(), History.SPAN.toMillis());
        double closing = ((row.volume() - own.getAsLong()) - (above.volume() - theirs.getAsLong())) / millis;
        double left = (above.volume() - row.volume()) / closing;
        boolean passes = closing > 0 && left < endMillis - standings.asOf().toEpochMilli();
        return passes ? Duration.ofMillis((long) left) : null;
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
