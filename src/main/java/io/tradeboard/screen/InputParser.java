package io.tradeboard.screen;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Splits what a terminal sends into keys, pastes and answers, by the grammar of ECMA-48 and not by a list of sequences:
 * one that means nothing is swallowed to its last byte, so no part of it is taken for a key.
 *
 * <p>A sequence whose parts arrive less than {@link #SILENCE} apart is put together; one that is never finished is given up
 * after that silence, or after {@link #MOST_SEQUENCE} in any case, so that it cannot keep the keyboard. A paste is never
 * given up, as the rest of one that is stalled on its way would run as commands; only Ctrl-C breaks it off. {@link Keys}
 * says what a whole sequence means. Not thread-safe; reads no clock.
 */
final class InputParser {
    /** How many milliseconds may pass within a sequence; so long also a lone Esc waits for what may follow it. */
    static final long SILENCE = 300;

    private static final long MOST_SEQUENCE = 2_000;

    /** A key with Alt comes as Esc and the key at once; slower than that they are two keys. */
    private static final long ALT = 50;

    private static final int KEPT_BYTES = 1_024;
    private static final int MOUSE_UNITS = 3;
    private static final int ESC = 0x1B;
    private static final int BEL = 0x07;
    private static final int INTERRUPT = 0x03;
    private static final int CANCEL = 0x18;
    private static final int SUBSTITUTE = 0x1A;

    private enum State {
        GROUND,
        /** In a character of several bytes. */
        CHARACTER,
        ESCAPE,
        SS3,
        CSI,
        /** After {@code CSI [}, with which the Linux console begins function keys. */
        CONSOLE_KEY,
        /** In the button and position of an X10 mouse report. */
        MOUSE,
        /** In an OSC, DCS, APC, PM or SOS. */
        STRING,
        STRING_ESCAPE,
        PASTE
    }

    private final boolean utf8;
    private final Charset charset;
    private final Consumer<Event> events;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private State state = State.GROUND;
    private long began;
    private long last;
    private Paste paste = new Paste();
    private boolean alt;
    private char kind;
    private int previous;
    private int point;
    private int least;
    private int missing;

    /**
     * @param utf8 whether characters come in UTF-8; if not, only those in ASCII are known
     * @param events gets what was understood
     */
    InputParser(boolean utf8, Consumer<Event> events) {
        this.utf8 = utf8;
        this.charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        this.events = events;
    }

    /** Takes the next byte, which came at a time in milliseconds. */
    void accept(int b, long now) {
        elapse(now);
        long silent = now - last;
        last = now;
        switch (state) {
            case GROUND -> ground(b);
            case CHARACTER -> character(b);
            case ESCAPE -> escape(b, silent);
            case SS3 -> ss3(b);
            case CSI -> csi(b);
            case CONSOLE_KEY -> consoleKey(b);
            case MOUSE -> mouse(b);
            case STRING -> string(b);
            case STRING_ESCAPE -> stringEscape(b, silent);
            case PASTE -> paste(b);
        }
        previous = b;
    }

    /** Gives up what is not finished by now. */
    void elapse(long now) {
        if (now >= deadline()) {
            boolean escape = state == State.ESCAPE || state == State.STRING_ESCAPE;
            reset();
            if (escape) {
                press(Event.Key.ESCAPE);
            }
        }
    }

    /** When {@link #elapse} is due; never where nothing is unfinished, or only a paste. */
    long deadline() {
        return switch (state) {
            case GROUND, PASTE -> Long.MAX_VALUE;
            default -> Math.min(last + SILENCE, began + MOST_SEQUENCE);
        };
    }

    private void reset() {
        state = State.GROUND;
        alt = false;
        kept.reset();
    }

    private void begin(State next) {
        reset();
        state = next;
        began = last;
    }

    private void press(Event.Key key) {
        events.accept(new Event.Pressed(key));
    }

    private void keep(int b) {
        if (kept.size() < KEPT_BYTES) {
            kept.write(b);
        }
    }

    private String kept() {
        return kept.toString(charset);
    }

    private void ground(int b) {
        if (b == ESC) {
            begin(State.ESCAPE);
        } else if (b < 0x80) {
            boolean dropped = alt && b != INTERRUPT;
            alt = false;
            if (!dropped) {
                Keys.character(b).forEach(events);
            }
        } else if (!utf8) {
            decoded(b < 0xA0 ? b : -1);
        } else if (b >= 0xC2 && b <= 0xF4) {
            boolean dropped = alt;
            missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
            least = b < 0xE0 ? 0x80 : b < 0xF0 ? 0x800 : 0x10000;
            point = b & (0x3F >> missing);
            begin(State.CHARACTER);
            alt = dropped;
        } else {
            alt = false;
        }
    }

    private void character(int b) {
        if ((b & 0xC0) != 0x80) {
            reset();
            ground(b);
            return;
        }
        point = point << 6 | (b & 0x3F);
        if (--missing == 0) {
            boolean whole = point >= least && point <= Character.MAX_CODE_POINT;
            state = State.GROUND;
            decoded(whole ? point : -1);
        }
    }

    /** A character beyond ASCII, or -1 for one that cannot be understood. */
    private void decoded(int c) {
        boolean dropped = alt;
        alt = false;
        if (c >= 0x80 && c < 0xA0) {
            // A control of eight bits stands for Esc and another character.
            introduce(c - 0x40);
        } else if (c >= 0 && !dropped) {
            Keys.character(c).forEach(events);
        }
    }

    /** Begins what Esc and this character begin; returns whether they begin anything. */
    private boolean introduce(int b) {
        switch (b) {
            case '[' -> begin(State.CSI);
            case 'O' -> begin(State.SS3);
            case ']', 'P', 'X', '^', '_' -> {
                begin(State.STRING);
                kind = (char) b;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void escape(int b, long silent) {
        boolean together = silent < ALT;
        if (b == ESC) {
            begin(State.ESCAPE);
            if (!together) {
                press(Event.Key.ESCAPE);
            }
        } else if (!introduce(b)) {
            reset();
            if (!together) {
                press(Event.Key.ESCAPE);
            }
            alt = together;
            ground(b);
        }
    }

    /** Whether a byte ends a sequence before its time; Esc begins another, and Ctrl-C is always heard. */
    private boolean breaksOff(int b) {
        if (b == ESC || b == INTERRUPT) {
            reset();
            ground(b);
        } else if (b == CANCEL || b == SUBSTITUTE) {
            reset();
        } else {
            return false;
        }
        return true;
    }

    private void ss3(int b) {
        if (!breaksOff(b) && !(b >= '0' && b <= ';')) {
            reset();
            Keys.ss3((char) b).forEach(events);
        }
    }

    private void csi(int b) {
        if (breaksOff(b)) {
            return;
        }
        boolean first = kept.size() == 0;
        if (b >= 0x20 && b < 0x40) {
            keep(b);
        } else if (first && b == '[') {
            begin(State.CONSOLE_KEY);
        } else if (first && b == 'M') {
            begin(State.MOUSE);
            missing = MOUSE_UNITS;
        } else if (b == '~' && kept().equals("200")) {
            begin(State.PASTE);
            paste = new Paste();
        } else {
            String parameters = kept();
            reset();
            Keys.csi(parameters, (char) b).forEach(events);
        }
    }

    private void consoleKey(int b) {
        if (!breaksOff(b)) {
            reset();
            if (b == 'A') {
                press(Event.Key.F1);
            }
        }
    }

    /** Three units follow: each a byte, or in a mode of some terminals a character of two. */
    private void mouse(int b) {
        boolean second = isFirstOfTwo(previous) && (b & 0xC0) == 0x80;
        if (breaksOff(b)) {
            return;
        }
        if (missing == 0) {
            reset();
            if (!second) {
                ground(b);
            }
        } else if (!second && --missing == 0 && !isFirstOfTwo(b)) {
            reset();
        }
    }

    private static boolean isFirstOfTwo(int b) {
        return b >= 0xC2 && b <= 0xDF;
    }

    private void string(int b) {
        if (b == BEL || (b == 0x9C && (!utf8 || previous == 0xC2))) {
            finishString();
        } else if (b == ESC) {
            state = State.STRING_ESCAPE;
        } else if (!breaksOff(b)) {
            keep(b);
        }
    }

    private void stringEscape(int b, long silent) {
        if (b == '\\') {
            finishString();
        } else {
            // Not its end: the string was broken off, and this is something else.
            escape(b, silent);
        }
    }

    private void finishString() {
        // The first byte of an end that has two was kept, and is no character by itself.
        String text = kept().replace("\uFFFD", "");
        reset();
        if (kind == ']') {
            Keys.osc(text).forEach(events);
        }
    }

    private void paste(int b) {
        if (b == INTERRUPT) {
            reset();
            ground(b);
        } else if (paste.isEndedBy(b)) {
            reset();
            events.accept(new Event.Pasted(paste.firstLine(charset)));
        }
    }
}
