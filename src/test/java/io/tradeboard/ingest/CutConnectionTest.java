package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.ingest.CuttingProxy.Way;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.StreamDirectory;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.BoardShards;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;

/** The connection is cut behind each single byte of what goes over it. */
class CutConnectionTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String WRITER = "0123456789abcdef0123456789abcdef";

    private static final int MOST_POLLS = 100;

    private final Object lock = new Object();
    private Way cutWay = Way.REQUEST;
    private int left = Integer.MAX_VALUE;

    private final RedisConnection redis = REDIS.connect();

    @AutoClose
    private final CuttingProxy proxy = new CuttingProxy(REDIS.port(), this::pass);

    @AutoClose
    private final RedisConnection cut =
            new RedisConnection(new RedisSettings("127.0.0.1", proxy.port(), null, null, 0, Duration.ofSeconds(5)));

    CutConnectionTest() throws IOException {}

    private int pass(Way way, byte[] bytes, int length) {
        synchronized (lock) {
            if (way != cutWay || left == Integer.MAX_VALUE) {
                return length;
            }
            int passed = Math.min(left, length);
            left = passed < length ? Integer.MAX_VALUE : left - passed;
            return passed;
        }
    }

    /** Cuts the next connection behind so many bytes that go this way, once. */
    private void cutBehind(Way way, int bytes) {
        synchronized (lock) {
            cutWay = way;
            left = bytes;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlushCountsOnce(Way way) {
        Rig rig = new Rig(Path.of(""));
        RedisBoards boards = new RedisBoards(cut, Rig.DAYS);
        RedisMarks marks = new RedisMarks(cut);
        Refusals refusals = new Refusals(marks, Rig.DAYS, rig.runtime(Clock.systemUTC()));
        Sharding sharding = new Sharding(
                new ShardIndex(cut),
                BoardShards.NONE,
                Rig.DAYS,
                rig.runtime(Clock.systemUTC()).notices());
        Applier applier = new Applier(boards, marks, refusals, sharding, Rig.DAYS, Step.Observer.NONE);
        BoardId btc = new BoardId("BTC", Rig.DAYS.dayOf(boards.timeMillis()));
        BoardId eth = new BoardId("ETH", btc.day());
        int flushes = 0;
        int cuts = -1;
        for (int bytes = 0; proxy.cuts() > cuts; bytes++) {
            cuts = proxy.cuts();
            cutBehind(way, bytes);
            List<BoardUpdate> moves = List.of(
                    new BoardUpdate(share(btc), Mark.at(flushes), flushes + 1),
                    new BoardUpdate(share(eth), Mark.at(flushes), flushes + 1));
            flushes++;
            Applier.Applied applied = applied(applier, moves);
            assertThat(applied.moved()).as("cut behind %s bytes", bytes).isEmpty();
            assertThat(applied.marks()).isEqualTo(Map.of(btc, Mark.at(flushes), eth, Mark.at(flushes)));
        }
        assertThat(proxy.cuts()).as("cuts").isGreaterThan(50);
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 1L * flushes, "bob", 2L * flushes));
    }

    private static BoardDelta share(BoardId board) {
        return new BoardDelta(board, 0, 2, 1_000, Map.of("ann", 1L, "bob", 2L));
    }

    private static Applier.Applied applied(Applier applier, List<BoardUpdate> moves) {
        try {
            return applier.apply(WRITER, moves);
        } catch (RedisUnavailableException e) {
            // As the flush thread does: the same again.
            return applier.apply(WRITER, moves);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEntryOfTheStreamIsDeliveredOnceAndDeleted(Way way) throws IOException {
        List<InboundTrade> delivered = new ArrayList<>();
        int entries = 0;
        int cuts = -1;
        StreamSource source = new StreamDirectory().start(cut, StreamOptions.DEFAULTS);
        for (int bytes = 0; proxy.cuts() > cuts; bytes++) {
            cuts = proxy.cuts();
            redis.call(Command.XADD, "tradeboard:trades", "*", "traderId", "ann", "symbol", "BTC", "quantity", "1");
            entries++;
            cutBehind(way, bytes);
            for (int polls = 0; (Long) redis.call(Command.XLEN, "tradeboard:trades") > 0; polls++) {
                assertThat(polls).as("polls after a cut behind %s bytes", bytes).isLessThan(MOST_POLLS);
                PollResult polled = polled(source);
                delivered.addAll(polled.arrivals());
                if (!polled.position().isEmpty()) {
                    source.committed(polled.position());
                }
            }
            assertThat(delivered).as("cut behind %s bytes", bytes).hasSize(entries);
        }
        assertThat(proxy.cuts()).as("cuts").isGreaterThan(50);
    }

    private static PollResult polled(StreamSource source) throws IOException {
        try {
            return source.poll(Duration.ZERO);
        } catch (RedisUnavailableException e) {
            return PollResult.NOTHING;
        }
    }
}
