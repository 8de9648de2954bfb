package io.tradeboard.read;

import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How fast traders have traded over the last hour, computed from the samples of their board. */
public final class Pace {
    private static final Duration LEAST = Duration.ofMinutes(15);

    private final Standings standings;
    private final History history;
    private final long startMillis;
    private final long endMillis;

    public Pace(Standings standings, History history) {
        this.standings = standings;
        this.history = history;
        TradingDays days = TradingDays.of(standings.zone());
        this.startMillis = days.endMillis(standings.board().day().minusDays(1));
        this.endMillis = days.endMillis(standings.board().day());
    }

    /** What a trader has traded in the last hour; empty where nobody knows. */
    public OptionalLong lastHour(Standings.Row row) {
        Instant from = standings.asOf().minus(History.SPAN);
        OptionalLong before = volume(row.traderId(), from);
        return before.isEmpty() ? OptionalLong.empty() : OptionalLong.of(row.volume() - before.getAsLong());
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

    /** What a trader has traded in each of so many parts of the last hour, oldest first; -1 where nobody knows. */
    public long[] parts(String traderId, int count) {
        long[] traded = new long[count];
        for (int i = 0; i < count; i++) {
            OptionalLong from = volume(traderId, i, count);
            OptionalLong to = volume(traderId, i + 1, count);
            traded[i] = from.isEmpty() || to.isEmpty() ? -1 : to.getAsLong() - from.getAsLong();
        }
        return traded;
    }

    /** The trader's volume so many parts of the hour after its begin. */
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
