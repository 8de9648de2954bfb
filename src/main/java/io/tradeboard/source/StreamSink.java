package io.tradeboard.source;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.Trade;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The way into the Redis stream.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class StreamSink {
    private final RedisConnection redis;

    public StreamSink(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * Appends the trades in one round trip.
     *
     * @return how many entries of the stream nobody has read yet
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached; some of the trades may have
     *     been appended. They may be sent again where each has an id, since a repeated id counts once.
     */
    public long send(List<Trade> trades) {
        List<CommandArguments> commands = new ArrayList<>(trades.size() + 1);
        for (Trade trade : trades) {
            CommandArguments add = command(Command.XADD, StreamSource.STREAM, "*");
            StreamEntry.encode(trade, add);
            commands.add(add);
        }
        commands.add(command(Command.XLEN, StreamSource.STREAM));
        List<Object> replies = redis.pipeline(commands);
        for (Object reply : replies) {
            checked(reply);
        }
        return (Long) replies.get(trades.size());
    }
}
