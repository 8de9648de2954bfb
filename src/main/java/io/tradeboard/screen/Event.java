package io.tradeboard.screen;

import io.tradeboard.board.Heartbeat;
import io.tradeboard.board.Standings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can happen to a screen. */
sealed interface Event {
    /** Time passed. */
    record Tick(Instant now) implements Event {}

    /** A key was pressed. */
    record Pressed(Key key) implements Event {}

    /** A tab was asked for by its number, the first being 1. */
    record Chosen(int number) implements Event {}

    /** The terminal has this size now. */
    record Resized(int columns, int rows) implements Event {}

    /** The standings that were asked for under this version came. */
    record Loaded(long version, Standings standings) implements Event {}

    /** Redis could not be reached, whatever it was asked. */
    record Unreachable(String reason) implements Event {}

    /** Redis told the newest sign of life of a daemon; null where there was none in a day. */
    record Heard(@Nullable Heartbeat heartbeat) implements Event {}

    /** The program was asked to end with this exit code. */
    record Quit(int exitCode) implements Event {}

    /** What a key stands for. */
    enum Key {
        QUIT,
        INTERRUPT,
        END_OF_INPUT,
        NEXT_SYMBOL,
        PREVIOUS_SYMBOL,
        REFRESH,
        REDRAW
    }
}
