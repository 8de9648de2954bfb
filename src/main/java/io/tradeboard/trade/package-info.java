/**
 * What a trade is: its rules, its text and binary forms, the boards it belongs to, and a mock market that makes some.
 *
 * <p>A quantity is an exact {@code long} in units of 10<sup>-scale</sup>; no floating point number ever touches one.
 */
@NullMarked
package io.tradeboard.trade;

import org.jspecify.annotations.NullMarked;
