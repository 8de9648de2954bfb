package io.tradeboard.screen;

import io.tradeboard.read.History;
import io.tradeboard.read.LastHour;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How fast traders have traded over the last hour, computed from the samples of their board. */
final class Pace {
    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = "_.-=+*%#";

    private final Standings standings;
    private final History history;
    private final LastHour lastHour;
    private final long endMillis;

    Pace(Model.Board board) {
        this.standings = board.standings();
        this.history = board.history();
        this.lastHour = new LastHour(standings, history);
        this.endMillis =
                TradingDays.of(standings.zone()).endMillis(standings.board().day());
    }

    /** What a trader has traded in the last hour; empty where nobody knows. */
    OptionalLong lastHour(Standings.Row row) {
        return lastHour.traded(row);
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
        List<OptionalLong> traded = lastHour.traded(traderId, cells);
        long most = traded.stream().mapToLong(each -> each.orElse(0)).max().orElse(0);
        String bars = ascii ? ASCII_BARS : BARS;
        StringBuilder line = new StringBuilder();
        for (OptionalLong each : traded) {
            int height = most == 0 ? 0 : (int) Math.round((double) each.orElse(0) * (bars.length() - 1) / most);
            line.append(each.isEmpty() ? ' ' : bars.charAt(height));
        }
        return line.toString();
    }
}
