package io.tradeboard.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The top of a board at one moment of the past.
 *
 * @param at when that was, to the step of the {@link History}
 * @param traders how many were on the board
 * @param rows the best of them, as {@link Standings} ranks them
 */
public record Sample(Instant at, long traders, List<Standings.Row> rows) {
    public Sample {
        rows = List.copyOf(rows);
    }

    /** The trader's rank; empty where it was not among the rows. */
    public OptionalInt rank(String traderId) {
        Standings.Row row = Standings.row(rows, traderId);
        return row == null ? OptionalInt.empty() : OptionalInt.of(row.rank());
    }

    /** By how many ranks a trader has climbed since; below 0 where it fell, empty where it was not among the rows. */
    public OptionalInt climb(Standings.Row now) {
        OptionalInt then = rank(now.traderId());
        return then.isPresent() ? OptionalInt.of(then.getAsInt() - now.rank()) : then;
    }

    /** Whether the trader was not on the board then, or at least not as high as it is now. */
    public boolean isNew(Standings.Row now) {
        return rank(now.traderId()).isEmpty() && (isWhole() || now.rank() <= rows.size());
    }

    /** The trader's volume, 0 before its first trade; empty where it was on the board and not among the rows. */
    public OptionalLong volume(String traderId) {
        Standings.Row row = Standings.row(rows, traderId);
        if (row != null) {
            return OptionalLong.of(row.volume());
        }
        return isWhole() ? OptionalLong.of(0) : OptionalLong.empty();
    }

    /** Whether all traders of the board are among the rows. */
    public boolean isWhole() {
        return rows.size() >= traders;
    }

    /** As text: the number of traders, then a line for each row with volume and trader, who may have spaces. */
    static String encode(long traders, List<Score> scores) {
        StringBuilder text = new StringBuilder().append(traders);
        for (Score score : scores) {
            text.append('\n').append(score.volume(score.trader())).append(' ').append(score.trader());
        }
        return text.toString();
    }

    /** What may be shown of a sample: those who are excluded are not among its traders, as far as it knows them. */
    static Sample decode(Instant at, String text, TradersDirectory known) {
        String[] lines = text.split("\n", -1);
        List<Score> scores = new ArrayList<>(lines.length);
        for (int i = 1; i < lines.length; i++) {
            int space = lines[i].indexOf(' ');
            scores.add(new Score(lines[i].substring(space + 1), lines[i].substring(0, space)));
        }
        List<Standings.Entry> entries = known.entries(scores);
        long traders = Long.parseLong(lines[0]) - (scores.size() - entries.size());
        return new Sample(at, traders, Ranking.rows(entries, entries.size()));
    }
}
