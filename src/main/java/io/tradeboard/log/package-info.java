/**
 * What every log has in common: an ordered sequence of {@linkplain io.tradeboard.log.Record records} that can be read
 * again, of one {@linkplain io.tradeboard.log.RecordLog#writer writer}, by {@linkplain io.tradeboard.log.RecordLog offset}.
 *
 * <p>A record says on which board its trade counts, or that it was late. That is decided once, at acceptance, so settings
 * that change later cannot make replay, audit and intake disagree.
 *
 * <p>A part that cannot be read is a {@linkplain io.tradeboard.log.Gap gap}: it is reported with path, offset and reason,
 * what follows is read, and the boards that counted something of it are UNVERIFIED. When the segment is restored, {@code
 * tradeboard rebuild} makes them whole.
 *
 * <p>{@link io.tradeboard.log.FileLog} is a writer's segments in a directory of {@link io.tradeboard.wal}. {@link
 * io.tradeboard.log.Summaries} spare reading them at every start; they are believed only for the very bytes that they
 * summarise.
 */
@NullMarked
package io.tradeboard.log;

import org.jspecify.annotations.NullMarked;
