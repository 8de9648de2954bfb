/**
 * The program as its users meet it: real processes started through {@code bin/tradeboard}, a real Redis, signals, files
 * and pipes.
 *
 * <p>Each test has a {@link io.tradeboard.e2e.Deployment} of its own, so they run side by side. What must be on the boards
 * is known from a {@link io.tradeboard.e2e.Recount} that shares no code with the program.
 */
@NullMarked
package io.tradeboard.e2e;

import org.jspecify.annotations.NullMarked;
