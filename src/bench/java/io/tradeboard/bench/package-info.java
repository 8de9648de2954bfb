/**
 * Measures the program from outside, side by side with other ways to do the same, and its three hand-written places
 * alone. {@code scripts/bench} compiles and runs it.
 *
 * <p>What is measured is the command as it is installed, in a process of its own: how far it is, is read from the boards
 * in Redis, what it costs, from the system. Only {@link io.tradeboard.bench.Insides} and {@link
 * io.tradeboard.bench.HandWritten} know classes of the path.
 *
 * <p>A <em>warm</em> rate is that of what a run over a whole file does beyond a run over the first quarter of it: the
 * trades that it has more, by the seconds that it takes longer. The start, and most of what the compiler of the JVM does,
 * fall into both. What a process costs for each trade is taken likewise.
 */
@NullMarked
package io.tradeboard.bench;

import org.jspecify.annotations.NullMarked;
