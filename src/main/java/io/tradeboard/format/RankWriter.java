package io.tradeboard.format;

import io.tradeboard.read.Standings;
import io.tradeboard.text.Counts;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints a trader's place and the rows around it; JSON is the shape {@code tradeboard.rank/1}. */
public final class RankWriter {
    private final Consumer<String> out;
    private final Clock clock;
    private final Format format;

    /** How a place is printed. */
    public enum Format {
        table,
        json
    }

    public RankWriter(Consumer<String> out, Clock clock, Format format) {
        this.out = out;
        this.clock = clock;
        this.format = format;
    }

    /**
     * Writes the trader with its neighbours.
     *
     * @param own one of the rows of the standings */
    public void write(Standings standings, Standings.Row own) {
        out.accept(
                format == Format.json
                        ? Documents.rank(BoardFacts.of(standings, clock.instant()), own) + "\n"
                        : table(standings, own));
    }

    private static String table(Standings standings, Standings.Row own) {
        String place = String.format(
                Locale.ROOT,
                "%s is #%,d%s of %s with %s %s",
                own.name(),
                own.rank(),
                own.tied() ? "=" : "",
                Counts.of(standings.traders(), "trader"),
                new Amounts(standings).volume(own, false),
                standings.board().symbol());
        int rows = standings.rows().size();
        return place + "\n" + String.join("\n", BoardText.lines(standings, rows)) + "\n";
    }
}
