package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Moves;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.BoardShards;
import io.tradeboard.trade.Shard;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** Daemons that split the board of BTC, and agree on it whatever they are set to. */
class ShardedDaemonTest {
    private static final int TRADERS = 60;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final BoardId btc = Moves.today(redis, "BTC");
    private int sent;

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    private Piped daemon(String log, String shards) throws IOException {
        return daemon(new Rig(directory.resolve(log)), shards);
    }

    private Piped daemon(Rig rig, String shards) throws IOException {
        IngestConfig base = rig.config(false);
        IngestConfig config = new IngestConfig(
                Symbols.parse("BTC:0", 0, false),
                base.days(),
                base.buffering(),
                base.logging(),
                false,
                false,
                Duration.ofMinutes(1),
                1,
                BoardShards.parse(shards));
        return new Piped(config, REDIS.settings(), rig.runtime(Clock.systemUTC(), Rig::fastNanos), Step.Observer.NONE);
    }

    /** A trade of each trader. */
    private String trades() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < TRADERS; i++) {
            lines.append(Rig.trade("t" + i, 1));
        }
        sent++;
        return lines.toString();
    }

    private void awaitExact(int shards) {
        Map<BoardId, Map<String, Long>> expected = new HashMap<>();
        for (int i = 0; i < TRADERS; i++) {
            expected.computeIfAbsent(btc.shard(Shard.numberOf("t" + i, shards), shards), shard -> new HashMap<>())
                    .put("t" + i, (long) sent);
        }
        await().untilAsserted(() -> {
            for (BoardId shard : btc.shards(Shard.MOST)) {
                BoardId own = shard.shard().number() < shards
                        ? btc.shard(shard.shard().number(), shards)
                        : shard;
                assertThat(Moves.volumes(redis, shard)).as("%s", own).isEqualTo(expected.getOrDefault(own, Map.of()));
            }
            assertThat(new ShardIndex(redis).listed(List.of(btc))).isEqualTo(Map.of(btc, shards));
        });
    }

    @Test
    void everyTraderIsInItsShardThroughRestartsAndTheLossOfAShardOrOfTheIndex() throws Exception {
        try (Piped daemon = daemon("log", "BTC:6")) {
            daemon.accept(trades());
            awaitExact(6);
            redis.call(Command.DEL, BoardKeys.volumes(btc.shard(4, 6)), BoardKeys.ledger(btc.shard(4, 6)));
            awaitExact(6);
            redis.call(Command.DEL, BoardKeys.shards(btc.day()));
            awaitExact(6);
            redis.call(Command.FLUSHALL);
            daemon.accept(trades());
            awaitExact(6);
            daemon.end();
        }
        redis.call(Command.FLUSHALL);
        try (Piped daemon = daemon("log", "BTC:6")) {
            daemon.accept(trades());
            awaitExact(6);
            daemon.end();
        }
    }

    @Test
    void aDaemonWithAnotherSettingUsesTheShardsThatTheBoardHas() throws Exception {
        Rig other = new Rig(directory.resolve("other"));
        try (Piped first = daemon("log", "BTC:6")) {
            first.accept(trades());
            awaitExact(6);
            try (Piped second = daemon(other, "BTC:4");
                    Piped third = daemon("third", "")) {
                second.accept(trades());
                third.accept(trades());
                awaitExact(6);
                redis.call(Command.FLUSHALL);
                awaitExact(6);
                third.end();
                second.end();
            }
            first.end();
        }
        assertThat(other.notices)
                .containsOnlyOnce(
                        "the board " + btc + " has 6 shards, which it keeps for its day; the 4 that are wanted"
                                + " here hold from a new day on");
    }

    @Test
    void aBoardThatWasBegunWithOneShardKeepsIt() throws Exception {
        try (Piped daemon = daemon("log", "")) {
            daemon.accept(trades());
            awaitExact(1);
            daemon.end();
        }
        redis.call(Command.DEL, BoardKeys.shards(btc.day()));
        try (Piped daemon = daemon("log", "BTC:6")) {
            daemon.accept(trades());
            awaitExact(1);
            daemon.end();
        }
    }

    /** As after a loss of all data that a daemon with another setting was the first to notice. */
    @Test
    void aDaemonFollowsAnIndexThatSaysOtherwiseWhereNoLedgerContradicts() throws Exception {
        try (Piped daemon = daemon("log", "BTC:6")) {
            daemon.accept(trades());
            awaitExact(6);
            redis.transaction(List.of(
                    RedisConnection.command(Command.FLUSHALL),
                    RedisConnection.command(Command.HSET, BoardKeys.shards(btc.day()), "BTC", 3)));
            daemon.accept(trades());
            awaitExact(3);
            daemon.end();
        }
    }
}
