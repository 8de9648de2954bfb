package io.tradeboard.screen;

import java.util.regex.Pattern;

/** Edits the line of a prompt, and does what it asks for. */
final class Typing {
    private static final int MOST_CHARACTERS = 64;
    private static final Pattern LAST_WORD = Pattern.compile("[^ ]* *$");

    private Typing() {}

    static void type(Edit next, Overlay.Prompt prompt, char character) {
        if (prompt.text().length() < MOST_CHARACTERS) {
            change(next, prompt.with(prompt.text() + character));
        }
    }

    static void press(Edit next, Overlay.Prompt prompt, Event.Key key) {
        String text = prompt.text();
        switch (key) {
            case BACKSPACE -> {
                int end = text.isEmpty() ? 0 : text.offsetByCodePoints(text.length(), -1);
                change(next, prompt.with(text.substring(0, end)));
            }
            case CTRL_U -> change(next, prompt.with(""));
            case CTRL_W -> change(next, prompt.with(LAST_WORD.matcher(text).replaceFirst("")));
            case TAB -> {
                if (prompt instanceof Overlay.Symbol symbol) {
                    Choosing.complete(next, symbol);
                }
            }
            case ENTER -> {
                if (prompt instanceof Overlay.Symbol symbol) {
                    Choosing.entered(next, symbol);
                } else {
                    Finding.entered(next);
                }
            }
            case ESCAPE -> {
                next.overlay = null;
                if (prompt instanceof Overlay.Find find) {
                    Finding.cancel(next, find);
                }
            }
            default -> {
                // Moves nothing while a text is typed.
            }
        }
    }

    private static void change(Edit next, Overlay.Prompt prompt) {
        next.overlay = prompt;
        if (prompt instanceof Overlay.Find find) {
            Finding.look(next, find);
        }
    }
}
