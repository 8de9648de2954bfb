package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can happen to a screen. */
sealed interface Event {
    /** Time passed. */
    record Tick(Instant now) implements Event {}

    /** A key that is no character was pressed. */
    record Pressed(Key key) implements Event {}

    /** A character was typed; one outside the first plane comes as two. */
    record Typed(char character) implements Event {}

    /** A text was pasted: its first line, without what cannot be drawn. */
    record Pasted(String text) implements Event {}

    /** The terminal reported its background, or null: that it does not report one. */
    record Background(Theme.@Nullable Kind kind) implements Event {}

    /** The terminal has this size now. */
    record Resized(int columns, int rows) implements Event {}

    /**
     * What was asked for under this version came.
     *
     * @param followed the row of the trader that is followed; null where nobody is, or it is not on the board
     */
    record Loaded(long version, Standings standings, History history, Standings.@Nullable Row followed)
            implements Event {}

    /** These traders have in their ids what was looked for under this version. */
    record Found(long version, List<Standings.Row> matches) implements Event {}

    /** What was asked for under this version could not be read. */
    record Failed(long version, BoardCondition condition) implements Event {}

    /** The trader whose places were asked for under this version stands here. */
    record Profiled(long version, Profile profile) implements Event {}

    /** These symbols are traded today, as was asked under this version; null where Redis refuses to list them. */
    record Traded(long version, @Nullable Set<String> symbols) implements Event {}

    /** Redis could not be reached, whatever it was asked. */
    record Unreachable(String reason) implements Event {}

    /**
     * Redis reported how it is and what the daemons last reported.
     *
     * @param latency how long Redis took to answer
     */
    record Heard(Vitals vitals, Duration latency) implements Event {}

    /** What a key asked for was done, or could not be. */
    record Done(String message) implements Event {}

    /** The program was asked to end with this exit code. */
    record Quit(int exitCode) implements Event {}

    /** A key that is no character. */
    enum Key {
        TAB,
        BACK_TAB,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        BACKSPACE,
        F1,
        CTRL_C,
        CTRL_L,
        CTRL_U,
        CTRL_W,
        CTRL_Z,
        END_OF_INPUT
    }
}
