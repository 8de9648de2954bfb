package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * The traders directory in Redis, read at most once a second, however many boards are read.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisDirectory implements Supplier<TradersDirectory> {
    private static final Duration LIFE = Duration.ofSeconds(1);

    private final RedisConnection redis;
    private final TraderEntry.Codec codec;
    private final LongSupplier nanos;
    private @Nullable TradersDirectory latest;
    private long readAt;

    public RedisDirectory(RedisConnection redis, TraderEntry.Codec codec) {
        this(redis, codec, System::nanoTime);
    }

    /** @param nanos a monotonic clock */
    RedisDirectory(RedisConnection redis, TraderEntry.Codec codec, LongSupplier nanos) {
        this.redis = redis;
        this.codec = codec;
        this.nanos = nanos;
    }

    /**
     * The directory as it is, or was less than a second ago; while the master of a cluster is away that has it, as it was
     * last, so that no hidden name is shown and boards of other masters can be.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws UnreadableDirectoryException if there is something else than a directory, or an entry cannot be read
     */
    @Override
    public TradersDirectory get() {
        TradersDirectory known = latest;
        long now = nanos.getAsLong();
        if (known == null || now - readAt >= LIFE.toNanos()) {
            try {
                known = read(redis, codec);
            } catch (RedisUnavailableException e) {
                if (known == null || !e.isOfOneMaster()) {
                    throw e;
                }
            }
            latest = known;
            readAt = now;
        }
        return known;
    }

    static UnreadableDirectoryException noHash() {
        return new UnreadableDirectoryException("the key " + BoardKeys.TRADERS + " is not a hash", "");
    }

    static TradersDirectory read(RedisConnection redis, TraderEntry.Codec codec) {
        Object reply = redis.pipeline(List.of(command(Command.HGETALL, BoardKeys.TRADERS)))
                .get(0);
        if (BoardPages.isOfAnotherType(reply)) {
            throw noHash();
        }
        List<?> fieldsAndValues = (List<?>) checked(reply);
        Map<String, TraderEntry> entries = new HashMap<>();
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            String trader = text(fieldsAndValues.get(i));
            try {
                entries.put(trader, codec.parse(text(fieldsAndValues.get(i + 1))));
            } catch (IOException e) {
                // Without the cause, which may quote the name.
                throw new UnreadableDirectoryException("an entry is not valid", trader);
            }
        }
        try {
            return new TradersDirectory(entries);
        } catch (IllegalArgumentException e) {
            throw new UnreadableDirectoryException(String.valueOf(e.getMessage()), "");
        }
    }
}
