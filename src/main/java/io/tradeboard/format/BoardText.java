package io.tradeboard.format;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Verdict;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Counts;
import io.tradeboard.text.Printable;
import io.tradeboard.text.Times;
import io.tradeboard.text.Widths;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A board as lines of text: for {@code show}, for plain mode, for a screen reader. Nothing is ever cut. */
public final class BoardText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private BoardText() {}

    /** The lines of the board, at most {@code depth} rows. */
    public static List<String> lines(Standings standings, int depth) {
        List<String> lines = new ArrayList<>();
        String symbol = standings.board().symbol();
        Amounts amounts = new Amounts(standings);
        BoardCondition condition = standings.condition();
        lines.add(String.format(
                Locale.ROOT,
                "%s (%s) %s%s, as of %s %s%s",
                standings.title(),
                symbol,
                standings.board().day(),
                condition.state() == BoardState.FINAL ? " final" : "",
                TIME.withZone(standings.zone()).format(standings.asOf()),
                standings.zone().getId(),
                isSaid(condition.state()) ? ", " + condition.state().word() : ""));
        if (standings.rows().isEmpty() && !standings.ledger().exists()) {
            if (condition.state() != BoardState.REFUSED && condition.state() != BoardState.NOT_KEPT) {
                lines.add("No " + symbol + " trades that day. Try: tradeboard produce");
            }
            lines.addAll(notes(standings, depth));
            return lines;
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s, %s %s, %s",
                Counts.of(standings.traders(), "trader"),
                Counts.of(standings.trades(), "trade"),
                amounts.total(false),
                symbol,
                proof(standings)));
        lines.addAll(table(standings, depth, amounts));
        lines.addAll(notes(standings, depth));
        return lines;
    }

    /** A sentence each for a state that is not LIVE, an audit that is not EXACT, and a capped volume. */
    private static List<String> notes(Standings standings, int depth) {
        List<String> notes = new ArrayList<>();
        notes.add(standings.condition().reason());
        notes.add(Proof.of(standings, standings.asOf(), new Times(standings.zone()))
                .sentence());
        if (standings.rows().stream().limit(depth).anyMatch(Standings.Row::isCapped)) {
            notes.add(Amounts.CAPPED + " marks the largest volume that a board can hold; the real one may be larger");
        }
        notes.removeIf(String::isEmpty);
        return notes;
    }

    private static boolean isSaid(BoardState state) {
        return state != BoardState.LIVE && state != BoardState.EMPTY && state != BoardState.FINAL;
    }

    /** The verdict of the last audit of the board, with its age. */
    public static String proof(Standings standings) {
        Proof proof = Proof.of(standings, standings.asOf(), new Times(standings.zone()));
        Verdict verdict = standings.audit();
        return verdict == null
                ? proof.word()
                : proof.word() + " (audit " + Ages.age(Duration.between(verdict.at(), standings.asOf())) + " ago)";
    }

    private static List<String> table(Standings standings, int depth, Amounts amounts) {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"#", "TRADER", "VOLUME " + standings.board().symbol(), "SHARE", "GAP TO NEXT"});
        for (int i = 0; i < Math.min(depth, standings.rows().size()); i++) {
            Standings.Row row = standings.rows().get(i);
            cells.add(new String[] {
                row.rank() + (row.tied() ? "=" : ""),
                Printable.clean(row.name()),
                amounts.volume(row, false),
                amounts.share(BigInteger.valueOf(row.volume())),
                amounts.gap(standings, i)
            });
        }
        int[] widths = new int[5];
        for (String[] row : cells) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], Widths.of(row[column]));
            }
        }
        return cells.stream()
                .map(row -> Widths.left(row[0], widths[0])
                        + "  " + Widths.left(row[1], widths[1])
                        + "  " + Widths.right(row[2], widths[2])
                        + "  " + Widths.right(row[3], widths[3])
                        + "  " + Widths.right(row[4], widths[4]))
                .toList();
    }
}
