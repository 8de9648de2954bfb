package io.tradeboard.screen;

import java.time.Instant;

/**
 * An answer to a key.
 *
 * @param text empty where there is none
 * @param until when it has been shown long enough
 * @param hinted whether a key without a meaning was answered: that is done once
 */
record Answer(String text, Instant until, boolean hinted) {}
