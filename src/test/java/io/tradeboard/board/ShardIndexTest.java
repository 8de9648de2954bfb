package io.tradeboard.board;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class ShardIndexTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Moves.DAYS);
    private final ShardIndex index = new ShardIndex(redis);
    private final BoardId btc = Moves.today(redis, "BTC");
    private final BoardId eth = Moves.today(redis, "ETH");

    @Test
    void theFirstToClaimABoardDecidesForAll() {
        assertThat(claim(6)).isEqualTo(6);
        assertThat(claim(8)).isEqualTo(6);
        assertThat(claim(1)).isEqualTo(6);
        assertThat(index.counts(List.of(btc, eth))).isEqualTo(Map.of(btc, 6, eth, 1));
        assertThat((Long) redis.call(Command.PTTL, BoardKeys.shards(btc.day()))).isPositive();
    }

    @Test
    void aBoardThatWasBegunWithoutAnIndexHasOneShard() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 1L))));

        assertThat(claim(6)).isEqualTo(1);
        assertThat(Moves.ledger(redis, btc, "shards")).isEmpty();
    }

    @Test
    void anIndexThatIsLostOrWrongIsPutRightFromTheLedgers() {
        int shard = Shard.numberOf("ann", 6);
        BoardId anns = btc.shard(shard, 6);
        claim(6);
        assertApplied(boards, WRITER, List.of(move(btc.shard(0, 6), 0, 3, Map.of("x", 1L))));
        redis.call(Command.DEL, BoardKeys.shards(btc.day()));
        assertThat(index.count(btc)).isEqualTo(6);
        assertThat(claim(8)).isEqualTo(6);
        redis.call(Command.HSET, BoardKeys.shards(btc.day()), "BTC", 8);
        assertThat(claim(8)).isEqualTo(6);
        assertThat(index.listed(List.of(btc))).isEqualTo(Map.of(btc, 6));

        // No trader in shard 0: only another ledger knows.
        assertApplied(boards, "other", List.of(move(anns, 0, 3, Map.of("ann", 1L))));
        redis.call(Command.DEL, BoardKeys.ledger(btc), BoardKeys.volumes(btc), BoardKeys.shards(btc.day()));
        assertThat(claim(8)).isEqualTo(shard == 0 ? 8 : 6);
    }

    @Test
    void otherShardsAreRefusedWhateverTheMark() {
        BoardId of6 = btc.shard(3, 6);
        BoardId of8 = btc.shard(3, 8);
        assertApplied(boards, WRITER, List.of(move(of6, 0, 3, Map.of("ann", 1L))));
        BoardState refused = new BoardState.Refused("it was made with 6 shards, not 8; rebuild the board");

        assertThat(boards.apply(WRITER, List.of(move(of8, 3, 4, Map.of("bob", 1L)))))
                .containsEntry(of8, refused);
        assertThat(boards.apply("other", List.of(move(of8, 0, 4, Map.of("bob", 1L)))))
                .containsEntry(of8, refused);
        assertThat(boards.apply(WRITER, List.of(move(of8, 1, 4, Map.of("bob", 1L)))))
                .containsEntry(of8, refused);
        assertThat(new RedisMarks(redis).state(of8, WRITER)).isEqualTo(refused);
        assertThat(new RedisMarks(redis).state(of6, WRITER)).isEqualTo(Moves.open(3));
        assertThat(Moves.volumes(redis, of6)).isEqualTo(Map.of("ann", 1L));
        assertThat(Moves.ledger(redis, of6, "shards")).isEqualTo("6");
    }

    @Test
    void aShardThatLostItsLedgerIsBegunAnew() {
        BoardId shard = btc.shard(3, 6);
        assertApplied(boards, WRITER, List.of(move(shard, 0, 3, Map.of("ann", 1L))));
        redis.call(Command.DEL, BoardKeys.ledger(shard));

        assertThat(new RedisMarks(redis).state(shard, WRITER)).isEqualTo(Moves.open(0));
        assertApplied(boards, WRITER, List.of(move(shard, 0, 3, Map.of("ann", 5L))));
        assertThat(Moves.volumes(redis, shard)).isEqualTo(Map.of("ann", 5L));
    }

    @Test
    void whatIsNoNumberOfShardsIsPassedOver() {
        redis.call(Command.HSET, BoardKeys.shards(btc.day()), "BTC", "many", "ETH", "65");
        assertThat(index.counts(List.of(btc, eth))).isEqualTo(Map.of(btc, 1, eth, 1));
        redis.call(Command.DEL, BoardKeys.shards(btc.day()));
        redis.call(Command.SET, BoardKeys.shards(btc.day()), "mine");

        assertThat(index.counts(List.of(btc, eth))).isEqualTo(Map.of(btc, 1, eth, 1));
        assertThat(claim(4)).isEqualTo(4);
    }

    private int claim(int wanted) {
        return index.claim(Map.of(btc, wanted), Moves.DAYS::expiresMillis).getOrDefault(btc, 0);
    }
}
