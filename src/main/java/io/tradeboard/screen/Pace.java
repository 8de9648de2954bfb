package io.tradeboard.screen;

import io.tradeboard.read.History;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How fast traders have traded over the last hour, computed from the samples of their board. */
final class Pace {
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = "_.-=+*%#";

    private final Standings standings;
    private final History history;
    private final long startMillis;
    private final long endMillis;

    Pace(Model.Board board) {
        this.standings = board.standings();
        this.history = board.history();
        TradingDays days = TradingDays.of(standings.zone());
        this.startMillis = days.endMillis(standings.board().day().minusDays(1));
        this.endMillis = days.endMillis(standings.board().day());
    }

    /** What a trader has traded in the last hour; empty where nobody knows. */
    OptionalLong lastHour(Standings.Row row) {
        Instant from = standings.asOf().minus(History.SPAN);
        OptionalLong before = volume(row.traderId(), from);
        return before.isEmpty() ? OptionalLong.empty() : OptionalLong.of(row.volume() - before.getAsLong());
    }

    /**
     * When a trader passes the one above, if both go on as in the last hour; null where there are less than 15 minutes of
     * samples, where the gap does not close, or not before the day ends.
     */
    @Nullable
    Duration passIn(Standings.Row row, Standings.Row above) {
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

    /** The last hour of a trader as so many bars, the tallest for the busiest; a space where nobody knows. */
    String sparkline(String traderId, int cells, boolean ascii) {
        long[] traded = new long[cells];
        long most = 0;
        for (int i = 0; i < cells; i++) {
            OptionalLong from = volume(traderId, i, cells);
            OptionalLong to = volume(traderId, i + 1, cells);
            traded[i] = from.isEmpty() || to.isEmpty() ? -1 : to.getAsLong() - from.getAsLong();
            most = Math.max(most, traded[i]);
        }
        String bars = ascii ? ASCII_BARS : BARS;
        StringBuilder line = new StringBuilder();
        for (long each : traded) {
            int height = most == 0 ? 0 : (int) Math.round((double) each * (bars.length() - 1) / most);
            line.append(each < 0 ? ' ' : bars.charAt(height));
        }
        return line.toString();
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
