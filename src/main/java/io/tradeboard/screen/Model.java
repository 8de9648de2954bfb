package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the screen knows.
 *
 * @param columns and {@code rows}: the size of the terminal in cells
 * @param tab index of the chosen symbol
 * @param day the day that was asked for, null for today
 * @param board what is shown, null until the chosen symbol was fetched once
 * @param pause null unless the screen is frozen
 * @param trouble why Redis cannot be reached, null where it can
 * @param life how Redis and the daemons were when they were asked last, null until then
 * @param followed the trader whose row is always shown, or null
 * @param search what is looked for, null where nothing is
 * @param moves who overtook whom, the latest first
 * @param help the first line of the help that is shown, or -1 where it is not
 * @param skew how far the clock here is ahead of that of Redis
 * @param message an answer to a key, empty where there is none
 * @param messageUntil when it has been shown long enough
 * @param exitCode what to end with, null while the screen is to go on
 */
record Model(
        WatchConfig config,
        Instant now,
        int columns,
        int rows,
        int tab,
        @Nullable LocalDate day,
        Fetching fetching,
        @Nullable Board board,
        @Nullable Pause pause,
        @Nullable String trouble,
        @Nullable Life life,
        Look look,
        Cursor cursor,
        @Nullable String followed,
        @Nullable Search search,
        List<Moves.Move> moves,
        int help,
        Duration skew,
        String message,
        Instant messageUntil,
        Requests requests,
        @Nullable Integer exitCode) {

    /**
     * How it stands with the questions to Redis.
     *
     * @param version counts the fetches asked for; a result of an older one is dropped
     * @param underWay whether the one asked for last is
     * @param next when standings are to be fetched next
     */
    record Fetching(long version, boolean underWay, Instant next) {}

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
     * @param latest the newest of them, null where none came
     */
    record Pause(Instant since, int newer, @Nullable Board latest) {}

    /** How Redis and the daemons were, and how long Redis took to answer. */
    record Life(Vitals vitals, Duration latency) {}

    /**
     * How things are drawn.
     *
     * @param compact whether volumes are shortened
     * @param local whether times are those of this machine's zone
     * @param wall whether the hints are left out
     */
    record Look(Theme theme, Baseline baseline, int depth, boolean compact, boolean local, boolean wall) {
        Look with(Theme other) {
            return new Look(other, baseline, depth, compact, local, wall);
        }

        Look with(Baseline other) {
            return new Look(theme, other, depth, compact, local, wall);
        }

        Look withDepth(int other) {
            return new Look(theme, baseline, other, compact, local, wall);
        }

        Look withCompact(boolean other) {
            return new Look(theme, baseline, depth, other, local, wall);
        }

        Look withLocal(boolean other) {
            return new Look(theme, baseline, depth, compact, other, wall);
        }

        Look withWall(boolean other) {
            return new Look(theme, baseline, depth, compact, local, other);
        }
    }

    /**
     * Where the selection is.
     *
     * @param trader the one that is selected, null where nobody is
     * @param top index of the first row that is shown
     */
    record Cursor(@Nullable String trader, int top) {
        static final Cursor NOWHERE = new Cursor(null, 0);
    }

    /**
     * A search for a trader.
     *
     * @param typing whether its text is still being typed
     * @param matches those found beyond the rows that are shown, null until they came
     * @param at index of the match that was shown last
     */
    record Search(String text, boolean typing, @Nullable List<Standings.Row> matches, int at) {}

    /** What a key can ask of others than the screen itself. */
    enum Request {
        REDRAW,
        FIND,
        SAVE,
        COPY,
        SUSPEND
    }

    /** How often each was asked for. */
    record Requests(Map<Request, Long> counts) {
        static final Requests NONE = new Requests(Map.of());

        long count(Request request) {
            return counts.getOrDefault(request, 0L);
        }

        Requests and(Request request) {
            Map<Request, Long> more = new EnumMap<>(Request.class);
            more.putAll(counts);
            more.merge(request, 1L, Long::sum);
            return new Requests(Map.copyOf(more));
        }
    }

    static final int MOST_ROWS = 50;

    static Model start(WatchConfig config, Instant now, int columns, int rows) {
        return new Model(
                config,
                now,
                columns,
                rows,
                config.tabs().indexOf(config.symbol()),
                null,
                new Fetching(0, false, now),
                null,
                null,
                null,
                null,
                new Look(config.theme(), Baseline.REFRESH, config.depth(rows), false, false, false),
                Cursor.NOWHERE,
                config.follow(),
                null,
                List.of(),
                -1,
                Duration.ZERO,
                "",
                now,
                Requests.NONE,
                null);
    }

    String symbol() {
        return config.tabs().get(tab);
    }

    /** How times are shown. */
    Times times() {
        return new Times(look.local() ? config.localZone() : zone());
    }

    /** Whose midnight ends the day: that of the board shown, which may differ from the configured one. */
    ZoneId zone() {
        Board shown = board;
        return shown == null ? config.zone() : shown.standings().zone();
    }

    /** Rows to fetch: more than are shown, so that a climber's old rank is known, and whatever depth is chosen next. */
    int fetchDepth() {
        return 2 * Math.max(MOST_ROWS, config.depth()) + 1;
    }

    /** The rows of the board that are within the chosen depth. */
    List<Standings.Row> topRows() {
        Board shown = board;
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
        Board shown = board;
        return shown == null ? Proof.NONE : Proof.of(shown.standings(), redisNow(), times());
    }

    /** Seconds until standings are fetched next. */
    long untilFetch() {
        long left = Duration.between(now, fetching.next()).toSeconds();
        return Math.max(0, Math.min(left, config.refresh().toSeconds()));
    }

    /** How old the standings shown are. */
    Duration age() {
        Board shown = board;
        return shown == null ? Duration.ZERO : shown.standings().age(redisNow());
    }

    /** Now, by the clock of Redis. */
    Instant redisNow() {
        return now.minus(skew);
    }

    BoardState state() {
        return condition().state();
    }

    /** The state of what is shown, and why. */
    BoardCondition condition() {
        Board shown = board;
        if (trouble != null) {
            return new BoardCondition(BoardState.REDIS_DOWN, trouble);
        }
        if (shown == null) {
            return new BoardCondition(BoardState.LOADING, "Reading " + symbol() + " from " + config.address());
        }
        Life known = life;
        Vitals vitals = known == null ? shown.standings().reading().vitals() : known.vitals();
        return shown.standings().condition(vitals, redisNow(), config.refresh(), times());
    }
}
