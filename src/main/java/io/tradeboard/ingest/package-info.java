/**
 * The whole path of a trade, and the only package that knows it: source → log → buffer → board.
 *
 * <p>A {@link io.tradeboard.ingest.Pipeline} carries it in three stages, each a thread. {@code tradeboard-intake} polls the
 * source, has the lines decoded into {@linkplain io.tradeboard.trade.TradeColumns columns}, checks what is unusual, decides
 * the board, and gathers a {@link io.tradeboard.ingest.Group}. Where there are processors for it, {@code
 * tradeboard-decode} are threads that decode beside it. {@code tradeboard-log} drops
 * duplicates, writes each group as one frame, makes it durable, and only then adds its sums to the buffer and acknowledges
 * it. {@code tradeboard-flush} moves what is in the buffer onto the boards. While one is busy the one before it gathers
 * more, so groups and batches grow with the load by themselves. Beside them run, each on a thread and a connection of its
 * own, the heartbeat and the history; nothing waits for them.
 *
 * <p>Whatever a board's mark says is behind is replayed from the log: at the start, when Redis lost data, when a board that
 * refused takes trades again, and when the buffer was dropped because Redis was away for long. All are one thing, {@link
 * io.tradeboard.ingest.Replay}. Comparing marks is {@link io.tradeboard.board.Comparison}, a pure function.
 *
 * <p>A Kafka partition is a log already: {@link io.tradeboard.ingest.KafkaDaemon} writes none. Its {@link
 * io.tradeboard.ingest.PartitionPipeline} polls, has each record judged and summed where it counts, by {@code
 * tradeboard-judge} while it polls on where there are many, and has {@code tradeboard-flush} apply the sums: the {@link
 * io.tradeboard.ingest.PartitionFlusher}. What is decided of a record depends on the records before it,
 * within the duplicate window, alone ({@link io.tradeboard.log.PartitionJudge}); so everybody who reads a stretch of a
 * partition applies the same, and a mark that somebody else has moved is no error: {@link
 * io.tradeboard.ingest.PartitionReplay} reads from there on again. From where a partition is read is {@link
 * io.tradeboard.ingest.PartitionOpening}, a pure function.
 *
 * <p>Guards, and the test that fails without each:
 *
 * <table>
 *   <caption>Guards</caption>
 *   <tr><td>compare-and-set of the mark</td><td>RedisBoardsTest, StopAtStepTest</td></tr>
 *   <tr><td>cap of a volume, saturation of a total</td><td>CapTest</td></tr>
 *   <tr><td>a refused board is left out before updates are made</td><td>RefusedBoardsTest</td></tr>
 *   <tr><td>sync before a trade counts or is acknowledged</td><td>LogStageTest</td></tr>
 *   <tr><td>fencing</td><td>DaemonTest, ComparisonTest</td></tr>
 *   <tr><td>a mark that fell is healed</td><td>ComparisonTest, HealIT</td></tr>
 *   <tr><td>gaps are reported, and no summary is kept</td><td>FileLogTest, SummariesTest</td></tr>
 *   <tr><td>the checksum in a summary</td><td>SummaryTest, SummariesTest</td></tr>
 *   <tr><td>a day is closed only behind its watermark</td><td>ClosingTest</td></tr>
 *   <tr><td>a run opens the days again that the last one closed</td><td>ClosingTest</td></tr>
 *   <tr><td>trades ahead of our clock hold the stream</td><td>ClockGuardTest</td></tr>
 *   <tr><td>a frame inside a trade is none</td><td>SegmentDamageTest</td></tr>
 *   <tr><td>clocks that disagree hold stream and pruning</td><td>ClockGuardTest</td></tr>
 *   <tr><td>what is read while our clock steps is held</td><td>ClockGuardTest</td></tr>
 *   <tr><td>a segment that is being restored is waited for</td><td>DaemonTest, ReplayTest</td></tr>
 *   <tr><td>a segment that has grown is summarised again</td><td>SummariesTest</td></tr>
 *   <tr><td>one key for all identities of a directory</td><td>LogWriterTest</td></tr>
 *   <tr><td>the lease with its last writer</td><td>StreamLeaseTest</td></tr>
 *   <tr><td>duplicates of a partition by offsets, refreshed on sight</td><td>OffsetWindowTest, PartitionJudgeTest</td></tr>
 *   <tr><td>the window is warmed</td><td>PartitionIntakeTest, PartitionFlusherIT</td></tr>
 *   <tr><td>the floor of a board</td><td>PartitionIntakeTest, PartitionFlusherIT</td></tr>
 *   <tr><td>the end of a partition is asked for before its first record</td><td>PartitionFlusherIT</td></tr>
 *   <tr><td>sums and partitions are taken when all is judged that was polled</td><td>PartitionIntakesTest</td></tr>
 *   <tr><td>the census in a commit</td><td>PartitionOpeningTest, PartitionFlusherIT, KafkaIngestIT</td></tr>
 *   <tr><td>the id of the topic between poll and apply</td><td>PartitionFlusherIT</td></tr>
 *   <tr><td>what a mark that another holder moved leaves out is read again</td><td>PartitionFlusherIT, KafkaIngestIT</td></tr>
 *   <tr><td>a mark that an older snapshot brought back is healed</td><td>PartitionFlusherIT, KafkaTortureIT</td></tr>
 *   <tr><td>records that are gone are a gap</td><td>PartitionOpeningTest, KafkaIngestIT</td></tr>
 * </table>
 */
@NullMarked
package io.tradeboard.ingest;

import org.jspecify.annotations.NullMarked;
