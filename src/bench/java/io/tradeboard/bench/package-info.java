/**
 * Measures the program from outside, side by side with other ways to do the same, and its three hand-written places
 * alone. {@code scripts/bench} compiles and runs it.
 *
 * <p>What is measured is the command as it is installed, in a process of its own: how far it is, is read from the boards
 * in Redis, what it costs, from the system. Only {@link io.tradeboard.bench.Insides} and the micro-benchmarks know
 * classes of the path.
 *
 * <p>A <em>warm</em> rate is that of the second half of the trades: the start and most of what the compiler of the JVM
 * does fall into the first.
 */
@NullMarked
package io.tradeboard.bench;

import org.jspecify.annotations.NullMarked;
