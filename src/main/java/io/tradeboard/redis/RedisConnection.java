package io.tradeboard.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The way to Redis: a server, the master that sentinels name, or the masters of a cluster. It connects when it is first
 * needed, and again after a connection broke.
 *
 * <p>Every call is bounded by the time-out of the settings. After a failure the connection is dropped, so no reply can
 * ever be taken for that of a later command. Replies come in the shapes of RESP2.
 *
 * <p>On a cluster every command goes to the master of its first key, all masters are asked at once, and what belongs together
 * holds for keys of one slot. A master that cannot serve costs the commands that are for it: their reply is an error that
 * {@link #checked} throws as {@link RedisUnavailableException} and {@link #isAway} tells from others. A node of a cluster
 * behind an address of a single server is noticed by its first redirection.
 *
 * <p>Not thread-safe; each thread owns its own.
 */
public final class RedisConnection implements AutoCloseable {
    private final RedisSettings settings;
    private final boolean repeats;

    /** What was sent and not received yet, and what of it has its replies all the same. */
    private final Queue<List<Unit>> sent = new ArrayDeque<>();

    private final Queue<List<Unit>> replied = new ArrayDeque<>();
    private Route route;

    public RedisConnection(RedisSettings settings) {
        this(settings, false);
    }

    private RedisConnection(RedisSettings settings, boolean repeats) {
        this.settings = settings;
        this.repeats = repeats;
        this.route = route(settings);
    }

    private static Route route(RedisSettings settings) {
        return switch (settings.kind()) {
            case SINGLE -> new SingleRoute(() -> new Node(settings.servers().get(0), settings));
            case SENTINEL -> new SingleRoute(new Sentinels(settings)::master);
            case CLUSTER -> new ClusterRoute(settings);
        };
    }

    /**
     * A connection for commands that change nothing. If the server has closed it since it was last used, as one that was
     * restarted has, the commands are sent once more over a new connection.
     */
    public static RedisConnection forReads(RedisSettings settings) {
        return new RedisConnection(settings, true);
    }

    public RedisSettings settings() {
        return settings;
    }

    /** A command and its arguments, each a {@code String}, a {@code byte[]} or a number. */
    public static CommandArguments command(ProtocolCommand command, Object... arguments) {
        return new CommandArguments(command).addObjects(arguments);
    }

    /**
     * Sends one command and returns its reply.
     *
     * @throws RedisUnavailableException if Redis cannot be reached or cannot serve now
     * @throws RedisUntrustedException if the server cannot show that it is the one that is meant
     * @throws RedisClusterException if the server is a node of a cluster, and the settings name a database
     * @throws RedisRefusedException if Redis answers with any other error
     */
    public Object call(ProtocolCommand command, Object... arguments) {
        return checked(pipeline(List.of(command(command, arguments))).get(0));
    }

    /** Checks that Redis answers, and throws as {@link #call} does where there is none. */
    public void ping() {
        call(Command.PING);
    }

    /** Now, by the clock of Redis; of a cluster by the one that is behind all others. */
    public Instant time() {
        Collection<Object> replies = all(command(Command.TIME)).values();
        if (replies.stream().allMatch(RedisConnection::isAway)) {
            replies.forEach(RedisConnection::checked);
        }
        return replies.stream()
                .filter(reply -> !isAway(reply))
                .map(reply -> RedisTime.of(checked(reply)))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /**
     * Asks every server that holds data of its own.
     *
     * @return the replies by the address of the server; errors are elements, as in {@link #pipeline}
     */
    public Map<String, Object> all(CommandArguments command) {
        try {
            return route.all(command);
        } catch (ClusterFoundException e) {
            become(e);
            return route.all(command);
        }
    }

    /** The masters of a cluster that could not be reached when they were needed last, each with the reason; mostly none. */
    public Set<String> absent() {
        return route.absent();
    }

    /**
     * A number that stays the same as long as the same server replies to commands for a key: a cursor of ZSCAN, which is
     * that of one server, is of no use where it is another.
     */
    public long way(String key) {
        return route.way(key);
    }

    /** The version of the server; of a cluster that of the first one. */
    public String version() {
        String text = text(
                checked(all(command(Command.INFO, "server")).values().iterator().next()));
        int at = text.indexOf("redis_version:");
        return at < 0
                ? "unknown"
                : text.substring(at + "redis_version:".length())
                        .lines()
                        .findFirst()
                        .orElse("unknown");
    }

    /**
     * Sends the commands in one go and returns their replies in order. A reply that is an error is returned as a
     * {@link JedisDataException}; give each to {@link #checked}.
     */
    public List<Object> pipeline(List<CommandArguments> commands) {
        List<Unit> units = Unit.each(commands);
        run(Stream.of(units));
        return replies(units);
    }

    private static List<Object> replies(List<Unit> units) {
        List<Object> replies = new ArrayList<>(units.size());
        units.forEach(unit -> replies.addAll(unit.replies()));
        return replies;
    }

    /** Runs the units, and once more where that is found to be needed. */
    private void run(Stream<List<Unit>> groups) {
        if (!sent.isEmpty() || !replied.isEmpty()) {
            throw new IllegalStateException("replies are under way that were not received");
        }
        List<List<Unit>> drawn = new ArrayList<>();
        Iterator<List<Unit>> left = groups.peek(drawn::add).iterator();
        boolean wasOpen = route.isOpen();
        try {
            route.run(left);
        } catch (ClusterFoundException e) {
            become(e);
            left.forEachRemaining(group -> {});
            route.run(List.copyOf(drawn).iterator());
        } catch (RedisUnavailableException e) {
            if (!repeats || !wasOpen || !BrokenConnection.isClosed(e)) {
                throw e;
            }
            route.run(List.copyOf(drawn).iterator());
        }
    }

    private void become(ClusterFoundException found) {
        route.close();
        route = new ClusterRoute(settings.cluster(found.node()));
    }

    /**
     * Sends the commands in one go and doesn't wait: {@link #receive} returns their replies. Nothing else may be called
     * until it has. If either fails, the outcome of all commands under way is unknown, and their replies never come.
     */
    public void send(List<CommandArguments> commands) {
        List<Unit> units = Unit.each(commands);
        if (route instanceof SingleRoute single) {
            orNothing(() -> single.send(units));
            sent.add(units);
        } else {
            orNothing(() -> route.run(List.of(units).iterator()));
            replied.add(units);
        }
    }

    /** Waits for the replies to the commands that were sent first of those under way; as {@link #pipeline} returns them. */
    public List<Object> receive() {
        if (replied.isEmpty() && route instanceof SingleRoute single) {
            try {
                orNothing(single::receive);
                replied.add(sent.remove());
            } catch (ClusterFoundException e) {
                become(e);
                orNothing(() -> route.run(List.copyOf(sent).iterator()));
                replied.addAll(sent);
                sent.clear();
            }
        }
        return replies(replied.remove());
    }

    /** Whatever fails takes with it what is under way. */
    private void orNothing(Runnable exchange) {
        try {
            exchange.run();
        } catch (ClusterFoundException e) {
            throw e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Carries the commands out as one transaction, in one round trip; on a cluster as one for each slot, where a call of a
     * script is a transaction of its own.
     *
     * @return the replies of the commands; run-time errors are elements, as in {@link #pipeline}
     */
    public List<Object> transaction(List<CommandArguments> commands) {
        return together(Unit.Kind.TRANSACTION, commands).replies();
    }

    private Unit together(Unit.Kind kind, List<CommandArguments> commands) {
        Unit unit = new Unit(kind, commands);
        run(Stream.of(List.of(unit)));
        check(unit);
        return unit;
    }

    private static void check(Unit unit) {
        ErrorReply refusal = unit.refusal();
        if (refusal != null && !isAway(refusal)) {
            throw refusal.meaning();
        }
    }

    /**
     * Carries the commands out as a transaction unless a key has changed since WATCH was called for it. All keys must lie in
     * one slot.
     *
     * @return whether it did
     */
    public boolean transactionIfUnchanged(List<CommandArguments> commands) {
        Unit unit = together(Unit.Kind.WATCHED, commands);
        if (!unit.isChanged()) {
            unit.replies().forEach(RedisConnection::checked);
        }
        return !unit.isChanged();
    }

    /**
     * Carries out one transaction after the other, as {@link #transaction} does. Each is made and sent while Redis works on
     * the one before, and none is held back where one before it fails.
     *
     * @return the replies for each
     */
    public List<List<Object>> transactions(Stream<List<CommandArguments>> transactions) {
        List<Unit> units = new ArrayList<>();
        run(transactions
                .map(commands -> new Unit(Unit.Kind.TRANSACTION, commands))
                .map(unit -> {
                    units.add(unit);
                    return List.of(unit);
                }));
        units.forEach(RedisConnection::check);
        return units.stream().map(Unit::replies).toList();
    }

    /** The same of a few that only read: all are sent in one go. */
    public List<List<Object>> transactionsAtOnce(List<List<CommandArguments>> transactions) {
        List<Unit> units = transactions.stream()
                .map(commands -> new Unit(Unit.Kind.TRANSACTION, commands))
                .toList();
        run(Stream.of(units));
        units.forEach(RedisConnection::check);
        return units.stream().map(Unit::replies).toList();
    }

    /**
     * Reads in one atomic step, in one round trip, also from a server that is out of memory: that queues no command for
     * a transaction, not even one that reads, and lets a script read, where the user may call EVAL. On a cluster that is one
     * step for each slot.
     *
     * @param reads commands that change nothing
     * @return the replies of the commands; run-time errors are elements, as in {@link #pipeline}
     */
    public List<Object> snapshot(List<CommandArguments> reads) {
        return together(Unit.Kind.READS, reads).replies();
    }

    /** The reply, unless it is an error: then it is thrown as what it means. */
    public static Object checked(Object reply) {
        if (reply instanceof ErrorReply error) {
            throw error.meaning();
        }
        return reply;
    }

    /** Whether it stands for the reply of a master of a cluster that cannot serve now, though others can. */
    public static boolean isAway(@Nullable Object reply) {
        return ErrorReply.isAway(reply);
    }

    /** The text of a reply, or of a part of one, that must be there. */
    public static String text(@Nullable Object bytes) {
        if (bytes instanceof byte[] some) {
            return new String(some, StandardCharsets.UTF_8);
        }
        throw new IllegalStateException("Redis left out a text that it must hold");
    }

    /** Drops the connection; the next call opens a new one. */
    @Override
    public void close() {
        sent.clear();
        replied.clear();
        route.close();
    }
}
