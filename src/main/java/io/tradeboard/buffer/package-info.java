/**
 * Sums that are durable in the log and not yet on their boards. Memory is bounded by the number of distinct traders,
 * not of trades.
 */
@NullMarked
package io.tradeboard.buffer;

import org.jspecify.annotations.NullMarked;
