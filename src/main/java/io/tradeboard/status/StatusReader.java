package io.tradeboard.status;

import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads how everything is, once. A key that holds something else than it should costs its part of the report, and nothing
 * more.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class StatusReader {
    private final RedisConnection redis;
    private final TradingDays days;
    private final String stream;
    private final List<String> unreadable = new ArrayList<>();

    /** @param stream the key of the stream of trades */
    public StatusReader(RedisConnection redis, TradingDays days, String stream) {
        this.redis = redis;
        this.days = days;
        this.stream = stream;
    }

    /**
     * Reads it all.
     *
     * @param configured symbols to look for even where the index of the day has lost them
     * @param abandoned entries of the stream that were delivered to consumers which do not read now
     */
    public StatusReport read(Collection<String> configured, Supplier<List<StreamReport.Pending>> abandoned) {
        RedisHealth health = RedisHealth.inspect(redis);
        String address = redis.settings().address();
        RedisHealth.Refusal refusal = health.refusal();
        if (refusal != null && refusal.code() == RedisHealth.Code.LOADING) {
            return new StatusReport(
                    new StatusReport.Server(address, health, null),
                    List.of(),
                    StreamReport.UNKNOWN,
                    StatusReport.Today.UNKNOWN,
                    List.of());
        }
        long start = System.nanoTime();
        redis.ping();
        double latencyMillis = (System.nanoTime() - start) / 1e6;
        Heartbeats heartbeats = new Heartbeats(redis);
        List<Heartbeat> daemons = attempt("the daemons cannot be listed", List.of(), heartbeats::all);
        StatusReport.Today today = today(heartbeats.time(), configured);
        StreamReport waiting = new StreamReport(
                ifAllowed(
                        "the stream " + stream + " cannot be read",
                        OptionalLong.empty(),
                        () -> OptionalLong.of((Long) redis.call(Command.XLEN, stream))),
                ifAllowed("the consumers of the stream cannot be listed", List.of(), abandoned));
        return new StatusReport(
                new StatusReport.Server(address, health, latencyMillis), daemons, waiting, today, unreadable);
    }

    private StatusReport.Today today(Instant now, Collection<String> configured) {
        LocalDate day = days.dayOf(now.toEpochMilli());
        Set<String> symbols = new LinkedHashSet<>(configured);
        symbols.addAll(attempt(
                "the symbols of " + day + " cannot be listed, only those that are configured", Set.of(), () -> {
                    Set<String> traded = new TreeSet<>();
                    ((List<?>) redis.call(Command.SMEMBERS, BoardKeys.symbols(day)))
                            .forEach(name -> traded.add(text(name)));
                    return traded;
                }));
        return new StatusReport.Today(
                now,
                day,
                new BoardReports(redis)
                        .read(symbols.stream()
                                .map(symbol -> new BoardId(symbol, day))
                                .toList()));
    }

    /** A part that users who may only look at boards need no right to. */
    private <T> T ifAllowed(String failure, T otherwise, Supplier<T> part) {
        try {
            return attempt(failure, otherwise, part);
        } catch (RedisRefusedException e) {
            return otherwise;
        }
    }

    private <T> T attempt(String failure, T otherwise, Supplier<T> part) {
        try {
            return part.get();
        } catch (RedisRefusedException e) {
            if (e.isOfRights()) {
                throw e;
            }
            unreadable.add(failure + ": " + e.getMessage());
            return otherwise;
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            unreadable.add(failure + ": " + e.sentence());
            return otherwise;
        }
    }
}
