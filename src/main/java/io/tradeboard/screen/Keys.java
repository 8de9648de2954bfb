package io.tradeboard.screen;

import com.googlecode.lanterna.input.KeyStroke;
import org.jspecify.annotations.Nullable;

/** Turns what the terminal library reports of a key into an event; what it means is for {@link Update} to say. */
final class Keys {
    private Keys() {}

    /** The event that a key stroke stands for, or null. */
    static @Nullable Event event(KeyStroke stroke) {
        return switch (stroke.getKeyType()) {
            case Tab -> new Event.Pressed(Event.Key.TAB);
            case ReverseTab -> new Event.Pressed(Event.Key.BACK_TAB);
            case ArrowUp -> new Event.Pressed(Event.Key.UP);
            case ArrowDown -> new Event.Pressed(Event.Key.DOWN);
            case ArrowLeft -> new Event.Pressed(Event.Key.LEFT);
            case ArrowRight -> new Event.Pressed(Event.Key.RIGHT);
            case PageUp -> new Event.Pressed(Event.Key.PAGE_UP);
            case PageDown -> new Event.Pressed(Event.Key.PAGE_DOWN);
            case Home -> new Event.Pressed(Event.Key.HOME);
            case End -> new Event.Pressed(Event.Key.END);
            case Enter -> new Event.Pressed(Event.Key.ENTER);
            case Escape -> new Event.Pressed(Event.Key.ESCAPE);
            case Backspace, Delete -> new Event.Pressed(Event.Key.BACKSPACE);
            case F1 -> new Event.Pressed(Event.Key.F1);
            case EOF -> new Event.Pressed(Event.Key.END_OF_INPUT);
            case Character -> character(stroke.getCharacter(), stroke.isCtrlDown(), stroke.isAltDown());
            default -> null;
        };
    }

    private static @Nullable Event character(char character, boolean ctrl, boolean alt) {
        if (ctrl) {
            return switch (character) {
                case 'c' -> new Event.Pressed(Event.Key.CTRL_C);
                case 'l' -> new Event.Pressed(Event.Key.CTRL_L);
                case 'z' -> new Event.Pressed(Event.Key.CTRL_Z);
                case 'h' -> new Event.Pressed(Event.Key.BACKSPACE);
                default -> null;
            };
        }
        return alt ? null : new Event.Typed(character);
    }
}
