package io.tradeboard.screen;

import com.googlecode.lanterna.input.KeyStroke;
import org.jspecify.annotations.Nullable;

/** What each key does. */
final class Keys {
    private Keys() {}

    /** The event that a key stroke stands for, or null. */
    static @Nullable Event event(KeyStroke stroke) {
        return switch (stroke.getKeyType()) {
            case Tab -> new Event.Pressed(Event.Key.NEXT_SYMBOL);
            case ReverseTab -> new Event.Pressed(Event.Key.PREVIOUS_SYMBOL);
            case EOF -> new Event.Pressed(Event.Key.END_OF_INPUT);
            case Character -> character(stroke.getCharacter(), stroke.isCtrlDown());
            default -> null;
        };
    }

    private static @Nullable Event character(char character, boolean ctrl) {
        if (ctrl) {
            return switch (character) {
                case 'c' -> new Event.Pressed(Event.Key.INTERRUPT);
                case 'l' -> new Event.Pressed(Event.Key.REDRAW);
                default -> null;
            };
        }
        if (character >= '1' && character <= '9') {
            return new Event.Chosen(character - '0');
        }
        return switch (character) {
            case 'q' -> new Event.Pressed(Event.Key.QUIT);
            case 'r' -> new Event.Pressed(Event.Key.REFRESH);
            default -> null;
        };
    }
}
