package io.tradeboard.log;

import io.tradeboard.kafka.TopicReader;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a Kafka topic as a log: its records that can count on the boards of a day, judged anew each time they are
 * read. Duplicates, and trades that are late or rejected, are not among them. The trades of a packed value share an offset.
 *
 * <p>An instance is a look at the partition as it is now. For the thread of its reader.
 */
public final class PartitionLog implements RecordLog {
    private static final String PREFIX = "k:";
    private static final Pattern WRITER = Pattern.compile("k:[^:]+:[0-9]{1,9}");

    /** A trade may be so far ahead of its record, see {@link io.tradeboard.trade.TradeRules}. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final TopicReader reader;
    private final Partition partition;
    private final PartitionJudge.Rules rules;
    private final BooleanSupplier cancelled;
    private final TopicReader.Extent extent;
    private final long dayAt;

    /**
     * A partition while its topic has this id: an offset means something only as long.
     *
     * @param topicId which another topic of the same name does not have
     */
    public record Partition(String topicId, int number) {
        /** The writer that the marks of the partition belong to. */
        public String writer() {
            return PREFIX + topicId + ":" + number;
        }
    }

    private PartitionLog(
            TopicReader reader,
            Partition partition,
            PartitionJudge.Rules rules,
            BooleanSupplier cancelled,
            TopicReader.Extent extent,
            long dayAt) {
        this.reader = reader;
        this.partition = partition;
        this.rules = rules;
        this.cancelled = cancelled;
        this.extent = extent;
        this.dayAt = dayAt;
    }

    /**
     * Looks at a partition.
     *
     * @param cancelled asked now and then whether to end a reading
     */
    static PartitionLog open(
            TopicReader reader,
            Partition partition,
            PartitionJudge.Rules rules,
            LocalDate day,
            BooleanSupplier cancelled)
            throws InterruptedException {
        TopicReader.Extent extent = reader.extent(partition.number());
        long dayAt = dayAt(reader, partition.number(), rules.days(), day, extent.end());
        return new PartitionLog(reader, partition, rules, cancelled, extent, dayAt);
    }

    /** Whether the records of a writer are in a partition of Kafka. */
    public static boolean isWriter(String writer) {
        return WRITER.matcher(writer).matches();
    }

    /** The id of the topic that a writer is of. */
    static String topicOf(String writer) {
        return writer.substring(0, writer.lastIndexOf(':'));
    }

    static int numberOf(String writer) {
        return Integer.parseInt(writer.substring(writer.lastIndexOf(':') + 1));
    }

    /**
     * The first offset that can count on a board of a day.
     *
     * @param end of the partition, asked for before: where there is no such record yet, those that come in the meantime are
     *     not to be passed over
     */
    public static long dayAt(TopicReader reader, int partition, TradingDays days, LocalDate day, long end)
            throws InterruptedException {
        long beginMillis = days.endMillis(day.minusDays(1)) - AHEAD.toMillis();
        return reader.offsetAt(partition, beginMillis).orElse(end);
    }

    @Override
    public String writer() {
        return partition.writer();
    }

    /** The first offset there is; 0 where nothing that is gone can have counted on a board of the day. */
    @Override
    public long begin() {
        return extent.reachesBackTo(dayAt) ? 0 : extent.begin();
    }

    @Override
    public Extent extent() {
        return new Extent(begin(), extent.stable());
    }

    @Override
    public List<Gap> gaps() {
        return List.of();
    }

    @Override
    public long read(long from, long to, Sink sink) throws IOException {
        long begin = Math.max(from, dayAt);
        long end = Math.min(to, extent.stable());
        if (begin >= end) {
            return end;
        }
        Reading reading = new Reading(sink, begin);
        try {
            boolean whole = reader.read(
                    partition.number(),
                    Math.max(extent.begin(), begin - rules.window()),
                    end,
                    reading::record,
                    cancelled);
            reading.finish();
            reader.checkAlive(partition.topicId());
            if (cancelled.getAsBoolean()) {
                throw new InterruptedIOException("the reading of " + writer() + " was cancelled");
            }
            if (!whole && !reading.enough) {
                throw new NoSuchFileException(writer(), null, "records were removed while they were read");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the reading of " + writer() + " was interrupted");
        }
        return end;
    }

    /** Judges records, and hands those that count over in runs. */
    private final class Reading implements PartitionJudge.Outcome {
        private static final int AT_ONCE = 10_000;

        /** Records that were accepted within this time are handed over together. */
        private static final long TOGETHER_MILLIS = 1_000;

        private final Sink sink;
        private final long from;
        private final PartitionJudge judge = new PartitionJudge(rules, new Identities(), this);
        private final TradeColumns run = new TradeColumns();
        private long runOffset;
        private long runMillis;
        private int taken;
        private boolean enough;

        Reading(Sink sink, long from) {
            this.sink = sink;
            this.from = from;
        }

        boolean record(long offset, long timestampMillis, @Nullable ByteBuffer value) {
            judge.record(offset, timestampMillis, value);
            if (++taken % AT_ONCE == 0) {
                finish();
            }
            return !enough;
        }

        void finish() {
            judge.finish();
            handOver();
        }

        @Override
        public void begin(TradeColumns judged) {}

        @Override
        public void counts(TradeColumns judged, int row, long offset) {
            if (offset < from) {
                return;
            }
            long millis = judge.recordMillis(row);
            if (offset != runOffset + run.size() || Math.abs(millis - runMillis) > TOGETHER_MILLIS) {
                handOver();
            }
            if (run.isEmpty()) {
                run.clear(judged.traders());
                runOffset = offset;
                runMillis = millis;
            }
            int copy = run.add();
            run.set(copy, judged.trader(row), judged.timestampMillis(row), judged.units(row));
            run.assign(copy, run.number(judged.board(judged.boardOf(row))), false);
        }

        private void handOver() {
            try {
                if (!run.isEmpty() && !enough) {
                    enough = !sink.records(runOffset, runMillis, run);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            run.truncate(0);
        }

        @Override
        public void repeated(long offset) {}

        @Override
        public void late(long offset) {}

        @Override
        public void rejected(long offset, int line, String reason, byte[] value) {}
    }
}
