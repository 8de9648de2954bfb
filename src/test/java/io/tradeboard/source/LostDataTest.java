package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * Redis loses what it knew of the stream, and goes on with entries whose ids are lower or higher than those that were read:
 * each trade that the stream holds counts once, wherever the daemon is then, and whether it lives through it.
 */
class LostDataTest {
    private static final String STREAM = StreamSource.STREAM;
    private static final ProtocolCommand DUMP = () -> "DUMP".getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final List<String> sent = new ArrayList<>();
    private int trades;

    /** What becomes of the stream. Before it, entries up to 90-1 were read. */
    private enum Loss {
        DELETED,
        FLUSHED,
        GROUP_DESTROYED,
        GROUP_SET_BACK,
        STALE_REPLICA,
        STALE_REPLICA_WITHOUT_GROUP;

        boolean isFailover() {
            return this == STALE_REPLICA || this == STALE_REPLICA_WITHOUT_GROUP;
        }
    }

    /** Where the daemon is when that happens, and when it finds out. */
    private enum Daemon {
        CONNECTED,
        DISCONNECTED,
        STOPPED,
        KILLED_BEFORE_LOGGING,
        KILLED_BEFORE_ACKNOWLEDGING,
        KILLED_AGAIN_AFTER_READING
    }

    private record Dump(Object stream, Object lease) {}

    @ParameterizedTest
    @EnumSource
    void eachTradeThatTheStreamHoldsCountsOnce(Loss loss) throws IOException {
        for (Daemon daemon : Daemon.values()) {
            if (daemon == Daemon.CONNECTED && loss.isFailover()) {
                // Connections break with the server.
                continue;
            }
            for (String ids : List.of("20 30 40", "89 91 95", "100 101 102", "20 95 300", "90 90 91")) {
                redis.call(Command.FLUSHALL);
                sent.clear();
                run(loss, daemon, ids.split(" ", -1));
            }
        }
    }

    private void run(Loss loss, Daemon daemon, String[] ids) throws IOException {
        StreamDirectory directory = new StreamDirectory();
        RedisConnection own = REDIS.connect();
        StreamSource source = directory.start(own, StreamOptions.DEFAULTS);
        add("10-1");
        directory.readAll(source);
        add("11-1");
        add("12-1");
        PollResult inFlight = source.poll(Duration.ZERO);
        Dump stale = loss == Loss.STALE_REPLICA_WITHOUT_GROUP ? dumpWithoutGroup() : dump();
        directory.log(source, inFlight);
        for (String id : List.of("50-1", "90-1")) {
            add(id);
        }
        directory.readAll(source);
        if (daemon == Daemon.KILLED_BEFORE_LOGGING || daemon == Daemon.KILLED_BEFORE_ACKNOWLEDGING) {
            add("90-2");
            PollResult last = source.poll(Duration.ZERO);
            if (daemon == Daemon.KILLED_BEFORE_ACKNOWLEDGING) {
                directory.logWithoutCommit(last);
            } else {
                // Redis lost it, and nobody else has it.
                sent.remove(sent.size() - 1);
            }
        }
        if (daemon == Daemon.STOPPED) {
            source.close();
        }

        lose(loss, stale);
        for (int i = 0; i < ids.length; i++) {
            addUnlessTooLow(ids[i] + "-" + (5 + i));
        }
        if (daemon == Daemon.DISCONNECTED) {
            redis.call(Command.CLIENT, "KILL", "ID", own.call(Command.CLIENT, "ID"));
        }
        if (daemon != Daemon.CONNECTED && daemon != Daemon.DISCONNECTED) {
            StreamDirectory.kill(redis);
            source = directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
        }
        if (daemon == Daemon.KILLED_AGAIN_AFTER_READING) {
            PollResult first = poll(source);
            directory.log(source, first);
            for (int polls = 0; polls < 6; polls++) {
                PollResult more = poll(source);
                if (more.arrivals().isEmpty()) {
                    directory.log(source, more);
                }
            }
            StreamDirectory.kill(redis);
            source = directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
        }
        for (int polls = 0; polls < 12; polls++) {
            directory.log(source, poll(source));
        }
        source.poll(Duration.ZERO);

        String what = loss + ", " + daemon + ", " + List.of(ids);
        assertThat(directory.logged).as(what).containsAll(sent).doesNotHaveDuplicates();
        assertThat(redis.call(Command.XLEN, STREAM)).as(what).isEqualTo(0L);
        List<?> pending = (List<?>) redis.call(Command.XPENDING, STREAM, "tradeboard");
        assertThat(pending.get(0)).as(what).isEqualTo(0L);
    }

    private static PollResult poll(StreamSource source) throws IOException {
        try {
            return source.poll(Duration.ZERO);
        } catch (RedisUnavailableException e) {
            return PollResult.NOTHING;
        }
    }

    private void lose(Loss loss, Dump stale) {
        switch (loss) {
            case DELETED -> redis.call(Command.DEL, STREAM);
            case FLUSHED -> redis.call(Command.FLUSHALL);
            case GROUP_DESTROYED -> redis.call(Command.XGROUP, "DESTROY", STREAM, "tradeboard");
            case GROUP_SET_BACK -> redis.call(Command.XGROUP, "SETID", STREAM, "tradeboard", "11-0");
            default -> {
                redis.call(Command.RESTORE, STREAM, 0, stale.stream(), "REPLACE");
                redis.call(Command.RESTORE, StreamLease.KEY, 0, stale.lease(), "REPLACE");
            }
        }
    }

    private Dump dump() {
        return new Dump(redis.call(DUMP, STREAM), redis.call(DUMP, StreamLease.KEY));
    }

    private Dump dumpWithoutGroup() {
        Dump with = dump();
        redis.call(Command.XGROUP, "DESTROY", STREAM, "tradeboard");
        Dump without = dump();
        redis.call(Command.RESTORE, STREAM, 0, with.stream(), "REPLACE");
        return without;
    }

    private void add(String id) {
        String trader = "t" + trades++ + "@" + id;
        redis.call(Command.XADD, STREAM, id, "traderId", trader);
        sent.add(trader);
    }

    /** A stream that still knows higher ids takes no lower ones. */
    private void addUnlessTooLow(String id) {
        try {
            add(id);
        } catch (RedisRefusedException e) {
            assertThat(e).hasMessageContaining("equal or smaller");
        }
    }
}
