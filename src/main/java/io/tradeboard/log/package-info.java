/**
 * What every log has in common: an ordered sequence of {@linkplain io.tradeboard.log.Record records} that can be read
 * again, of one {@linkplain io.tradeboard.log.RecordLog#writer writer}, by {@linkplain io.tradeboard.log.RecordLog offset}.
 *
 * <p>A record of our own log says on which board its trade counts, or that it was late. That is decided once, at acceptance, so
 * settings that change later cannot make replay, audit and intake disagree.
 *
 * <p>A part that cannot be read is a {@linkplain io.tradeboard.log.Gap gap}: it is reported with path, offset and reason,
 * what follows is read, and the boards that counted something of it are UNVERIFIED. When the segment is restored, {@code
 * tradeboard rebuild} makes them whole.
 *
 * <p>A partition of Kafka is a log too: {@link io.tradeboard.log.PartitionLog}. Nothing but the senders' records is in it, so
 * {@link io.tradeboard.log.PartitionJudge} decides about each of them whenever it is read, by the records before it and the
 * settings alone. {@link io.tradeboard.log.Logs} are those that an audit recounts, of either kind.
 *
 * <p>{@link io.tradeboard.log.FileLog} is a writer's segments in a directory of {@link io.tradeboard.wal}. {@link
 * io.tradeboard.log.Summaries} spare reading them at every start; they are believed only for the very bytes that they
 * summarise.
 */
@NullMarked
package io.tradeboard.log;

import org.jspecify.annotations.NullMarked;
