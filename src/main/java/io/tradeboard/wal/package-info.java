/**
 * The write-ahead log: bytes made durable, with the place in their source that they reach. It knows nothing of trades.
 *
 * <p>A log is a directory of <em>segments</em>. Each time it is opened a new <em>writer</em> is minted, a random
 * 128-bit id, and its frames go to segments of its own. Segments are named
 * {@code RUN-OFFSET.log}: the count of the opening that created it and the first offset it holds, so names sort by
 * age.
 *
 * <p>All numbers are big-endian. A segment starts with a header of 64 bytes:
 *
 * <pre>
 *  offset  bytes
 *       0      8  magic: "tradelog"
 *       8      4  version: 4
 *      12     16  writer
 *      28     16  key: random, the same in all segments of a directory, which has it in a file too; the log's user hashes
 *                 under it
 *      44      8  offset of the first record
 *      52      8  when it was created, in milliseconds since the epoch
 *      60      4  CRC32C of the 60 bytes before
 * </pre>
 *
 * <p>then come frames until the end:
 *
 * <pre>
 *       0      4  n, length of the payload in bytes
 *       4      4  CRC32C of n, type and payload
 *       8      1  type: 1 records, 2 positions; never 0, so a block of zeros is not a frame
 *       9      n  payload
 * </pre>
 *
 * <p>The payload of <em>records</em> is one group commit. The offsets of a writer's records are 0, 1, 2, ... without a gap:
 *
 * <pre>
 *       0      8  offset of the first record
 *       8      4  count of records, may be 0
 *      12      8  when they arrived, in milliseconds since the epoch
 *      20      2  length s of the source's name, 0 where the source has no position
 *      22      s  source, UTF-8
 *              2  length p of the position
 *              p  position that the source has reached with these records, UTF-8
 *              .  the records, in a form that is the caller's
 * </pre>
 *
 * <p>The payload of <em>positions</em> is the first frame of every segment: for each source ever seen its name and
 * position, as above, until the end. So a segment can go without its positions being forgotten.
 *
 * <p><b>Ends.</b> Where every frame is synced before the next is written, a crash can tear the last frame of a writer
 * and no other: a bad frame there is a torn tail, simply the end of that writer's records. A bad frame with a valid frame
 * after it, or in a segment that is not its writer's last, and a number that is missing, are corruption: the reader is
 * given path, offset and reason, and may continue after it. A writer that found no space writes the same frame again at the
 * same place.
 *
 * <p><b>Beside a segment</b> may stand {@code RUN-OFFSET.log.summary}: what the log's user wants to know of it without
 * reading it. It can be made again from the segment at any time.
 *
 * <p><b>Order of calls.</b> {@link io.tradeboard.wal.LogDirectory#open} takes the lock; {@code segments} are read;
 * {@code startWriter} gives the {@link io.tradeboard.wal.LogWriter}; then {@code append} and {@code sync}, again and
 * again; {@code close} both. Segments that another run created are only read, and in the end deleted.
 */
@NullMarked
package io.tradeboard.wal;

import org.jspecify.annotations.NullMarked;
