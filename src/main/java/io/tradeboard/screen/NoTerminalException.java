package io.tradeboard.screen;

import java.io.IOException;

/** There is no terminal that a screen could be shown on, whatever the streams are; the message says why. */
public final class NoTerminalException extends IOException {
    private static final long serialVersionUID = 1;

    NoTerminalException(String message) {
        super(message);
    }

    NoTerminalException(String message, IOException cause) {
        super(message, cause);
    }
}
