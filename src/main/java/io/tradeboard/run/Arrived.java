package io.tradeboard.run;

/**
 * Trades that arrived together, so that how long they took is known without a look at the clock for each.
 *
 * @param nanos when, by the clock of the buffer's owner
 * @param trades how many of them count on boards
 */
public record Arrived(long nanos, long trades) {}
