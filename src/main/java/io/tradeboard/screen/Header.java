package io.tradeboard.screen;

import io.tradeboard.read.BoardState;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.text.Ages;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What stands above the table: which board it is, how fresh, how exact, and which others there are. */
final class Header {
    private final Model model;
    private final Canvas canvas;
    private final BoardState state;

    Header(Model model, Canvas canvas) {
        this.model = model;
        this.canvas = canvas;
        this.state = model.state();
    }

    void draw(Layout layout) {
        canvas.put(0, 0, Role.HEADER, title());
        canvas.putRight(0, model.pause() == null ? role(state) : Role.ALERT, stateWord());
        drawFreshness(layout);
    }

    /** Draws what changes with time. */
    void drawFreshness(Layout layout) {
        drawFreshness("");
        if (layout.tabs() >= 0) {
            String resets = model.day() != null ? "" : "resets in " + Ages.hoursAndMinutes(untilMidnight());
            int left = canvas.columns() - resets.length() - 1;
            canvas.put(0, layout.tabs(), Role.BODY, Cells.left(tabs(left), left, ""));
            canvas.putRight(layout.tabs(), Role.BODY, resets);
        }
    }

    /** Draws how fresh and how exact the board is, after a word. */
    void drawFreshness(String before) {
        Proof proof = model.proof();
        int room = canvas.columns() - proof.word().length() - 1;
        String freshness = Cells.joined(" | ", freshness(), Math.max(0, room - before.length()));
        canvas.put(0, 1, Role.BODY, Cells.left(freshness.isEmpty() ? "" : before + freshness, room, ""));
        canvas.putRight(1, role(proof), proof.word());
    }

    private String stateWord() {
        Model.Pause pause = model.pause();
        boolean well = state == BoardState.LIVE || state == BoardState.LATE || state == BoardState.STALE;
        return pause != null && well ? "PAUSED " + model.times().second(pause.since()) : state.word();
    }

    /** How the word of a state is drawn. */
    static Role role(BoardState state) {
        return switch (state) {
            case LIVE, FINAL -> Role.GOOD;
            case LOADING, EMPTY, LATE, HEALING, REDIS_BACK, CLOSING, NOT_KEPT -> Role.WARN;
            default -> Role.ALERT;
        };
    }

    /** How the word of a proof is drawn. */
    static Role role(Proof proof) {
        if (proof.isWell()) {
            return proof.isVerified() ? Role.GOOD : Role.BODY;
        }
        return proof.isWrong() ? Role.ALERT : Role.WARN;
    }

    /** The longest title that leaves room for the state. */
    private String title() {
        String symbol = model.symbol();
        String name = model.config().symbols().title(symbol);
        String zone = model.zone().getId();
        String day = model.day() == null ? "today" : model.day().toString();
        String top = top(model);
        int room = canvas.columns() - stateWord().length() - 1;
        String traders = model.look().depth() == 1 ? " trader " : " traders ";
        return Stream.of(
                        name + " (" + symbol + ") - " + top + traders + day + " (" + zone + ")",
                        symbol + " - " + top + traders + day + " (" + zone + ")",
                        symbol + " - " + top + " " + day)
                .filter(title -> Cells.width(title) <= room)
                .findFirst()
                .orElse(Cells.left(symbol, Math.max(1, room), ""));
    }

    /** Which rows are shown: the best, or those in sight where not all of them fit. */
    static String top(Model model) {
        String top = "top " + model.look().depth();
        int rows = model.topRows().size();
        int shown = Layout.of(model).tableRows();
        int first = model.cursor().top() + 1;
        int last = Math.min(rows, first + shown - 1);
        return shown >= rows ? top : first + (first == last ? "" : "-" + last) + " of " + top;
    }

    private List<String> freshness() {
        Model.Board board = model.board();
        if (board == null || state == BoardState.NOT_KEPT) {
            return List.of();
        }
        return List.of(
                "as of " + model.times().second(board.standings().asOf()) + " "
                        + (model.look().local() ? "local" : model.zone().getId()),
                "age " + Ages.age(model.age()),
                "next " + model.untilFetch() + "s",
                flushDelay(board.standings()));
    }

    /** Of the daemons that feed the board; nothing where none does, or nobody can know. */
    private String flushDelay(Standings standings) {
        Model.Life life = model.life();
        if (life == null || model.trouble() != null) {
            return "";
        }
        List<Heartbeat> feeding = life.vitals().feeding(standings.ledger().marks());
        Duration overdue = model.overdue(feeding);
        if (overdue != null) {
            return "last report " + Ages.age(overdue) + " ago";
        }
        return feeding.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "flush delay %.1fs", Vitals.flushDelayMillis(feeding) / 1_000.0);
    }

    /** The symbols, the chosen one in brackets; where there are too many, those around it. */
    private String tabs(int cells) {
        List<String> names = model.tabs();
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

    private Duration untilMidnight() {
        TradingDays days = TradingDays.of(model.zone());
        long now = model.redisNow().toEpochMilli();
        return Duration.ofMillis(days.endMillis(days.dayOf(now)) - now);
    }
}
