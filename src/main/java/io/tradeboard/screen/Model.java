package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything the screen knows. Most of it is about the chosen board: {@link #choosing} gives the same screen with another
 * one chosen, which is how several are drawn.
 *
 * @param columns and {@code rows}: the size of the terminal in cells
 * @param tabs the symbols that Tab goes through: the configured ones, and those that were asked for
 * @param tab index of the chosen symbol
 * @param day the day that was asked for, null for today
 * @param watches the boards that are or were on the screen
 * @param fetches how many were begun
 * @param pausedAt null unless the screen is frozen
 * @param life how Redis and the daemons were when they were asked last, null until then
 * @param skew how far the clock here is ahead of that of Redis
 * @param page what fills the screen
 * @param overlay what stands in front of it, or null
 * @param followed the trader whose row is always shown, or null
 * @param search what was looked for, null where nothing was
 * @param turnAt when the next symbol is shown by itself
 * @param exitCode what to end with, null while the screen is to go on
 */
record Model(
        WatchConfig config,
        Instant now,
        int columns,
        int rows,
        List<String> tabs,
        int tab,
        @Nullable LocalDate day,
        Map<Watch.Key, Watch> watches,
        long fetches,
        @Nullable Instant pausedAt,
        @Nullable Life life,
        Duration skew,
        Look look,
        Page page,
        @Nullable Overlay overlay,
        Cursor cursor,
        @Nullable String followed,
        @Nullable Search search,
        Answer answer,
        Instant turnAt,
        Requests requests,
        @Nullable Integer exitCode) {

    /**
     * What is shown of a symbol.
     *
     * @param followed the row of the trader that is followed, null where it is not on the board
     * @param before the standings that were shown before, null where there were none
     */
    record Board(
            Standings standings,
            History history,
            Standings.@Nullable Row followed,
            @Nullable Sample before) {}

    /**
     * A frozen screen.
     *
     * @param newer how many newer standings have come since
     */
    record Pause(Instant since, int newer) {}

    /** How Redis and the daemons were, and how long Redis took to answer. */
    record Life(Vitals vitals, Duration latency) {}

    static final int MOST_ROWS = 50;

    /** How old the last report of a daemon may be: it reports every two seconds. */
    private static final Duration USUAL_REPORT = Duration.ofSeconds(5);

    static Model start(WatchConfig config, Instant now, int columns, int rows) {
        return new Model(
                config,
                now,
                columns,
                rows,
                config.tabs(),
                config.tabs().indexOf(config.symbol()),
                null,
                Map.of(),
                0,
                null,
                null,
                Duration.ZERO,
                new Look(config.theme(), Baseline.REFRESH, config.depth(rows), false, false, config.wall()),
                Page.BOARD,
                null,
                Cursor.NOWHERE,
                config.follow(),
                null,
                new Answer("", now, false),
                now.plus(config.turn()),
                Requests.NONE,
                null);
    }

    String symbol() {
        return tabs.get(tab);
    }

    /** The chosen board. */
    Watch.Key key() {
        return key(tab);
    }

    Watch.Key key(int index) {
        return new Watch.Key(tabs.get(index), day);
    }

    /** What is known of the chosen board. */
    Watch watch() {
        return Objects.requireNonNullElseGet(watches.get(key()), () -> Watch.due(now));
    }

    Watch.Fetching fetching() {
        return watch().fetching();
    }

    /** What is shown of the chosen board, null until it was read once. */
    @Nullable
    Board board() {
        return watch().board();
    }

    /** Why the chosen board could not be read, null where it could. */
    @Nullable
    BoardCondition trouble() {
        return watch().trouble();
    }

    List<Moves.Move> moves() {
        return watch().moves();
    }

    /** Null unless the screen is frozen. */
    @Nullable
    Pause pause() {
        return pausedAt == null ? null : new Pause(pausedAt, watch().newer());
    }

    String message() {
        return answer.text();
    }

    /** The same screen with another symbol chosen. */
    Model withTab(int index) {
        Edit next = new Edit(this);
        next.tab = index;
        return next.done();
    }

    /** The same screen with another symbol chosen, to draw its board: nothing is selected there, or answered. */
    Model choosing(int index) {
        Edit next = new Edit(this);
        next.tab = index;
        next.cursor = Cursor.NOWHERE;
        next.search = null;
        next.overlay = null;
        next.clearAnswer();
        return next.done();
    }

    /** The same on a part of the screen. */
    Model within(int width, int height) {
        Edit next = new Edit(this);
        next.columns = width;
        next.rows = height;
        return next.done();
    }

    /** The same at another time, with what is known then of Redis and the daemons. */
    Model at(Instant time, @Nullable Life known, Duration ahead) {
        Edit next = new Edit(this);
        next.now = time;
        next.life = known;
        next.skew = ahead;
        return next.done();
    }

    /**
     * What time and heartbeats can change of the boards on the screen, but for the line that counts seconds: their states,
     * what proves them, and the panel about the daemons.
     */
    List<Object> states() {
        List<Object> states = new ArrayList<>();
        for (Watch.Key key : Panes.visible(this)) {
            Model chosen = key.equals(key()) ? this : choosing(tabs.indexOf(key.symbol()));
            // A reason why a board cannot be read has a countdown of its own.
            states.add(chosen.trouble() == null ? "" : now);
            states.add(chosen.condition());
            states.add(chosen.proof());
        }
        if (life != null && !(page instanceof Page.Board && Panes.layout(this).proof() < 0)) {
            states.add(overdue(life.vitals().daemons()) == null ? life : now);
        }
        return states;
    }

    /** How times are shown. */
    Times times() {
        return new Times(look.local() ? config.localZone() : zone());
    }

    /** Whose midnight ends the day: that of the board shown, which may differ from the configured one. */
    ZoneId zone() {
        Board shown = board();
        return shown == null ? config.zone() : shown.standings().zone();
    }

    /** Rows to fetch: more than are shown, so that a climber's old rank is known, and whatever depth is chosen next. */
    int fetchDepth() {
        return 2 * Math.max(MOST_ROWS, config.depth()) + 1;
    }

    /** The rows of the board that are within the chosen depth. */
    List<Standings.Row> topRows() {
        Board shown = board();
        return shown == null ? List.of() : topRows(shown);
    }

    /** The rows of any board that are within the chosen depth. */
    List<Standings.Row> topRows(Board any) {
        List<Standings.Row> all = any.standings().rows();
        return all.subList(0, Math.min(look.depth(), all.size()));
    }

    /** What is shown, for a file: the rows within the chosen depth, and that of the followed trader. */
    Standings saved(Board shown) {
        List<Standings.Row> saved = new ArrayList<>(topRows());
        Standings.Row other = followedRow(shown);
        if (other != null && !saved.contains(other)) {
            saved.add(other);
        }
        return shown.standings().with(saved);
    }

    /** The row of the trader that is followed now, who may be another than when the board was fetched; or null. */
    Standings.@Nullable Row followedRow(Board shown) {
        if (followed == null) {
            return null;
        }
        Standings.Row fetched = shown.followed();
        return fetched != null && fetched.isShownAs(followed)
                ? fetched
                : shown.standings().row(followed);
    }

    /** What the last audit of the board says now. */
    Proof proof() {
        Board shown = board();
        return shown == null ? Proof.NONE : Proof.of(shown.standings(), redisNow(), times());
    }

    /** When the next board on the screen is to be read. */
    Instant nextFetch() {
        return Panes.visible(this).stream()
                .map(key -> Objects.requireNonNullElseGet(watches.get(key), () -> Watch.due(now)))
                .map(Watch::fetching)
                .filter(fetching -> !fetching.underWay())
                .map(Watch.Fetching::next)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Seconds until standings are fetched next. */
    long untilFetch() {
        long left = Duration.between(now, fetching().next()).toSeconds();
        return Math.max(0, Math.min(left, config.refresh().toSeconds()));
    }

    /** How old the standings shown are. */
    Duration age() {
        Board shown = board();
        return shown == null ? Duration.ZERO : shown.standings().age(redisNow());
    }

    /** Now, by the clock of Redis. */
    Instant redisNow() {
        return now.minus(skew);
    }

    /** How long ago the quietest of these daemons reported, where that was longer than usual when it was read; or null. */
    @Nullable
    Duration overdue(List<Heartbeat> daemons) {
        return daemons.stream()
                .filter(beat -> beat.age().compareTo(USUAL_REPORT) > 0)
                .map(beat -> Duration.between(beat.at(), redisNow()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    BoardState state() {
        return condition().state();
    }

    /** The state of what is shown, and why. */
    BoardCondition condition() {
        Board shown = board();
        BoardCondition trouble = trouble();
        if (trouble != null) {
            return trouble;
        }
        boolean old = age().compareTo(config.refresh()) > 0 && fetching().stage() == Watch.Stage.OPENING;
        if (shown == null || old) {
            return new BoardCondition(BoardState.LOADING, "Reading " + symbol() + " from " + config.address());
        }
        Life known = life;
        Vitals vitals = known == null ? shown.standings().reading().vitals() : known.vitals();
        return shown.standings().condition(vitals, redisNow(), config.refresh(), times());
    }
}
