package io.tradeboard.source;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.Notices;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * The taking over of entries that were delivered to another consumer, which will not return. They are read in its name, so
 * that they stay pending for it until they are durable here: a run that ends halfway leaves them where they were.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
final class Takeover {
    private final RedisConnection redis;
    private final StreamGroup group;
    private final StreamLease lease;
    private final @Nullable String other;
    private final Notices notices;
    private StreamId after = StreamId.ZERO;
    private long entries;
    private boolean underWay;

    /** @param other the consumer whose entries are to be counted here; null for none */
    Takeover(RedisConnection redis, StreamGroup group, StreamLease lease, @Nullable String other, Notices notices) {
        this.redis = redis;
        this.group = group;
        this.lease = lease;
        this.other = other;
        this.notices = notices;
    }

    /** Begins it, where a consumer is given; then reports who else has entries pending. */
    void begin() throws IOException {
        if (other != null) {
            claim(other);
            underWay = true;
        }
        for (StreamGroup.Pending pending : group.pending()) {
            if (!pending.consumer().equals(lease.consumer())
                    && !pending.consumer().equals(other)) {
                notices.warn(pending.entries() + " entries of the stream were delivered to consumer "
                        + pending.consumer()
                        + ", which is not reading, and are not acknowledged; they are counted when it returns. If it"
                        + " will not return: tradeboard ingest --claim " + pending.consumer());
            }
        }
    }

    private void claim(String claimed) throws IOException {
        if (claimed.equals(lease.consumer())) {
            throw new ClaimRefusedException(
                    "consumer " + claimed + " is this daemon's own; its entries are read without --claim");
        }
        List<StreamGroup.Pending> pending = group.pending();
        long waiting = pending.stream()
                .filter(of -> of.consumer().equals(claimed))
                .mapToLong(StreamGroup.Pending::entries)
                .sum();
        if (waiting == 0 && !lease.knows(redis, claimed)) {
            throw new ClaimRefusedException("no consumer " + claimed + " has read the stream; entries are pending for "
                    + (pending.isEmpty()
                            ? "nobody"
                            : String.join(
                                    ", ",
                                    pending.stream()
                                            .map(StreamGroup.Pending::consumer)
                                            .toList())));
        }
        lease.claim(redis, claimed);
        notices.warn("taking over " + waiting + " entries that were delivered to consumer " + claimed
                + " and not acknowledged; those that it had logged before it ended count twice: " + waiting
                + " at most");
    }

    /** Whether there may be more to take over. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Asks for the next entries. */
    CommandArguments read(int most) {
        return StreamGroup.readPending(String.valueOf(other), after, most);
    }

    /** Takes note of the entries that were read, of which none are the end of it. */
    void took(List<?> read) {
        if (read.isEmpty()) {
            notices.say("took over " + entries + " entries of consumer " + other);
            underWay = false;
            return;
        }
        after = StreamGroup.id(read.get(read.size() - 1));
        entries += read.size();
    }
}
