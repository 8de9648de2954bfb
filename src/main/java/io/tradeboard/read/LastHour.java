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
    /** How many steps of history a pace needs: a quarter of an hour of the usual ones. */
    private static final int LEAST_STEPS = 15;

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

    /** What a trader has traded; empty if unknown. */
    public OptionalLong traded(Standings.Row row) {
        OptionalLong before = volume(row.traderId(), standings.asOf().minus(History.SPAN));
        return before.isEmpty() ? before : OptionalLong.of(row.volume() - before.getAsLong());
    }

    /** Whether the history reaches back an hour; until it does, a trader's last hour is all that it has traded. */
    public boolean isFull() {
        return history.at(standings.asOf().minus(History.SPAN)) != null;
    }

    /** Since when {@link #course} is known: an hour ago, or the first sample where that is later; null without one. */
    public @Nullable Instant since() {
        Sample first = history.spanBefore(standings.asOf());
        Instant hourAgo = standings.asOf().minus(History.SPAN);
        return first == null ? null : first.at().isBefore(hourAgo) ? hourAgo : first.at();
    }

    /**
     * What a trader has traded in equal parts of the time {@link #since} then, the earliest first; empty if unknown, or
     * if the board lost data so that the volume fell.
     *
     * @param most parts; there are fewer while the samples are fewer
     */
    public List<OptionalLong> course(String traderId, int most) {
        Instant since = since();
        Duration time = since == null ? Duration.ZERO : Duration.between(since, standings.asOf());
        int parts = (int) Math.min(most, time.dividedBy(history.step()));
        return since == null ? List.of() : traded(traderId, since, parts);
    }

    /**
     * What a trader has traded in each of so many equal parts of the hour, the earliest first; empty if unknown, or if
     * the board lost data so that the volume fell.
     */
    public List<OptionalLong> traded(String traderId, int parts) {
        return traded(traderId, standings.asOf().minus(History.SPAN), parts);
    }

    private List<OptionalLong> traded(String traderId, Instant since, int parts) {
        List<OptionalLong> traded = new ArrayList<>(parts);
        Duration time = Duration.between(since, standings.asOf());
        OptionalLong from = volume(traderId, since);
        for (int part = 1; part <= parts; part++) {
            OptionalLong to = part == parts
                    ? latest(traderId)
                    : volume(traderId, since.plus(time.multipliedBy(part).dividedBy(parts)));
            boolean known = from.isPresent() && to.isPresent() && to.getAsLong() >= from.getAsLong();
            traded.add(known ? OptionalLong.of(to.getAsLong() - from.getAsLong()) : OptionalLong.empty());
            from = to;
        }
        return traded;
    }

    /**
     * When a trader passes the one above, if both go on as in the last hour; null with fewer than 15 steps of samples
     * that have a trader, or if the gap does not close before the day ends.
     */
    public @Nullable Duration passIn(Standings.Row row, Standings.Row above) {
        Sample then = baseline;
        Duration since = then == null ? Duration.ZERO : Duration.between(then.at(), standings.asOf());
        if (then == null || since.compareTo(history.step().multipliedBy(LEAST_STEPS)) < 0) {
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

    private OptionalLong latest(String traderId) {
        Standings.Row row = standings.row(traderId);
        return row == null ? volume(traderId, standings.asOf()) : OptionalLong.of(row.volume());
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
