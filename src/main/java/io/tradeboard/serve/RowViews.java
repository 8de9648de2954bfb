package io.tradeboard.serve;

import io.tradeboard.format.Amounts;
import io.tradeboard.read.History;
import io.tradeboard.read.LastHour;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Printable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one board for a page. Not kept longer than a page is made. */
final class RowViews {
    private static final int PARTS = 12;
    private static final int BAR_PITCH = 5;
    private static final int BAR_WIDTH = 4;
    private static final int BAR_HEIGHT = 20;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Standings standings;
    private final Links links;
    private final Amounts amounts;
    private final Amounts compact;
    private final LastHour hour;
    private final @Nullable Sample past;

    RowViews(Standings standings, History history, Links links) {
        this.standings = standings;
        this.links = links;
        this.amounts = new Amounts(standings);
        this.compact = new Amounts(standings, true);
        this.hour = new LastHour(standings, history);
        this.past = history.baseline(standings.asOf());
    }

    /** The name of a trader as visitors see it. */
    static String shown(Standings.Row row) {
        return Printable.clean(row.name());
    }

    /** All rows of the standings. */
    List<RowView> all() {
        List<RowView> views = new ArrayList<>(standings.rows().size());
        for (int i = 0; i < standings.rows().size(); i++) {
            views.add(view(i));
        }
        return views;
    }

    Amounts amounts() {
        return amounts;
    }

    LastHour hour() {
        return hour;
    }

    /** What movement is measured against, or null. */
    @Nullable
    Sample past() {
        return past;
    }

    /** When a row passes the next strictly higher one, at the pace of the last hour; null where it does not. */
    @Nullable
    Duration passIn(int index) {
        int above = above(index);
        return above < 0
                ? null
                : hour.passIn(standings.rows().get(index), standings.rows().get(above));
    }

    /** The index of the nearest row with a higher volume; -1 where there is none. */
    int above(int index) {
        long own = standings.rows().get(index).volume();
        for (int i = index - 1; i >= 0; i--) {
            if (standings.rows().get(i).volume() > own) {
                return i;
            }
        }
        return -1;
    }

    private RowView view(int index) {
        Standings.Row row = standings.rows().get(index);
        String name = shown(row);
        Duration passIn = passIn(index);
        OptionalLong lastHour = hour.traded(row);
        return new RowView(
                row.rank(),
                row.rank() + (row.tied() ? "=" : ""),
                name,
                links.trader(standings.board().symbol(), row.name()),
                Avatars.trader(name),
                Movement.of(row, past),
                amounts.volume(row, false),
                compact.volume(row, false),
                amounts.share(BigInteger.valueOf(row.volume())),
                sharePercent(row),
                amounts.gap(standings, index),
                passIn == null ? "" : Ages.soon(passIn),
                bars(hour.traded(row.traderId(), PARTS)),
                lastHour.isEmpty() ? "" : amounts.amount(lastHour.getAsLong()));
    }

    private String sharePercent(Standings.Row row) {
        BigInteger total = standings.totalVolume();
        if (total.signum() == 0) {
            return "0";
        }
        BigDecimal percent = BigDecimal.valueOf(row.volume())
                .multiply(HUNDRED)
                .divide(new BigDecimal(total), 1, RoundingMode.HALF_EVEN);
        return percent.min(HUNDRED).toPlainString();
    }

    /**
     * A bar for each part that is known, the tallest for the busiest, and a thin line for one without a trade; nothing
     * where no part has one.
     */
    static String bars(List<OptionalLong> traded) {
        long most = traded.stream().mapToLong(each -> each.orElse(0)).max().orElse(0);
        if (most == 0) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < traded.size(); i++) {
            if (traded.get(i).isPresent()) {
                long height = Math.max(1, Math.round((double) traded.get(i).getAsLong() * BAR_HEIGHT / most));
                path.append('M')
                        .append(i * BAR_PITCH)
                        .append(' ')
                        .append(BAR_HEIGHT)
                        .append("v-")
                        .append(height)
                        .append('h')
                        .append(BAR_WIDTH)
                        .append('v')
                        .append(height)
                        .append('z');
            }
        }
        return path.toString();
    }
}
