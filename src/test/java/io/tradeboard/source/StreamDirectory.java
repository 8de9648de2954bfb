package io.tradeboard.source;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.run.Stop;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** A log directory, as far as the reader of a stream knows one: it can be copied, and what is logged here is a list. */
public final class StreamDirectory implements StreamLog.Memory {
    final Queue<String> notices = new ConcurrentLinkedQueue<>();
    final Meters meters = new Meters();
    final AtomicLong nanos = new AtomicLong(1);
    final Set<String> writers = new HashSet<>();
    final Map<String, String> positions = new HashMap<>();
    final List<String> logged = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    @Nullable
    String text;

    private String writer = "";

    /** What somebody has copied, restored or cloned. */
    StreamDirectory copy() {
        StreamDirectory copy = new StreamDirectory();
        copy.writers.addAll(writers);
        copy.positions.putAll(positions);
        copy.logged.addAll(logged);
        copy.ids.addAll(ids);
        copy.text = text;
        return copy;
    }

    @Override
    public @Nullable String recall() {
        return text;
    }

    @Override
    public void remember(String remembered) {
        text = remembered;
    }

    /** Begins a run; its writer has records in the log once something is logged. */
    public StreamSource start(RedisSettings settings, StreamOptions options) throws IOException {
        return StreamSource.open(settings, minted(), options, runtime());
    }

    /** The same on this connection, without the thread that renews the lease. */
    public StreamSource start(RedisConnection redis, StreamOptions options) {
        return new StreamSource(redis, minted(), options, runtime(), false);
    }

    private StreamLog minted() {
        writer = UUID.randomUUID().toString();
        return new StreamLog(writer, Set.copyOf(writers), Map.copyOf(positions), this);
    }

    Runtime runtime() {
        return new Runtime(
                Clock.systemUTC(), nanos::get, new Notices(notices::add, notices::add, nanos::get), meters, new Stop());
    }

    /** Logs what a poll has brought, but for the trades whose id is known, as the daemon does. */
    void log(StreamSource source, PollResult polled) {
        logWithoutCommit(polled);
        if (!polled.position().isEmpty()) {
            source.committed(polled.position());
        }
    }

    /** As a daemon that is killed then. */
    void logWithoutCommit(PollResult polled) {
        for (InboundTrade trade : polled.arrivals()) {
            try {
                RawTrade raw = trade.trade();
                if (ids.add(String.valueOf(raw.id()))) {
                    logged.add(String.valueOf(raw.traderId()));
                }
            } catch (BadTradeException e) {
                logged.add("?");
            }
        }
        if (!polled.position().isEmpty()) {
            writers.add(writer);
            positions.put(StreamSource.NAME, polled.position());
        }
    }

    /** Reads, logs and acknowledges until nothing comes. */
    void readAll(StreamSource source) throws IOException {
        for (int polls = 0; polls < 8; polls++) {
            log(source, source.poll(Duration.ZERO));
        }
    }

    /** What a kill leaves of the lease, once it is known that the process is dead. */
    static void kill(RedisConnection redis) {
        redis.call(Command.HDEL, StreamLease.KEY, "reader");
    }
}
