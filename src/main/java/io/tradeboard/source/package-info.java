/**
 * Where trades come from: lines of a file or of standard input, and the Redis stream; and the way into that stream.
 *
 * <p>A source that can be read again has positions. The daemon logs the position that each group of trades reaches, and
 * reports to the source when it is durable; so after a crash reading resumes exactly there.
 */
@NullMarked
package io.tradeboard.source;

import org.jspecify.annotations.NullMarked;
