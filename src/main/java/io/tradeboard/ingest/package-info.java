/**
 * The whole path of a trade, and the only package that knows it: source → log → buffer → board.
 *
 * <p>Three threads carry it. {@code tradeboard-intake} polls the source, checks and encodes, and gathers a
 * {@link io.tradeboard.ingest.Group}. {@code tradeboard-sync} writes each group as one frame, makes it durable, and only
 * then adds its sums to the buffer and tells the source. {@code tradeboard-flush} moves what is in the buffer onto the
 * boards. While one is busy the one before it gathers more, so groups and batches grow with the load by themselves.
 *
 * <p>Whatever a board's mark says is behind is replayed from the log: at the start, when a board went back in time, and
 * when the buffer was dropped because Redis was away for long. The three are one thing, {@link
 * io.tradeboard.ingest.Replay}.
 */
@NullMarked
package io.tradeboard.ingest;

import org.jspecify.annotations.NullMarked;
