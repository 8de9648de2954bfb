/**
 * The command line: each command parses, makes one validated configuration, calls, and prints. Data goes to standard
 * output, everything else to standard error.
 */
@NullMarked
package io.tradeboard.cli;

import org.jspecify.annotations.NullMarked;
