package io.tradeboard.screen;

import com.googlecode.lanterna.graphics.TextGraphics;
import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.Standings;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.trade.TradingDays;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws a model into the cells of a screen; every cell is written each time, so nothing needs clearing. */
final class View {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final List<String> HINTS = List.of(
            "q quit",
            "? help",
            "Tab symbol",
            "/ find",
            "Space pause",
            "r refresh",
            "s save",
            "t theme",
            "f follow",
            "m movement",
            "+ - rows",
            "d day",
            "w wall");

    private final Model model;
    private final Canvas canvas;
    private final Layout layout;
    private final Model.State state;

    private View(Model model, Canvas canvas) {
        this.model = model;
        this.canvas = canvas;
        this.layout = Layout.of(model);
        this.state = model.state();
    }

    static void draw(Model model, TextGraphics graphics) {
        new View(model, new Canvas(graphics, model.look().theme())).draw();
    }

    private void draw() {
        canvas.blank();
        if (canvas.columns() < Layout.LEAST_COLUMNS || canvas.rows() < Layout.LEAST_ROWS) {
            canvas.put(
                    0,
                    0,
                    Role.BODY,
                    "Need " + Layout.LEAST_COLUMNS + "x" + Layout.LEAST_ROWS + ", have " + canvas.columns() + "x"
                            + canvas.rows() + ". q quits");
            return;
        }
        if (model.help() >= 0) {
            HelpPage.draw(canvas, model.help());
            return;
        }
        header();
        Model.Board board = model.board();
        if (board != null && !board.standings().rows().isEmpty()) {
            Table table = new Table(model, board, canvas);
            table.draw(layout);
            summary(board, table);
            new Panels(model, board, canvas).draw(layout);
        }
        message();
        if (layout.hints() >= 0) {
            canvas.put(0, layout.hints(), Role.MUTED, joined("  ", HINTS, canvas.columns()));
        }
    }

    private void header() {
        canvas.put(0, 0, Role.HEADER, title());
        canvas.putRight(0, state == Model.State.LIVE && model.pause() == null ? Role.HEADER : Role.ALERT, stateWord());
        Proof proof = proof();
        int room = canvas.columns() - proof.word().length() - 1;
        canvas.put(0, 1, Role.BODY, joined(" | ", freshness(), room));
        canvas.putRight(1, proof.isExact() ? Role.BODY : Role.ALERT, proof.word());
        if (layout.tabs() >= 0) {
            String resets = "resets in " + Ages.hoursAndMinutes(untilMidnight());
            canvas.put(0, layout.tabs(), Role.BODY, tabs(canvas.columns() - resets.length() - 1));
            canvas.putRight(layout.tabs(), Role.BODY, resets);
        }
        if (layout.headerRule() >= 0) {
            canvas.put(0, layout.headerRule(), Role.MUTED, rule());
        }
        if (layout.rule() >= 0 && !model.topRows().isEmpty()) {
            canvas.put(0, layout.rule(), Role.MUTED, rule());
        }
    }

    private String stateWord() {
        Model.Pause pause = model.pause();
        boolean well = state == Model.State.LIVE || state == Model.State.LATE || state == Model.State.STALE;
        return pause != null && well ? "PAUSED " + clock(pause.since()) : state.word;
    }

    /** The longest title that leaves room for the state. */
    private String title() {
        String symbol = model.symbol();
        String name = model.config().symbols().title(symbol);
        String zone = model.config().zone().getId();
        String day = model.day() == null ? "today" : model.day().toString();
        int depth = model.look().depth();
        int room = canvas.columns() - stateWord().length() - 1;
        return List.of(
                        name + " (" + symbol + ") - top " + depth + " traders " + day + " (" + zone + ")",
                        symbol + " - top " + depth + " traders " + day + " (" + zone + ")",
                        symbol + " - top " + depth + " " + day)
                .stream()
                .filter(title -> Cells.width(title) <= room)
                .findFirst()
                .orElse(Cells.left(symbol, Math.max(1, room), ""));
    }

    private List<String> freshness() {
        Model.Board board = model.board();
        if (board == null) {
            return List.of();
        }
        Heartbeat beat = heartbeat();
        boolean lag = state != Model.State.DAEMON_DOWN && state != Model.State.REDIS_DOWN;
        return List.of(
                "as of " + clock(board.standings().asOf()) + " "
                        + (model.look().local()
                                ? "local"
                                : model.config().zone().getId()),
                "age " + Ages.age(model.age()),
                "next " + untilFetch() + "s",
                beat != null && lag ? String.format(Locale.ROOT, "lag %.1fs", beat.lagMillis() / 1_000.0) : "");
    }

    /** As many of the parts as fit, the first ones first. */
    private static String joined(String between, List<String> parts, int cells) {
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            String next = line.isEmpty() ? part : between + part;
            if (part.isEmpty() || Cells.width(line + next) > cells) {
                break;
            }
            line.append(next);
        }
        return line.toString();
    }

    /** The symbols, the chosen one in brackets; where there are too many, those around it. */
    private String tabs(int cells) {
        List<String> names = model.config().tabs();
        int from = model.tab();
        int to = model.tab() + 1;
        String line = "[" + names.get(model.tab()) + "]";
        boolean grows = true;
        while (grows) {
            grows = false;
            if (to < names.size() && line.length() + names.get(to).length() + 2 <= cells - 1) {
                line += " " + names.get(to++) + " ";
                grows = true;
            }
            if (from > 0 && line.length() + names.get(from - 1).length() + 2 <= cells - 1) {
                line = " " + names.get(--from) + " " + line;
                grows = true;
            }
        }
        return (from > 0 ? "<" + line.stripLeading() : line) + (to < names.size() ? ">" : "");
    }

    private void summary(Model.Board board, Table table) {
        if (layout.summary() < 0) {
            return;
        }
        Standings standings = board.standings();
        Amounts amounts = new Amounts(standings, false);
        List<Standings.Row> rows = model.topRows();
        BigInteger top = BigInteger.ZERO;
        for (Standings.Row row : rows) {
            top = top.add(BigInteger.valueOf(row.volume()));
        }
        Instant since = table.since();
        int first = model.cursor().top() + 1;
        int last = Math.min(rows.size(), model.cursor().top() + layout.tableRows());
        canvas.put(
                0,
                layout.summary(),
                Role.BODY,
                joined(
                        " | ",
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "top %d hold %s of %s %s",
                                        rows.size(),
                                        amounts.share(top),
                                        amounts.total(),
                                        standings.board().symbol()),
                                last - first + 1 < rows.size()
                                        ? "rows " + first + "-" + last
                                        : String.format(Locale.ROOT, "%,d traders", standings.traders()),
                                since == null ? "" : table.moved() + " moved since " + minute(since)),
                        canvas.columns()));
    }

    /** The line above the keys: what is typed, or what is wrong, or an answer, or what the audit says. */
    private void message() {
        int at = layout.message();
        Model.Search search = model.search();
        Model.Pause pause = model.pause();
        String sentence = sentence();
        boolean alone = model.topRows().isEmpty();
        String answer = model.message();
        if (search != null && search.typing()) {
            canvas.put(0, at, Role.HEADER, "find: " + search.text() + "_");
        } else if (pause != null) {
            String more = answer.isEmpty() ? sentence : answer;
            canvas.put(0, at, Role.ALERT, Cells.left(banner(pause, more), canvas.columns(), ""));
        } else if (!sentence.isEmpty() && alone) {
            wrapped(Math.min(at, layout.table() + 1), sentence);
        } else if (!answer.isEmpty()) {
            canvas.put(0, at, Role.BODY, answer);
        } else {
            canvas.put(0, at, Role.BODY, sentence.isEmpty() ? proof().sentence() : sentence);
        }
    }

    /** Writes a sentence over as many lines as it takes. */
    private void wrapped(int row, String sentence) {
        int at = row;
        int column = 0;
        for (String word : sentence.split(" ", -1)) {
            if (column > 0 && column + Cells.width(word) > canvas.columns()) {
                at++;
                column = 0;
            }
            column = canvas.put(column, at, Role.BODY, word) + 1;
        }
    }

    private String banner(Model.Pause pause, String sentence) {
        String newer = pause.newer() == 1 ? "1 newer update" : pause.newer() + " newer updates";
        return " PAUSED at " + clock(pause.since()) + ": " + newer + ". Space resumes"
                + (sentence.isEmpty() ? "" : ". " + sentence);
    }

    private String sentence() {
        String symbol = model.symbol();
        return switch (state) {
            case LOADING -> "Reading " + symbol + " from " + model.config().address();
            case EMPTY ->
                model.day() == null
                        ? "No " + symbol + " trades since 00:00 "
                                + model.config().zone().getId() + ". Try: tradeboard produce"
                        : "No " + symbol + " board of " + model.day() + " is kept (ingest --retention keeps it)";
            case REDIS_DOWN -> redisDown();
            case DAEMON_DOWN -> daemonDown();
            case HEALING -> "The daemon is replaying its log onto the boards";
            case DISK_FULL -> "Ingest waits for space on the disk of its log; volumes are not moving";
            case CLOSING -> "The day is over; PROVISIONAL until the daemon has counted its last trades";
            case LIVE, LATE, STALE, FINAL -> "";
        };
    }

    /** With as much of the reason as there is room for. */
    private String redisDown() {
        Model.Board board = model.board();
        String before = "Redis unreachable (";
        String after = "), retry in " + untilFetch() + "s."
                + (board == null
                        ? ""
                        : " Showing " + clock(board.standings().asOf()) + ", age " + Ages.age(model.age()));
        String reason = String.valueOf(model.trouble());
        int room = Math.max(12, canvas.columns() - before.length() - after.length());
        String mark = model.config().ascii() ? "~" : "…";
        return before + (Cells.width(reason) <= room ? reason : Cells.left(reason, room, mark)) + after;
    }

    private String daemonDown() {
        Heartbeat beat = heartbeat();
        return beat == null
                ? "No ingest daemon has reported; volumes are not moving. Try: tradeboard ingest"
                : "Ingest stopped " + clock(beat.at()) + "; volumes are not moving";
    }

    private @Nullable Heartbeat heartbeat() {
        Model.Life life = model.life();
        return life == null ? null : life.heartbeat();
    }

    private Proof proof() {
        Model.Board board = model.board();
        return board == null ? new Proof("", "") : Proof.of(board.standings(), model.redisNow(), model.zone());
    }

    private long untilFetch() {
        return Math.max(
                0, Duration.between(model.now(), model.fetching().next()).toSeconds());
    }

    private Duration untilMidnight() {
        TradingDays days = TradingDays.of(model.config().zone());
        long now = model.redisNow().toEpochMilli();
        return Duration.ofMillis(days.endMillis(days.dayOf(now)) - now);
    }

    private String clock(Instant instant) {
        return CLOCK.withZone(model.zone()).format(instant);
    }

    private String minute(Instant instant) {
        return MINUTE.withZone(model.zone()).format(instant);
    }

    private String rule() {
        return (model.config().ascii() ? "-" : "─").repeat(canvas.columns());
    }
}
