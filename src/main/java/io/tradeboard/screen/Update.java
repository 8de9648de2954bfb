package io.tradeboard.screen;

import io.tradeboard.board.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The next model, from a model and what happened. Pure: it reads no clock and asks nobody. */
final class Update {
    /** How soon Redis is tried again when it was away. */
    static final Duration RETRY = Duration.ofSeconds(5);

    private static final int INTERRUPTED = 130;

    private Update() {}

    static Model apply(Model model, Event event) {
        Edit next = new Edit(model);
        if (event instanceof Event.Tick tick) {
            next.now = tick.now();
        } else if (event instanceof Event.Pressed pressed) {
            press(next, pressed.key());
        } else if (event instanceof Event.Chosen chosen) {
            next.message = "";
            if (chosen.number() <= model.config().tabs().size()) {
                choose(next, chosen.number() - 1);
            }
        } else if (event instanceof Event.Resized size) {
            next.columns = size.columns();
            next.rows = size.rows();
            next.redraws++;
        } else if (event instanceof Event.Loaded loaded) {
            load(next, loaded);
        } else if (event instanceof Event.Unreachable unreachable) {
            next.trouble = unreachable.reason();
            next.fetching = false;
            next.nextFetch = next.now.plus(RETRY);
        } else if (event instanceof Event.Heard heard) {
            next.life = new Model.Life(heard.heartbeat(), next.now);
            if (next.trouble != null) {
                next.trouble = null;
                next.nextFetch = next.now;
            }
        } else if (event instanceof Event.Quit quit) {
            next.exitCode = quit.exitCode();
        }
        if (!next.fetching && !next.now.isBefore(next.nextFetch)) {
            next.fetching = true;
            next.wanted++;
        }
        return next.done();
    }

    private static void press(Edit next, Event.Key key) {
        int tabs = next.config.tabs().size();
        next.message = "";
        switch (key) {
            case QUIT, END_OF_INPUT -> next.exitCode = 0;
            case INTERRUPT -> next.exitCode = INTERRUPTED;
            case NEXT_SYMBOL -> choose(next, (next.tab + 1) % tabs);
            case PREVIOUS_SYMBOL -> choose(next, (next.tab + tabs - 1) % tabs);
            case REDRAW -> next.redraws++;
            case REFRESH -> {
                if (next.board != null && next.trouble == null && isNewest(next)) {
                    next.message = "already newest";
                } else {
                    next.nextFetch = next.now;
                }
            }
        }
    }

    private static boolean isNewest(Edit next) {
        Model.Board shown = next.board;
        return shown != null
                && Duration.between(shown.standings().asOf(), next.now).compareTo(next.config.cacheLife()) < 0;
    }

    private static void choose(Edit next, int tab) {
        if (tab != next.tab) {
            next.tab = tab;
            next.board = null;
            next.fetching = false;
            next.nextFetch = next.now;
        }
    }

    private static void load(Edit next, Event.Loaded loaded) {
        if (loaded.version() != next.wanted) {
            return;
        }
        next.fetching = false;
        Standings standings = loaded.standings();
        next.board = shown(next.board, standings, next.now);
        if (standings.stale()) {
            // The reader had only what it knew from before.
            next.trouble = next.trouble == null ? "no answer" : next.trouble;
            next.nextFetch = next.now.plus(RETRY);
            return;
        }
        Instant due = standings.asOf().plus(next.config.refresh()).plusSeconds(1);
        Instant earliest = next.now.plusSeconds(1);
        Instant latest = next.now.plus(next.config.refresh()).plusSeconds(1);
        next.nextFetch = due.isBefore(earliest) ? earliest : due.isAfter(latest) ? latest : due;
    }

    /** Keeps the ranks that were shown before, unless the same standings came again. */
    private static Model.Board shown(Model.@Nullable Board before, Standings now, Instant receivedAt) {
        if (before == null || !before.standings().board().equals(now.board())) {
            return new Model.Board(now, receivedAt, Map.of(), null);
        }
        if (before.standings().asOf().equals(now.asOf())) {
            return new Model.Board(now, before.receivedAt(), before.ranksBefore(), before.before());
        }
        Map<String, Integer> ranks = new HashMap<>();
        for (Standings.Row row : before.standings().rows()) {
            ranks.put(row.traderId(), row.rank());
        }
        return new Model.Board(now, receivedAt, ranks, before.standings().asOf());
    }

    /** The fields of a model while the next one is made. */
    private static final class Edit {
        final WatchConfig config;
        Instant now;
        int tab;
        int columns;
        int rows;
        long wanted;
        boolean fetching;
        Instant nextFetch;
        Model.@Nullable Board board;

        @Nullable
        String trouble;

        Model.@Nullable Life life;
        String message;
        long redraws;

        @Nullable
        Integer exitCode;

        Edit(Model model) {
            config = model.config();
            now = model.now();
            tab = model.tab();
            columns = model.columns();
            rows = model.rows();
            wanted = model.wanted();
            fetching = model.fetching();
            nextFetch = model.nextFetch();
            board = model.board();
            trouble = model.trouble();
            life = model.life();
            message = model.message();
            redraws = model.redraws();
            exitCode = model.exitCode();
        }

        Model done() {
            return new Model(
                    config, now, tab, columns, rows, wanted, fetching, nextFetch, board, trouble, life, message,
                    redraws, exitCode);
        }
    }
}
