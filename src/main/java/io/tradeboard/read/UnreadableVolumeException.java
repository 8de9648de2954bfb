package io.tradeboard.read;

import io.tradeboard.text.Printable;

/** A score on a board is not a whole number of units: another client wrote it. */
final class UnreadableVolumeException extends RuntimeException {
    UnreadableVolumeException(String trader, String score, Throwable cause) {
        super("the volume of " + Printable.quote(trader) + " is " + score, cause);
    }
}
