/**
 * The ranking in Redis: the atomic step that moves volumes and mark together, and the way back through a cache.
 *
 * <table>
 *   <caption>Keys</caption>
 *   <tr><th>key</th><th>type</th><th>content</th></tr>
 *   <tr><td>{@code tradeboard:{SYMBOL:DAY}:volumes}</td><td>sorted set</td>
 *       <td>member: trader id; score: volume in units of 10<sup>-scale</sup>, an integer of at most 2<sup>53</sup>-1</td></tr>
 *   <tr><td>{@code tradeboard:{SYMBOL:DAY}:ledger}</td><td>hash</td>
 *       <td>{@code scale}, {@code zone}, {@code trades}, {@code volume}, {@code lastTradeAt}, one
 *       {@code mark:WRITER} per writer, see {@link io.tradeboard.board.Mark}, and {@code closed:WRITER}, the mark
 *       at which that writer finished the day: it has finished while it holds that mark. Of writers that are
 *       partitions of Kafka also {@code gap:WRITER}, records that were removed before they were counted, and {@code
 *       rules}, the settings by which records were judged. Where it is not 1, {@code shards} is over how many shards the
 *       board is spread</td></tr>
 *   <tr><td>{@code tradeboard:{SYMBOL:DAY}:audit}</td><td>hash</td>
 *       <td>one field per log directory: what the last audit of the board from there found, as milliseconds since the
 *       epoch, trades, differences, pending records, whether the board is behind, and why it is unverified, see {@link io.tradeboard.status.Verdict}</td></tr>
 *   <tr><td>{@code tradeboard:{SYMBOL:DAY}:history}</td><td>hash</td>
 *       <td>one field per minute since the epoch, or per step of {@code step} milliseconds: a
 *       {@link io.tradeboard.read.Sample} of the best traders</td></tr>
 *   <tr><td>{@code tradeboard:symbols:DAY}</td><td>set</td><td>symbols that have a board that day</td></tr>
 *   <tr><td>{@code tradeboard:shards:DAY}</td><td>hash</td>
 *       <td>one field per symbol: over how many shards its board is spread, see {@link io.tradeboard.board.ShardIndex}</td></tr>
 *   <tr><td>{@code tradeboard:daemon:WRITER}</td><td>hash</td>
 *       <td>a daemon's {@link io.tradeboard.status.Heartbeat}, kept a day</td></tr>
 *   <tr><td>{@code tradeboard:daemons}</td><td>sorted set</td>
 *       <td>member: writer; score: its last heartbeat, in milliseconds since the epoch by the clock of Redis</td></tr>
 *   <tr><td>{@code tradeboard:traders}</td><td>hash</td>
 *       <td>the traders directory, one field per trader id: a {@link io.tradeboard.read.TraderEntry} as JSON with {@code
 *       alias}, {@code hidden}, {@code excluded} and {@code tag}, of which those that say nothing are left out. Boards,
 *       history and results keep raw ids; readers apply the directory</td></tr>
 * </table>
 *
 * <p>The board of a symbol that is traded very much may be spread over shards, by the CRC32C of the trader, see {@link
 * io.tradeboard.trade.Shard}. Shard 0 has the keys above, the others have the tag {@code {SYMBOL:DAY:SHARD}}; each has volumes,
 * ledger and audit of its own, and is to all who write a board of its own. The history is that of the merged list.
 *
 * <p>The invariant that all else rests on: <em>a board and its marks change in one atomic step and vanish
 * together.</em> So a batch applied twice counts once, and when Redis loses data the marks go back with the volumes and
 * say what to apply again. The step is {@code apply.lua}; it compares the stored mark with the one the batch starts
 * from, and writes only where they are equal.
 */
@NullMarked
package io.tradeboard.board;

import org.jspecify.annotations.NullMarked;
