package io.tradeboard.screen;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;

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

    /** The character in the look of its role. */
    TextCharacter dress(TextCharacter character, Role role) {
        return switch (role) {
            case BODY -> character;
            // One modifier at a time: the library's method for several leaves the character as it is.
            case HEADER -> character.withModifier(SGR.BOLD);
            case ALERT -> character.withModifier(SGR.REVERSE);
            case UP -> colored(character, TextColor.ANSI.BLUE);
            case DOWN -> colored(character, TextColor.ANSI.MAGENTA);
        };
    }

    private TextCharacter colored(TextCharacter character, TextColor foreground) {
        return color ? character.withForegroundColor(foreground) : character;
    }
}
