package io.tradeboard.screen;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.EnumSet;
import java.util.Set;

/**
 * How each role looks. Colours only repeat what a glyph or a word says, never paint the background, and are never red
 * or green; without colours everything can still be told.
 *
 * @param color whether there are colours at all
 */
record Theme(boolean color) {
    /** What a piece of text is for. */
    enum Role {
        BODY,
        HEADER,
        UP,
        DOWN,
        ALERT
    }

    TextColor foreground(Role role) {
        if (!color) {
            return TextColor.ANSI.DEFAULT;
        }
        return switch (role) {
            case UP -> TextColor.ANSI.BLUE;
            case DOWN -> TextColor.ANSI.MAGENTA;
            default -> TextColor.ANSI.DEFAULT;
        };
    }

    Set<SGR> modifiers(Role role) {
        return switch (role) {
            case HEADER -> EnumSet.of(SGR.BOLD);
            case ALERT -> EnumSet.of(SGR.REVERSE);
            default -> EnumSet.noneOf(SGR.class);
        };
    }
}
