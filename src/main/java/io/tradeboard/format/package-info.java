/** One definition of each output: boards, ranks, audits and status as JSON, CSV and text. */
@NullMarked
package io.tradeboard.format;

import org.jspecify.annotations.NullMarked;
