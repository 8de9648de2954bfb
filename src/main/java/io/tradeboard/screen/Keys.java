package io.tradeboard.screen;

import io.tradeboard.text.Printable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the characters and sequences of a terminal mean, those of the keyboard protocols of kitty and xterm among them;
 * whatever is not listed means nothing. What a key does is for {@link Update} to say.
 */
final class Keys {
    private static final Pattern NUMBERS = Pattern.compile("[0-9:;]*");
    private static final List<Event> NONE = List.of();

    private static final int SHIFT = 1;
    private static final int CTRL = 4;
    private static final int CAPS_LOCK = 64;

    /** Alt, Super, Hyper and Meta: keys with these mean something to a window manager at most. */
    private static final int OTHERS = 2 | 8 | 16 | 32;

    private static final int RELEASED = 3;

    /** The private use area, in which kitty has keys that are no characters. */
    private static final int FIRST_PRIVATE = 0xE000;

    private static final int LAST_PRIVATE = 0xF8FF;
    private static final int KITTY_KEYPAD = 57_399;
    private static final String KITTY_KEYPAD_CHARACTERS = "0123456789./*-+";

    private Keys() {}

    /** A character as it comes, controls among them. */
    static List<Event> character(int c) {
        return switch (c) {
            case 3 -> pressed(Event.Key.CTRL_C);
            case '\t' -> pressed(Event.Key.TAB);
            case '\r', '\n' -> pressed(Event.Key.ENTER);
            case 12 -> pressed(Event.Key.CTRL_L);
            case 21 -> pressed(Event.Key.CTRL_U);
            case 23 -> pressed(Event.Key.CTRL_W);
            case 26 -> pressed(Event.Key.CTRL_Z);
            case '\b', 127 -> pressed(Event.Key.BACKSPACE);
            case 27 -> pressed(Event.Key.ESCAPE);
            default -> typed(c);
        };
    }

    private static List<Event> pressed(Event.Key key) {
        return List.of(new Event.Pressed(key));
    }

    private static List<Event> typed(int c) {
        if (!Character.isValidCodePoint(c) || !Printable.isSafe(c) || (c >= FIRST_PRIVATE && c <= LAST_PRIVATE)) {
            return NONE;
        }
        return Character.toString(c)
                .chars()
                .<Event>mapToObj(unit -> new Event.Typed((char) unit))
                .toList();
    }

    /** The key whose sequence is ESC O and a letter: of the cursor, or of a keypad that is not in its numeric mode. */
    static List<Event> ss3(char last) {
        if (last >= 'j' && last <= 'y') {
            return typed(last - 0x40);
        }
        return last == 'M' ? pressed(Event.Key.ENTER) : last == 'Z' ? NONE : named(last);
    }

    /** What {@code CSI}, these parameters and a last character mean. */
    static List<Event> csi(String parameters, char last) {
        if (!NUMBERS.matcher(parameters).matches()) {
            boolean attributes = parameters.startsWith("?") && last == 'c';
            return attributes ? List.of(new Event.Background(null)) : NONE;
        }
        int[][] numbers = numbers(parameters);
        int modifiers = number(numbers, 1, 0, 1) - 1;
        if (number(numbers, 1, 1, 1) == RELEASED) {
            return NONE;
        }
        return switch (last) {
            case 'u' -> kitty(numbers, modifiers);
            case '~' ->
                number(numbers, 0, 0, 0) == 27
                        ? key(number(numbers, 2, 0, 0), (modifiers & CTRL) == 0 ? modifiers & ~SHIFT : modifiers)
                        : numbered(number(numbers, 0, 0, 0));
            default -> number(numbers, 0, 0, 1) == 1 ? named(last) : NONE;
        };
    }

    private static List<Event> named(char last) {
        return switch (last) {
            case 'A' -> pressed(Event.Key.UP);
            case 'B' -> pressed(Event.Key.DOWN);
            case 'C' -> pressed(Event.Key.RIGHT);
            case 'D' -> pressed(Event.Key.LEFT);
            case 'H' -> pressed(Event.Key.HOME);
            case 'F' -> pressed(Event.Key.END);
            case 'P' -> pressed(Event.Key.F1);
            case 'Z' -> pressed(Event.Key.BACK_TAB);
            default -> NONE;
        };
    }

    /** The numbers 7 and 8 are those of rxvt. */
    private static List<Event> numbered(int number) {
        return switch (number) {
            case 1, 7 -> pressed(Event.Key.HOME);
            case 4, 8 -> pressed(Event.Key.END);
            case 3 -> pressed(Event.Key.BACKSPACE);
            case 5 -> pressed(Event.Key.PAGE_UP);
            case 6 -> pressed(Event.Key.PAGE_DOWN);
            case 11 -> pressed(Event.Key.F1);
            default -> NONE;
        };
    }

    /** {@code code:shifted:base;modifiers:event;text}, all but the code optional. */
    private static List<Event> kitty(int[][] numbers, int modifiers) {
        int code = number(numbers, 0, 0, 0);
        int shifted = number(numbers, 0, 1, 0);
        int base = number(numbers, 0, 2, 0);
        int text = number(numbers, 2, 0, 0);
        boolean ctrl = (modifiers & CTRL) != 0;
        boolean shift = (modifiers & SHIFT) != 0;
        if (ctrl && base > 0) {
            return key(base, modifiers);
        }
        if (!ctrl && (text > 0 || (shift && shifted > 0))) {
            return key(text > 0 ? text : shifted, modifiers & ~(SHIFT | CAPS_LOCK));
        }
        return key(code, modifiers);
    }

    private static List<Event> key(int code, int modifiers) {
        boolean shift = (modifiers & SHIFT) != 0;
        if ((modifiers & OTHERS) != 0) {
            return NONE;
        }
        if (code >= FIRST_PRIVATE && code <= LAST_PRIVATE) {
            return keypad(code - KITTY_KEYPAD);
        }
        if (code == '\t' && shift) {
            return pressed(Event.Key.BACK_TAB);
        }
        if (code < ' ' || code == 127) {
            return (modifiers & CTRL) == 0 ? character(code) : NONE;
        }
        if ((modifiers & CTRL) != 0) {
            int letter = Character.toLowerCase(code);
            return shift || letter < 'a' || letter > 'z' ? NONE : character(letter - 'a' + 1);
        }
        boolean capital = shift != ((modifiers & CAPS_LOCK) != 0);
        if (Character.isLetter(code)) {
            return typed(capital ? Character.toUpperCase(code) : code);
        }
        // What Shift makes of it depends on the layout of the keyboard, which is not known here.
        return shift ? NONE : typed(code);
    }

    /** A key by its place after the 0 of kitty's keypad. */
    private static List<Event> keypad(int place) {
        if (place >= 0 && place < KITTY_KEYPAD_CHARACTERS.length()) {
            return typed(KITTY_KEYPAD_CHARACTERS.charAt(place));
        }
        return switch (place) {
            case 15 -> pressed(Event.Key.ENTER);
            case 18 -> pressed(Event.Key.LEFT);
            case 19 -> pressed(Event.Key.RIGHT);
            case 20 -> pressed(Event.Key.UP);
            case 21 -> pressed(Event.Key.DOWN);
            case 22 -> pressed(Event.Key.PAGE_UP);
            case 23 -> pressed(Event.Key.PAGE_DOWN);
            case 24 -> pressed(Event.Key.HOME);
            case 25 -> pressed(Event.Key.END);
            case 27 -> pressed(Event.Key.BACKSPACE);
            default -> NONE;
        };
    }

    private static int[][] numbers(String parameters) {
        return Stream.of(parameters.split(";", -1))
                .map(parameter -> Stream.of(parameter.split(":", -1))
                        .mapToInt(number -> number.isEmpty() || number.length() > 7 ? -1 : Integer.parseInt(number))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static int number(int[][] numbers, int parameter, int part, int otherwise) {
        boolean given = parameter < numbers.length && part < numbers[parameter].length;
        return given && numbers[parameter][part] >= 0 ? numbers[parameter][part] : otherwise;
    }

    /** What an operating system command reports: the background where it is number 11. */
    static List<Event> osc(String text) {
        Theme.Kind background = Background.kind(text);
        return background == null ? NONE : List.of(new Event.Background(background));
    }
}
