package io.tradeboard.screen;

import io.tradeboard.format.Amounts;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.LastHour;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.text.Ages;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Draws a trader: a line for each symbol, and more about the chosen one below where there is room for it. */
final class TraderView {
    private static final int TABLE = 2;
    private static final int DETAIL_ROWS = 6;
    private static final int PACE_ROWS = 2;
    private static final int SPARKLINE_CELLS = 12;
    private static final int COMPACT_COLUMNS = 76;
    private static final int COLUMN_GAP = 2;
    private static final int LABEL_CELLS = 7;
    private static final int MINUTE_MILLIS = 60_000;

    private final Model model;
    private final Page.Trader page;
    private final Canvas canvas;
    private final boolean ascii;
    private final String mark;

    /** What stands in the columns for one symbol; the last ones go first where there is no room. */
    private record Line(String symbol, String rank, List<String> cells) {}

    TraderView(Model model, Page.Trader page, Canvas canvas) {
        this.model = model;
        this.page = page;
        this.canvas = canvas;
        this.ascii = model.config().ascii();
        this.mark = canvas.ellipsis();
    }

    void draw() {
        BoardState state = model.state();
        String word = state.word();
        canvas.put(0, 0, Role.HEADER, Cells.left(title(), Math.max(1, canvas.columns() - word.length() - 1), mark));
        canvas.putRight(0, Header.role(state), word);
        Profile profile = page.profile();
        if (profile == null) {
            canvas.put(0, 1, Role.BODY, "Reading where " + page.name() + " stands");
            return;
        }
        drawSeconds();
        int table = TABLE;
        boolean detailed = isDetailed();
        if (detailed) {
            canvas.rule(table++);
        }
        int shown = shown(profile);
        table(profile, table, shown);
        if (detailed && !profile.places().isEmpty()) {
            details(profile.places().get(page.chosen()), table + 1 + shown + 1);
        }
    }

    private boolean isDetailed() {
        return canvas.rows() > TABLE + 2 + DETAIL_ROWS;
    }

    /** How many places are; the pace of the chosen one, which comes last, gives its rows to them. */
    private int shown(Profile profile) {
        int places = profile.places().size();
        int room = canvas.rows() - TABLE - 1;
        if (isDetailed()) {
            room--;
            room -= Math.max(DETAIL_ROWS - PACE_ROWS, Math.min(DETAIL_ROWS, room - places));
        }
        return Math.min(places, room);
    }

    /** Index of the first place that is shown. */
    private int top(int shown) {
        return Math.max(0, page.chosen() - shown + 1);
    }

    /** Draws the line with the age and the countdown. */
    void drawSeconds() {
        Profile profile = page.profile();
        if (profile != null) {
            String facts = Cells.joined(" | ", facts(profile), canvas.columns());
            canvas.put(0, 1, Role.BODY, Cells.left(facts, canvas.columns(), ""));
        }
    }

    private String title() {
        boolean follows = page.traderId().equals(model.followed());
        String id = page.name().equals(page.traderId()) ? "" : " (" + page.traderId() + ")";
        return page.name() + id + (follows ? " (followed)" : "");
    }

    private List<String> facts(Profile profile) {
        long ranked =
                profile.places().stream().filter(place -> place.own() != null).count();
        String day = model.day() == null ? "today" : model.day().toString();
        Standings any = profile.places().stream()
                .map(Profile.Place::neighbours)
                .filter(neighbours -> neighbours != null)
                .map(neighbours -> neighbours.standings())
                .findFirst()
                .orElse(null);
        int places = profile.places().size();
        int shown = shown(profile);
        int first = top(shown) + 1;
        return List.of(
                "on " + ranked + " of " + places + " boards " + day
                        + (shown == places ? "" : ", " + first + "-" + (first + shown - 1) + " shown")
                        + (profile.omitted() == 0 ? "" : ", " + profile.omitted() + " more not read"),
                any == null ? "" : "as of " + model.times().second(any.asOf()),
                any == null ? "" : "age " + Ages.age(any.age(model.redisNow())),
                "next " + model.untilFetch() + "s");
    }

    private void table(Profile profile, int at, int shown) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("SYMBOL", "RANK", List.of("VOLUME", "SHARE", "GAP ABOVE", "GAP BELOW", "LAST HOUR")));
        profile.places().forEach(place -> lines.add(line(place)));
        int symbol = 1 + width(lines.stream().map(Line::symbol).toList());
        int rank = COLUMN_GAP + width(lines.stream().map(Line::rank).toList());
        int[] widths = new int[lines.get(0).cells().size()];
        int used = symbol + rank;
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = COLUMN_GAP
                    + width(lines.stream()
                            .filter(line -> !line.cells().isEmpty())
                            .map(line -> line.cells().get(column))
                            .toList());
            used += widths[i];
            widths[i] = used > canvas.columns() ? 0 : widths[i];
        }
        int top = top(shown);
        for (int i = 0; i <= shown; i++) {
            int index = i == 0 ? 0 : top + i;
            if (index < lines.size()) {
                Line line = lines.get(index);
                boolean chosen = index > 0 && index - 1 == page.chosen();
                StringBuilder text = new StringBuilder(Cells.left((chosen ? ">" : " ") + line.symbol(), symbol, mark))
                        .append(Cells.right(line.rank(), rank));
                for (int c = 0; c < line.cells().size() && widths[c] > 0; c++) {
                    text.append(Cells.right(line.cells().get(c), widths[c]));
                }
                canvas.put(0, at + i, i == 0 ? Role.HEADING : chosen ? Role.ALERT : Role.BODY, text.toString());
            }
        }
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(Cells::width).max().orElse(0);
    }

    private Line line(Profile.Place place) {
        Standings.Row own = place.own();
        if (place.neighbours() == null || own == null) {
            return new Line(place.symbol(), place.neighbours() == null ? "unreadable" : "-", List.of());
        }
        Standings standings = place.neighbours().standings();
        Amounts amounts = amounts(standings);
        LastHour lastHour = new LastHour(standings, place.history());
        OptionalLong hour = lastHour.isFull() ? lastHour.traded(own) : OptionalLong.empty();
        Standings.Row below = place.below();
        return new Line(
                place.symbol(),
                own.rank() + (own.tied() ? "=" : "") + String.format(Locale.ROOT, " of %,d", standings.traders()),
                List.of(
                        amounts.volume(own, ascii),
                        amounts.share(BigInteger.valueOf(own.volume())),
                        amounts.gap(own),
                        below == null ? "-" : amounts.amount(own.volume() - below.volume()),
                        hour.isPresent() ? amounts.amount(hour.getAsLong()) : "-"));
    }

    private void details(Profile.Place place, int at) {
        Standings.Row own = place.own();
        LastHour hour = place.hour();
        if (place.neighbours() == null || own == null || hour == null) {
            canvas.put(0, at, Role.BODY, page.name() + " is not on the board of " + place.symbol());
            return;
        }
        Standings standings = place.neighbours().standings();
        Amounts amounts = amounts(standings);
        String title = standings.title().equals(place.symbol()) ? "" : " " + standings.title();
        canvas.put(0, at, Role.HEADER, place.symbol() + title);
        Standings.Row above = place.above();
        if (above != null) {
            String gap = amounts.amount(above.volume() - own.volume()) + " ahead";
            neighbour(at + 1, "above", above, gap + pace(", passed in ", hour.passIn(own, above)));
        }
        Standings.Row below = place.below();
        if (below != null) {
            String gap = amounts.amount(own.volume() - below.volume()) + " behind";
            neighbour(at + 2, "below", below, gap + pace(", passes in ", hour.passIn(below, own)));
        }
        pace(at + 3, hour, standings, own, amounts);
    }

    /** How fast the trader trades, and the course of it, since an hour ago or since the first sample. */
    private void pace(int at, LastHour hour, Standings standings, Standings.Row own, Amounts amounts) {
        List<OptionalLong> course = hour.course(own.traderId(), SPARKLINE_CELLS);
        Instant since = hour.since();
        if (since == null || course.isEmpty() || course.stream().anyMatch(OptionalLong::isEmpty)) {
            return;
        }
        Duration time = Duration.between(since, standings.asOf());
        BigInteger traded = course.stream()
                .map(part -> BigInteger.valueOf(part.orElse(0)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        long perMinute = traded.multiply(BigInteger.valueOf(MINUTE_MILLIS))
                .divide(BigInteger.valueOf(time.toMillis()))
                .longValue();
        label(at, "pace", amounts.amount(perMinute) + " a minute over the last " + Ages.age(time));
        canvas.put(LABEL_CELLS, at + 1, Role.BAR, Sparkline.of(course, ascii));
    }

    private static String pace(String verb, @Nullable Duration duration) {
        return duration == null ? "" : verb + Ages.soon(duration);
    }

    private void neighbour(int at, String label, Standings.Row row, String gap) {
        label(at, label, gap + ": #" + row.rank() + (row.tied() ? "= " : " ") + row.name());
    }

    private void label(int at, String label, String text) {
        canvas.put(0, at, Role.MUTED, label);
        canvas.put(LABEL_CELLS, at, Role.BODY, Cells.left(text, Math.max(1, canvas.columns() - LABEL_CELLS), mark));
    }

    private Amounts amounts(Standings standings) {
        return new Amounts(standings, model.look().compact() || canvas.columns() < COMPACT_COLUMNS);
    }
}
