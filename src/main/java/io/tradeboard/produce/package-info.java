/** Trades on their way to the stream: the mock market, given trades, pacing, sinks. */
@NullMarked
package io.tradeboard.produce;

import org.jspecify.annotations.NullMarked;
