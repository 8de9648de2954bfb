package io.tradeboard.serve;

import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds what is worth knowing about a live board: who climbs, who is busy, who is about to pass whom. */
final class Highlights {
    private final Standings standings;
    private final RowViews views;
    private final Links links;

    Highlights(Standings standings, RowViews views, Links links) {
        this.standings = standings;
        this.views = views;
        this.links = links;
    }

    /** The highlights, at most four. */
    List<Highlight> found() {
        List<Highlight> found = new ArrayList<>();
        add(found, busiest());
        add(found, climber());
        Integer passing = passing();
        add(found, passing == null ? null : nextPass(passing));
        add(found, closestRace(passing));
        return found;
    }

    private static void add(List<Highlight> found, @Nullable Highlight highlight) {
        if (highlight != null) {
            found.add(highlight);
        }
    }

    private @Nullable Highlight busiest() {
        Integer best = best(i -> {
            long traded = views.hour().traded(row(i)).orElse(0);
            return traded > 0 ? -traded : null;
        });
        if (best == null) {
            return null;
        }
        long traded = views.hour().traded(row(best)).orElse(0);
        return highlight("Busiest in the last hour", best, views.amounts().amount(traded) + " " + symbol(), "");
    }

    private @Nullable Highlight climber() {
        Sample past = views.past();
        Integer best = past == null
                ? null
                : best(i -> {
                    int climb = past.climb(row(i)).orElse(0);
                    return climb > 0 ? (long) -climb : null;
                });
        if (past == null || best == null) {
            return null;
        }
        int climb = past.climb(row(best)).orElse(0);
        String since = new Times(standings.zone()).minute(past.at());
        return highlight(
                "Climbed most since " + since,
                best,
                "▲" + climb + " to #" + row(best).rank(),
                "");
    }

    /** The row that is the next to pass another. */
    private @Nullable Integer passing() {
        return best(i -> {
            Duration passIn = views.passIn(i);
            return passIn == null ? null : passIn.toMillis();
        });
    }

    private @Nullable Highlight nextPass(int index) {
        Duration passIn = views.passIn(index);
        if (passIn == null) {
            return null;
        }
        Standings.Row above = row(views.above(index));
        return highlight(
                "Next to pass, at this pace",
                index,
                "in " + Ages.soon(passIn) + ", for #" + above.rank() + ":",
                RowViews.shown(above));
    }

    private @Nullable Highlight closestRace(@Nullable Integer said) {
        Integer best = best(i -> {
            long gap = row(i).gapToNext().orElse(0);
            boolean isSaid = said != null && said == i;
            return gap > 0 && !isSaid && views.above(i) >= 0 ? gap : null;
        });
        if (best == null) {
            return null;
        }
        String gap = views.amounts().amount(row(best).gapToNext().orElse(0));
        return highlight(
                "Closest race", best, gap + " " + symbol() + " behind", RowViews.shown(row(views.above(best))));
    }

    /** The index of the row with the least measure; null where none has one. */
    private @Nullable Integer best(IntFunction<@Nullable Long> measure) {
        record Measured(int index, long value) {}
        List<Measured> all = new ArrayList<>();
        IntStream.range(0, standings.rows().size()).forEach(i -> {
            Long value = measure.apply(i);
            if (value != null) {
                all.add(new Measured(i, value));
            }
        });
        return all.stream()
                .min(Comparator.comparingLong(Measured::value))
                .map(Measured::index)
                .orElse(null);
    }

    private Highlight highlight(String label, int index, String text, String other) {
        Standings.Row row = row(index);
        String name = RowViews.shown(row);
        return new Highlight(label, name, links.trader(symbol(), row.name()), Avatars.trader(name), text, other);
    }

    private Standings.Row row(int index) {
        return standings.rows().get(index);
    }

    private String symbol() {
        return standings.board().symbol();
    }
}
