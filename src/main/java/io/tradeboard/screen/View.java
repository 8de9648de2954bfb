package io.tradeboard.screen;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.TextGraphics;
import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.Standings;
import io.tradeboard.screen.Theme.Role;
import io.tradeboard.trade.TradingDays;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Draws a model into the cells of a screen; every cell is written each time, so nothing needs clearing.
 *
 * <p>From 80x24 up: three lines of header, the table with as many rows as fit, a footer, and the keys in the last line.
 */
final class View {
    static final int COLUMNS = 80;
    static final int ROWS = 24;

    private static final int TABLE_TOP = 4;
    private static final int FOOTER_ROWS = 5;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Model model;
    private final TextGraphics graphics;
    private final Theme theme;
    private final int columns;
    private final int rows;

    private View(Model model, TextGraphics graphics) {
        this.model = model;
        this.graphics = graphics;
        this.theme = new Theme(model.config().color());
        TerminalSize size = graphics.getSize();
        this.columns = size.getColumns();
        this.rows = size.getRows();
    }

    static void draw(Model model, TextGraphics graphics) {
        new View(model, graphics).draw();
    }

    private void draw() {
        for (int row = 0; row < rows; row++) {
            put(0, row, Role.BODY, " ".repeat(columns));
        }
        if (columns < COLUMNS || rows < ROWS) {
            put(0, 0, Role.BODY, "Need " + COLUMNS + "x" + ROWS + ", have " + columns + "x" + rows + ". q quits");
            return;
        }
        header();
        Model.Board board = model.board();
        if (board != null && !board.standings().rows().isEmpty()) {
            new Table(board, model.config(), columns).lines(tableRows()).forEach(this::tableLine);
            footer(board);
        }
        put(0, rows - 1, Role.BODY, "q quit  Tab symbol  1-9 symbol  r refresh  Ctrl-L redraw");
    }

    private void header() {
        Model.State state = model.state();
        WatchConfig config = model.config();
        put(
                0,
                0,
                Role.HEADER,
                config.symbols().title(model.symbol()) + " (" + model.symbol() + ") - top " + config.depth()
                        + " traders today (" + config.zone().getId() + ")");
        putRight(0, state == Model.State.LIVE ? Role.HEADER : Role.ALERT, state.word);
        put(0, 1, Role.BODY, freshness(state));
        Proof proof = proof();
        putRight(1, proof.isExact() ? Role.BODY : Role.ALERT, proof.word());
        put(0, 2, Role.BODY, tabs());
        putRight(2, Role.BODY, "resets in " + Ages.hoursAndMinutes(untilMidnight()));
        put(0, 3, Role.BODY, rule());
        String sentence = sentence(state);
        if (!sentence.isEmpty()) {
            put(0, model.board() == null || isEmpty() ? TABLE_TOP + 1 : rows - 2, Role.BODY, sentence);
        } else if (!model.message().isEmpty()) {
            put(0, rows - 2, Role.BODY, model.message());
        } else if (!proof.sentence().isEmpty()) {
            put(0, rows - 2, Role.BODY, proof.sentence());
        }
    }

    private Proof proof() {
        Model.Board board = model.board();
        return board == null ? new Proof("", "") : Proof.of(board.standings(), model.now());
    }

    private String freshness(Model.State state) {
        Model.Board board = model.board();
        if (board == null) {
            return "";
        }
        String text = "as of " + clock(board.standings().asOf()) + " "
                + model.config().zone().getId() + " | age " + Ages.age(model.age());
        long next = Math.max(0, Duration.between(model.now(), model.nextFetch()).toSeconds());
        text += " | next " + next + "s";
        Heartbeat beat = heartbeat();
        if (beat == null || state == Model.State.DAEMON_DOWN || state == Model.State.REDIS_DOWN) {
            return text;
        }
        return text + String.format(Locale.ROOT, " | lag %.1fs", beat.lagMillis() / 1_000.0);
    }

    private String tabs() {
        StringBuilder tabs = new StringBuilder();
        for (String tab : model.config().tabs()) {
            tabs.append(tab.equals(model.symbol()) ? "[" + tab + "]" : " " + tab + " ");
        }
        return tabs.toString();
    }

    private String sentence(Model.State state) {
        String symbol = model.symbol();
        return switch (state) {
            case LOADING -> "Reading " + symbol + " from " + model.config().address();
            case EMPTY ->
                "No " + symbol + " trades since 00:00 " + model.config().zone().getId() + ". Try: tradeboard produce";
            case REDIS_DOWN -> redisDown();
            case DAEMON_DOWN -> daemonDown();
            case HEALING -> "The daemon is replaying its log onto the boards";
            default -> "";
        };
    }

    private String redisDown() {
        Model.Board board = model.board();
        long retry =
                Math.max(0, Duration.between(model.now(), model.nextFetch()).toSeconds());
        return "Redis unreachable (" + model.trouble() + "), retry in " + retry + "s."
                + (board == null
                        ? ""
                        : " Showing " + clock(board.standings().asOf()) + ", age " + Ages.age(model.age()));
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

    private void tableLine(Table.Line line) {
        put(0, TABLE_TOP + line.row(), line.row() == 0 ? Role.HEADER : Role.BODY, line.text());
        if (!line.movement().isEmpty()) {
            put(Table.MOVEMENT_AT, TABLE_TOP + line.row(), line.role(), line.movement());
        }
    }

    private void footer(Model.Board board) {
        Standings standings = board.standings();
        Amounts amounts = new Amounts(standings);
        int shown = Math.min(model.config().depth(), standings.rows().size());
        BigInteger top = BigInteger.ZERO;
        for (Standings.Row row : standings.rows().subList(0, shown)) {
            top = top.add(BigInteger.valueOf(row.volume()));
        }
        int at = TABLE_TOP + 1 + Math.min(shown, tableRows());
        put(0, at, Role.BODY, rule());
        Instant before = board.before();
        String moved = before == null
                ? ""
                : " | " + new Table(board, model.config(), columns).moved() + " moved since "
                        + MINUTE.withZone(model.config().zone()).format(before);
        put(
                0,
                at + 1,
                Role.BODY,
                String.format(
                        Locale.ROOT,
                        "top %d hold %s of %s %s | %,d traders%s",
                        shown,
                        amounts.share(top),
                        amounts.total(),
                        standings.board().symbol(),
                        standings.traders(),
                        moved));
    }

    private int tableRows() {
        return rows - TABLE_TOP - 1 - FOOTER_ROWS;
    }

    private boolean isEmpty() {
        Model.Board board = model.board();
        return board == null || board.standings().rows().isEmpty();
    }

    private Duration untilMidnight() {
        TradingDays days = TradingDays.of(model.config().zone());
        long now = model.now().toEpochMilli();
        return Duration.ofMillis(days.endMillis(days.dayOf(now)) - now);
    }

    private String clock(Instant instant) {
        return CLOCK.withZone(model.config().zone()).format(instant);
    }

    private String rule() {
        return (model.config().ascii() ? "-" : "─").repeat(columns);
    }

    private void putRight(int row, Role role, String text) {
        if (text.isEmpty()) {
            return;
        }
        put(columns - Cells.width(text) - 1, row, Role.BODY, " ");
        put(columns - Cells.width(text), row, role, text);
    }

    /** Writes text from a cell on, cut at the edge of the screen. */
    private void put(int column, int row, Role role, String text) {
        int at = column;
        for (TextCharacter character : Cells.characters(text)) {
            int wide = character.isDoubleWidth() ? 2 : 1;
            if (at + wide > columns) {
                return;
            }
            graphics.setCharacter(at, row, theme.dress(character, role));
            at += wide;
        }
    }
}
