package io.tradeboard.source;

import static io.tradeboard.redis.RedisConnection.checked;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.redis.RedisUntrustedException;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trades from the Redis stream, read as a consumer of the group {@code tradeboard} by the one daemon that holds the
 * {@link StreamLease lease}.
 *
 * <p>At the start and after every failure the consumer's own pending entries are read to their end before new ones: a
 * reply may have been lost on the way, and an acknowledgement too. Of these, those up to the position in the log are counted
 * and only acknowledged. Once the position behind an entry is durable it is acknowledged and deleted, in {@link #poll} and
 * {@link #close} and nowhere else: who does not call them holds the stream, and keeps the lease.
 *
 * <p>A stream whose last id, or whose group's, is below the position has lost data: it came back from a replica or a
 * snapshot, or was deleted. Then the position proves nothing. A new epoch begins, which must be durable before anything is
 * read; all entries are delivered, and it is the ids of the trades by which those that were counted before are dropped. That
 * is as exact as the window of ids is long.
 */
public final class StreamSource implements Source {
    public static final String STREAM = "tradeboard:trades";

    static final String NAME = "redis:" + STREAM;
    private static final Duration LONGEST_BLOCK = Duration.ofMillis(100);
    private static final Duration POLLING_PAUSE = Duration.ofMillis(10);
    private static final Duration POLLING = Duration.ofMinutes(10);
    private static final String LEASE = "stream lease";
    private static final String LOST_DATA = "stream lost data";
    private static final String UNUSABLE = "stream unusable";

    private final RedisConnection redis;
    private final StreamGroup group;
    private final StreamLease lease;
    private final StreamOptions options;
    private final Runtime runtime;
    private final @Nullable LeaseRenewal renewal;
    private final Takeover takeover;
    private final Deliveries deliveries = new Deliveries();
    private final PollSize pollSize = new PollSize();
    private volatile StreamPosition committed;
    private StreamId read;
    private long epoch;
    private @Nullable StreamId pendingFrom;
    private @Nullable LeaseHolder earlierRun;
    private boolean hasRead;
    private boolean reachable = true;
    private boolean ready;
    private boolean trimmed;
    private boolean polling;
    private boolean drained;
    private long pollingSince;
    private long confirmedNanos;

    /** How entries came. */
    private enum Way {
        PENDING,
        NEW,
        CLAIMED
    }

    StreamSource(RedisConnection redis, StreamLog log, StreamOptions options, Runtime runtime, boolean renewed) {
        this.redis = redis;
        this.group = new StreamGroup(redis);
        this.lease = new StreamLease(log, runtime);
        this.options = options;
        this.runtime = runtime;
        this.takeover = new Takeover(redis, group, lease, options.claim(), runtime.notices());
        this.renewal = renewed ? new LeaseRenewal(redis.settings(), lease, runtime).start() : null;
        StreamPosition logged = log.position() == null ? StreamPosition.NONE : log.position();
        this.read = logged.id();
        this.epoch = logged.epoch();
        this.committed = new StreamPosition(read, epoch, 0);
        this.confirmedNanos = runtime.ticker().getAsLong();
    }

    /**
     * Opens the stream, and takes the lease if Redis can be reached; else the first call to {@link #poll} does.
     *
     * @throws StreamLeasedException if another daemon reads the stream, and this is not to stand by
     * @throws IOException if the log directory cannot keep what it must remember
     */
    public static StreamSource open(RedisSettings settings, StreamLog log, StreamOptions options, Runtime runtime)
            throws IOException {
        StreamSource source = new StreamSource(new RedisConnection(settings), log, options, runtime, true);
        try {
            source.take();
            return source;
        } catch (RedisUnavailableException e) {
            // Reported by who polls.
            return source;
        } catch (RedisRefusedException e) {
            if (!isOfType(e)) {
                source.close();
                throw e;
            }
            return source;
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return STREAM;
    }

    /** The name under which this reads; empty before it has held the lease. */
    public String consumer() {
        return lease.consumer();
    }

    /** For tests. */
    StreamLease lease() {
        return lease;
    }

    /** Whether this is the reader; else it stands by. Any thread. */
    @Override
    public boolean isReading() {
        return lease.isHeld();
    }

    /**
     * Reads what has arrived. A result may have a position and no trades, and must be logged all the same.
     *
     * @throws StreamLeasedException if another daemon has taken the lease, and this is not to stand by
     * @throws ClaimRefusedException if the consumer whose entries are to be claimed is none
     */
    @Override
    public PollResult poll(Duration atMost) throws IOException {
        try {
            PollResult result = pollOnce(atMost);
            reachable = true;
            if (ready) {
                runtime.notices().end(UNUSABLE, STREAM + " can be read again");
            }
            return result;
        } catch (RedisUnavailableException e) {
            ready = false;
            if (StreamGroup.isMissing(e.reason())) {
                return PollResult.NOTHING;
            }
            reachable = false;
            throw e;
        } catch (RedisRefusedException e) {
            return refused(e, atMost);
        }
    }

    private PollResult pollOnce(Duration atMost) throws IOException {
        if (lease.isHeld() && runtime.ticker().getAsLong() - confirmedNanos > LeaseRenewal.INTERVAL.toNanos()) {
            // This may have been paused for longer than the lease lasts.
            ready &= isConfirmed(redis.pipeline(List.of(StreamLease.question())).get(0));
        }
        if (!lease.isHeld()) {
            ready = false;
            if (hasRead) {
                acknowledge();
            }
            if (!take()) {
                return nothing(atMost);
            }
        }
        if (!ready) {
            prepare();
            if (!ready) {
                return nothing(atMost);
            }
            if (committed.epoch() < epoch) {
                return new PollResult(InboundTrades.NONE, position().toString(), false);
            }
        }
        acknowledge();
        if (committed.epoch() < epoch) {
            return nothing(atMost);
        }
        if (pendingFrom != null) {
            return pending(pendingFrom);
        }
        return takeover.isUnderWay() ? claimed() : fresh(atMost);
    }

    private StreamPosition position() {
        return new StreamPosition(read, epoch, deliveries.serial());
    }

    private PollResult nothing(Duration atMost) {
        try {
            runtime.stop().await(atMost.compareTo(LONGEST_BLOCK) < 0 ? atMost : LONGEST_BLOCK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return PollResult.NOTHING;
    }

    /** What cannot be fixed here is waited for, as everything else can continue; but not what was wrong from the start. */
    private PollResult refused(RedisRefusedException e, Duration atMost) {
        ready = false;
        String message = String.valueOf(e.getMessage());
        if (StreamGroup.isMissing(message)) {
            return PollResult.NOTHING;
        }
        if (isOfType(e)) {
            runtime.notices().remind(UNUSABLE, wrongType() + "; no trades are read until it is renamed or deleted");
            return nothing(atMost);
        }
        if (hasRead && e.isOfRights()) {
            runtime.notices().remind(UNUSABLE, "Redis refuses reads of " + STREAM + ": " + message + "; retrying");
            return nothing(atMost);
        }
        throw e;
    }

    private static boolean isOfType(RedisRefusedException e) {
        return String.valueOf(e.getMessage()).startsWith("WRONGTYPE");
    }

    private String wrongType() {
        String type = StreamGroup.typeOf(redis, STREAM);
        return type.equals("stream") || type.equals("none")
                ? StreamLease.KEY + " in Redis is a " + StreamGroup.typeOf(redis, StreamLease.KEY) + ", not a hash"
                : STREAM + " in Redis is a " + type + ", not a stream";
    }

    private boolean take() throws IOException {
        Notices notices = runtime.notices();
        LeaseHolder holder;
        try {
            holder = lease.take(redis);
        } catch (IOException e) {
            notices.remind(
                    UNUSABLE,
                    "the log directory cannot store the reader of the stream: " + e.getMessage() + "; retrying");
            return false;
        }
        confirmedNanos = runtime.ticker().getAsLong();
        if (holder == null) {
            notices.end(LEASE, "this daemon reads " + STREAM + " now");
            return true;
        }
        String reads = STREAM + " is read by " + holder.describe();
        if (options.standby()) {
            notices.begin(LEASE, reads + "; standing by");
            return false;
        }
        if (!hasRead && lease.isEarlierRun(holder) && (earlierRun == null || earlierRun.equals(holder))) {
            earlierRun = holder;
            notices.begin(
                    LEASE,
                    reads + ", an earlier run on this log; waiting until its lease ends, "
                            + StreamLease.LENGTH.toSeconds() + " s at most");
            return false;
        }
        throw new StreamLeasedException((hasRead ? "this daemon lost the lease: " : "") + reads
                + "; a stream has one reader: stop that one, or wait for it with --standby");
    }

    /**
     * Whether the lease was held when Redis carried out what came before the question. That it may have been lost since
     * changes nothing for what was read: it is pending for this consumer, and nobody else counts it.
     */
    private boolean isConfirmed(@Nullable Object reply) {
        boolean confirmed = lease.confirm(reply instanceof RuntimeException ? checked(reply) : reply);
        if (confirmed) {
            confirmedNanos = runtime.ticker().getAsLong();
        } else {
            // What was read stays pending for this consumer.
            ready = false;
        }
        return confirmed;
    }

    /**
     * Learns how stream and group stand, or makes them where they are not: the stream may go at any moment. It asks without
     * a transaction, which a Redis that is out of memory refuses: one that its unread entries filled would never be read.
     */
    private void prepare() throws IOException {
        StreamGroup.Standing standing = group.standing();
        boolean missing = standing == null;
        if (standing == null) {
            group.create();
            standing = group.standing();
            if (standing == null) {
                return;
            }
        }
        pendingFrom = StreamId.ZERO;
        if (standing.lastGenerated().compareTo(read) < 0) {
            beginEpoch(
                    missing
                            ? STREAM + " was deleted or evicted: entries that were not read yet are lost"
                            : STREAM + " lost data (last id " + read + " -> " + standing.lastGenerated()
                                    + "), as after a failover to a replica that lagged");
        } else if (standing.lastDelivered().compareTo(read) < 0) {
            beginEpoch("the consumer group of " + STREAM + " lost data (last delivered " + read + " -> "
                    + standing.lastDelivered() + ")");
        }
        ready = true;
        // What it came back with may hold entries that were acknowledged, and not cut off yet.
        trimmed = false;
        if (!hasRead) {
            hasRead = true;
            takeover.begin();
        }
    }

    private void beginEpoch(String reason) {
        runtime.notices()
                .remind(
                        LOST_DATA,
                        reason + "; the rest is read, and trades that were counted before are deduplicated by id");
        epoch++;
        read = StreamId.ZERO;
        pendingFrom = StreamId.ZERO;
        deliveries.clear();
    }

    private PollResult pending(StreamId from) throws IOException {
        List<Object> replies = redis.pipeline(
                List.of(StreamGroup.readPending(consumer(), from, pollSize.entries()), StreamLease.question()));
        List<?> entries = StreamGroup.entries(checked(replies.get(0)));
        if (!isConfirmed(replies.get(1))) {
            return PollResult.NOTHING;
        }
        pendingFrom = entries.isEmpty() ? null : StreamGroup.id(entries.get(entries.size() - 1));
        return deliver(entries, Way.PENDING);
    }

    private PollResult claimed() throws IOException {
        List<Object> replies = redis.pipeline(List.of(takeover.read(pollSize.entries()), StreamLease.question()));
        List<?> entries = StreamGroup.entries(checked(replies.get(0)));
        if (!isConfirmed(replies.get(1))) {
            return PollResult.NOTHING;
        }
        takeover.took(entries);
        return deliver(entries, Way.CLAIMED);
    }

    /**
     * Reads new entries. A read that was sent on an earlier connection, and broke with it, may still be carried out by
     * the server: what it takes would be passed unseen. So each read asks what is the first entry that the group gave
     * this consumer behind the position; where the reply does not hold it, all of them are read as pending ones.
     */
    private PollResult fresh(Duration atMost) throws IOException {
        long blockMillis = blockMillis(atMost);
        List<Object> replies;
        try {
            replies = redis.pipeline(List.of(
                    StreamGroup.readNew(consumer(), pollSize.entries(), blockMillis),
                    StreamGroup.firstPending(consumer(), read),
                    StreamLease.question()));
        } catch (RedisUnavailableException e) {
            if (blockMillis > 0 && e.reason().startsWith("timed out")) {
                // Some servers do not end a blocking read in time. If it is Redis that is away, the next call finds
                // out.
                polling = true;
                pollingSince = runtime.ticker().getAsLong();
                ready = false;
                return PollResult.NOTHING;
            }
            throw e;
        }
        Object reply = replies.get(0);
        List<?> entries = StreamGroup.entries(reply == null ? null : checked(reply));
        List<?> given = (List<?>) checked(replies.get(1));
        if (!isConfirmed(replies.get(2))) {
            return PollResult.NOTHING;
        }
        if (!entries.isEmpty() && StreamGroup.id(entries.get(0)).compareTo(read) <= 0) {
            // Unseen otherwise, as the connection did not break. They are pending now, and read as such.
            beginEpoch(STREAM + " lost data (" + StreamGroup.id(entries.get(0)) + " is new, and " + read
                    + " had been read)");
            return new PollResult(InboundTrades.NONE, position().toString(), false);
        }
        for (Object first : given) {
            if (entries.stream().noneMatch(entry -> StreamGroup.id(entry).equals(StreamGroup.id(first)))) {
                pendingFrom = read;
                return PollResult.NOTHING;
            }
        }
        if (entries.isEmpty() && blockMillis == 0 && !atMost.isZero()) {
            return nothing(atMost.compareTo(POLLING_PAUSE) < 0 ? atMost : POLLING_PAUSE);
        }
        drained = entries.size() < pollSize.entries();
        return deliver(entries, Way.NEW);
    }

    /** Well within the time-out of the connection, as Redis may answer 100 ms late. */
    private long blockMillis(Duration atMost) {
        polling &= runtime.ticker().getAsLong() - pollingSince < POLLING.toNanos();
        if (polling || atMost.isZero()) {
            return 0;
        }
        long longest =
                Math.min(LONGEST_BLOCK.toMillis(), redis.settings().timeout().toMillis() / 2);
        return Math.max(1, Math.min(atMost.toMillis(), longest));
    }

    private PollResult deliver(List<?> entries, Way way) throws IOException {
        long first = deliveries.serial();
        long gone = 0;
        List<InboundTrade> arrivals = new ArrayList<>(entries.size());
        for (Object entry : entries) {
            StreamId id = StreamGroup.id(entry);
            if (way == Way.PENDING && id.compareTo(read) <= 0) {
                if (id.compareTo(committed.id()) <= 0) {
                    deliveries.addCounted(id);
                }
                // Else it is on its way to the log.
                continue;
            }
            StreamPosition before = position();
            if (way != Way.CLAIMED) {
                read = id;
            }
            deliveries.add(id);
            List<byte[]> fields = StreamGroup.fields(entry);
            if (fields == null) {
                gone++;
            } else {
                new StreamEntry(id, position(), fields).addTo(arrivals, before);
            }
        }
        long delivered = deliveries.serial() - first;
        pollSize.read((int) delivered, arrivals.size());
        if (gone > 0) {
            runtime.notices()
                    .warn(gone + " entries that were delivered but not counted are gone from " + STREAM
                            + ": another client trimmed or deleted them");
        }
        return delivered == 0
                ? PollResult.NOTHING
                : new PollResult(arrivals, position().toString(), false);
    }

    @Override
    public boolean isDrained() {
        return drained;
    }

    @Override
    public void committed(String position) {
        committed = StreamPosition.parse(position);
    }

    /** Acknowledges what is durable, and deletes it. */
    private void acknowledge() {
        StreamPosition durable = committed;
        for (List<StreamId> ids = deliveries.durable(durable.serial(), StreamGroup.MOST_IDS);
                !ids.isEmpty();
                ids = deliveries.durable(durable.serial(), StreamGroup.MOST_IDS)) {
            trimmed = false;
            group.acknowledge(ids, lease.reached(durable));
            deliveries.acknowledged(ids.size());
        }
        if (!trimmed) {
            group.trim(consumer());
            trimmed = true;
        }
    }

    /**
     * Acknowledges what is durable, and ends the lease. If Redis is away the next run acknowledges, which knows the
     * position, and the lease ends by itself.
     */
    @Override
    public void close() throws IOException {
        if (renewal != null) {
            renewal.close();
        }
        try {
            if (reachable && hasRead) {
                acknowledge();
            }
            if (reachable) {
                lease.release(redis);
            }
        } catch (RedisUnavailableException | RedisUntrustedException | RedisRefusedException e) {
            reachable = false;
        } finally {
            redis.close();
            lease.close(committed);
        }
    }
}
