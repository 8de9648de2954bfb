package io.tradeboard.read;

import io.tradeboard.text.Printable;

/** A score on a board is no whole number of units: somebody else has put it there. */
final class UnreadableVolumeException extends RuntimeException {
    UnreadableVolumeException(String trader, String score, Throwable cause) {
        super("the volume of " + Printable.quote(trader) + " is " + score, cause);
    }
}
