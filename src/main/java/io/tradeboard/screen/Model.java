package io.tradeboard.screen;

import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the screen knows.
 *
 * @param tab index of the chosen symbol
 * @param columns and {@code rows}: the size of the terminal in cells
 * @param wanted counts the fetches asked for; a result of an older one is dropped
 * @param fetching whether the fetch asked for last is under way
 * @param nextFetch when standings are to be fetched next
 * @param board what is shown, null until the chosen symbol was fetched once
 * @param trouble why Redis cannot be reached, null where it can
 * @param life the daemons' newest sign of life, null until it was asked for once
 * @param message an answer to the last key, empty where there is none
 * @param redraws counts the complete redraws asked for
 * @param exitCode what to end with, null while the screen is to go on
 */
record Model(
        WatchConfig config,
        Instant now,
        int tab,
        int columns,
        int rows,
        long wanted,
        boolean fetching,
        Instant nextFetch,
        @Nullable Board board,
        @Nullable String trouble,
        @Nullable Life life,
        String message,
        long redraws,
        @Nullable Integer exitCode) {

    /**
     * What is shown of a symbol.
     *
     * @param receivedAt when the standings came, by the clock of the screen
     * @param ranksBefore each trader's rank in the standings shown before, for movement; empty where there were none
     * @param before when those were read, null where there were none
     */
    record Board(
            Standings standings,
            Instant receivedAt,
            Map<String, Integer> ranksBefore,
            @Nullable Instant before) {}

    /** A sign of life and when it came; null where no daemon gave any in a day. */
    record Life(@Nullable Heartbeat heartbeat, Instant receivedAt) {}

    /** The word at the top right. */
    enum State {
        LOADING("LOADING"),
        EMPTY("EMPTY"),
        LIVE("LIVE"),
        LATE("LATE"),
        STALE("STALE"),
        HEALING("HEALING"),
        DAEMON_DOWN("DAEMON DOWN"),
        REDIS_DOWN("REDIS DOWN");

        final String word;

        State(String word) {
            this.word = word;
        }
    }

    private static final Duration LATE_AFTER = Duration.ofSeconds(15);

    static Model start(WatchConfig config, Instant now, int columns, int rows) {
        int tab = config.tabs().indexOf(config.symbol());
        return new Model(config, now, tab, columns, rows, 0, false, now, null, null, null, "", 0, null);
    }

    String symbol() {
        return config.tabs().get(tab);
    }

    /** How old the standings shown are. */
    Duration age() {
        Board shown = board;
        if (shown == null) {
            return Duration.ZERO;
        }
        return shown.standings().age(now);
    }

    /** How old the daemons' newest sign of life is. */
    Duration lifeAge() {
        Life known = life;
        if (known == null || known.heartbeat() == null) {
            return Duration.ZERO;
        }
        return known.heartbeat().age().plus(Duration.between(known.receivedAt(), now));
    }

    State state() {
        Board shown = board;
        if (trouble != null) {
            return State.REDIS_DOWN;
        }
        if (shown == null) {
            return State.LOADING;
        }
        if (isDaemonDown()) {
            return State.DAEMON_DOWN;
        }
        if (isHealing()) {
            return State.HEALING;
        }
        if (shown.standings().rows().isEmpty()) {
            return State.EMPTY;
        }
        Duration late = config.refresh().plus(LATE_AFTER);
        if (age().compareTo(late) <= 0) {
            return State.LIVE;
        }
        return age().compareTo(config.refresh().multipliedBy(3)) > 0 ? State.STALE : State.LATE;
    }

    private boolean isDaemonDown() {
        Life known = life;
        if (known == null) {
            return false;
        }
        Heartbeat beat = known.heartbeat();
        return beat == null || !beat.isRunning() || lifeAge().compareTo(Heartbeat.ALIVE) > 0;
    }

    private boolean isHealing() {
        Life known = life;
        Heartbeat beat = known == null ? null : known.heartbeat();
        return beat != null && beat.state().equals("HEALING");
    }
}
