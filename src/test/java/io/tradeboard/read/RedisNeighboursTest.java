package io.tradeboard.read;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class RedisNeighboursTest {
    private static final long LARGEST = (1L << 53) - 1;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final BoardId btc = Moves.today(redis, "BTC");
    private final RedisStandings standings = new RedisStandings(
            redis, Symbols.parse("BTC:8:Bitcoin", 8, false), Moves.DAYS, Clock.systemUTC(), TradersDirectory::none);
    private final RedisNeighbours neighbours = new RedisNeighbours(standings);

    /** Ties of 1, 2, 4, ... 128 traders, the last ones at the bottom, so that some reach far past the window. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 40, 1_000})
    void everyTraderHasTheRowsThatTheWholeBoardHasThere(int around) {
        Map<String, Long> volumes = new LinkedHashMap<>();
        for (int group = 0; group < 8; group++) {
            for (int i = 0; i < 1 << group; i++) {
                volumes.put("t" + group + "-" + i, LARGEST >> group);
            }
        }
        apply(volumes);
        List<Standings.Row> all = standings.read("BTC", btc.day(), 1_000).rows();

        assertThat(all).hasSize(255);
        for (int i = 0; i < all.size(); i++) {
            Neighbours found = neighbours.read(btc, all.get(i).traderId(), around);
            assertThat(found.own()).isEqualTo(all.get(i));
            assertThat(found.standings().rows())
                    .as("%s around place %s", around, i)
                    .isEqualTo(all.subList(Math.max(0, i - around), Math.min(all.size(), i + around + 1)));
            assertThat(found.standings().traders()).isEqualTo(255);
        }
    }

    @Test
    void aTraderWhoIsNotOnTheBoardHasNoRow() {
        apply(Map.of("ann", 5L));

        Neighbours found = neighbours.read(btc, "nobody", 3);
        assertThat(found.own()).isNull();
        assertThat(found.standings().rows()).isEmpty();
        assertThat(found.standings().trades()).isEqualTo(1);
    }

    @Test
    void onABoardWhereNobodyTradedOrThatLostItsLedgerNobodyHasARow() {
        assertThat(neighbours.read(btc, "ann", 3).own()).isNull();
        apply(Map.of("ann", 5L));
        redis.call(Command.DEL, BoardKeys.ledger(btc));

        Neighbours found = neighbours.read(btc, "ann", 3);
        assertThat(found.own()).isNull();
        assertThat(found.standings().traders()).isZero();
    }

    /** Far out of the window, and just so far that the window ends with the last row, whose tie is below it. */
    @ParameterizedTest
    @CsvSource({"15000, 3", "30, 1"})
    void whatMovesMeanwhileIsSeenBeforeOrAfterAndNeverInBetween(int rise, int around) {
        Map<String, Long> volumes = Moves.traders(2_000);
        volumes.replaceAll((trader, volume) -> 10 * (volume / 3));
        apply(volumes);
        Neighbours low = around(around);
        redis.call(Command.ZINCRBY, BoardKeys.volumes(btc), rise, "trader-30");
        Neighbours high = around(around);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> mover = CompletableFuture.runAsync(() -> {
            try (RedisConnection other = new RedisConnection(REDIS.settings())) {
                for (int i = 0; !done.get(); i++) {
                    other.call(Command.ZINCRBY, BoardKeys.volumes(btc), i % 2 == 0 ? -rise : rise, "trader-30");
                }
            }
        });
        try {
            for (int i = 0; i < 500; i++) {
                Neighbours found = around(around);
                Neighbours same = Objects.equals(found.own(), low.own()) ? low : high;
                assertThat(found.own()).isEqualTo(same.own());
                assertThat(found.standings().rows()).isEqualTo(same.standings().rows());
            }
        } finally {
            done.set(true);
            mover.orTimeout(1, TimeUnit.MINUTES).join();
        }
    }

    private Neighbours around(int around) {
        Neighbours found = neighbours.read(btc, "trader-30", around);
        assertThat(found.own()).isNotNull();
        return found;
    }

    private void apply(Map<String, Long> volumes) {
        Moves.assertApplied(new RedisBoards(redis, Moves.DAYS).apply(WRITER, List.of(move(btc, 0, 3, volumes))));
    }
}
