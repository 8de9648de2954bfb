package io.tradeboard.board;

import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Quantity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** A volume goes up to the largest exact integer and stays there; a total goes up to the largest that two fit into a long. */
class CapTest {
    private static final long MOST = Quantity.MAX_UNITS;
    private static final long MOST_TOTAL = BoardDelta.MOST_UNITS;
    private static final String WRITER = Moves.WRITER;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Moves.DAYS);
    private final BoardId btc = Moves.today(redis, "BTC");

    @Test
    void aVolumeReachesTheLargestExactIntegerAndStaysThere() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", MOST - 1, "bob", 8L))));
        assertApplied(boards, WRITER, List.of(move(btc, 3, 4, Map.of("ann", 1L, "bob", 1L))));
        assertThat(Moves.volumes(redis, btc)).isEqualTo(Map.of("ann", MOST, "bob", 9L));

        assertApplied(boards, WRITER, List.of(move(btc, 4, 5, Map.of("ann", 1L, "bob", 1L, "carl", 1L))));
        assertThat(Moves.volumes(redis, btc)).isEqualTo(Map.of("ann", MOST, "bob", 10L, "carl", 1L));
        assertThat(Moves.ledger(redis, btc, "volume"))
                .as("the total is what was traded")
                .isEqualTo(Long.toString(MOST + 12));
        assertThat(Moves.ledger(redis, btc, "trades")).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(longs = {MOST, MOST + 1, 1L << 60, MOST_TOTAL - 1, MOST_TOTAL})
    void oneSumBeyondTheCapIsCapped(long units) {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 3, Map.of("ann", units, "bob", 1L))));

        assertThat(Moves.volumes(redis, btc)).isEqualTo(Map.of("ann", MOST, "bob", 1L));
        assertThat(Moves.ledger(redis, btc, "volume")).isEqualTo(Long.toString(BoardDelta.plus(units, 1)));
    }

    @Test
    void aTotalStaysAtTheLargest() {
        for (int next = 1; next <= 4; next++) {
            assertApplied(boards, WRITER, List.of(move(btc, next - 1, next, Map.of("ann", MOST_TOTAL))));
            assertThat(Moves.ledger(redis, btc, "volume")).isEqualTo(Long.toString(MOST_TOTAL));
        }
    }

    /** Doubles cannot tell these from each other. */
    @Test
    void aTotalIsExactUpToTheLargest() {
        assertApplied(boards, WRITER, List.of(move(btc, 0, 1, Map.of("ann", MOST_TOTAL - 2))));
        assertApplied(boards, WRITER, List.of(move(btc, 1, 2, Map.of("ann", 1L))));
        assertThat(Moves.ledger(redis, btc, "volume")).isEqualTo(Long.toString(MOST_TOTAL - 1));
        assertApplied(boards, WRITER, List.of(move(btc, 2, 3, Map.of("ann", 1L))));
        assertThat(Moves.ledger(redis, btc, "volume")).isEqualTo(Long.toString(MOST_TOTAL));
        assertApplied(boards, WRITER, List.of(move(btc, 3, 4, Map.of("ann", 1L))));
        assertThat(Moves.ledger(redis, btc, "volume")).isEqualTo(Long.toString(MOST_TOTAL));
    }

    /** Any updates of two writers, in any steps, stopped and sent again anywhere, beside sums without limit. */
    @Test
    void whateverTheOrderAndWhereverItStopsVolumesAreTheCappedSums() {
        Random random = new Random(20261126);
        for (int round = 0; round < 40; round++) {
            redis.call(Command.FLUSHALL);
            BoardId eth = Moves.today(redis, "ETH");
            assertApplied(boards, WRITER, List.of(move(eth, 0, 1, Map.of("t1", 7L))));
            Map<String, Mark> at = new HashMap<>();
            Sums sums = new Sums();
            for (int left = 4 + random.nextInt(8); left > 0; left--) {
                String writer = random.nextBoolean() ? "first" : "second";
                Mark mark = at.getOrDefault(writer, Mark.ZERO);
                Map<String, Long> volumes = volumes(random);
                BoardUpdate update = move(btc, mark, mark.to() + 1 + random.nextInt(9), volumes);
                applyWithStops(random, writer, update);
                at.put(writer, Mark.at(update.to()));
                sums.add(volumes);
            }
            assertThat(Moves.volumes(redis, btc)).as("round %d", round).isEqualTo(sums.volumes());
            assertThat(Moves.ledger(redis, btc, "volume")).isEqualTo(sums.total());
            assertThat(Moves.ledger(redis, btc, "trades")).isEqualTo(Long.toString(sums.trades));
            assertThat(Moves.volumes(redis, eth)).isEqualTo(Map.of("t1", 7L));
        }
    }

    /** Does some of the steps, forgets what it did, and tries again until all is done, and perhaps once more. */
    private void applyWithStops(Random random, String writer, BoardUpdate update) {
        BoardUpdate left = update;
        while (random.nextInt(3) == 0) {
            List<List<Step>> steps = new ArrayList<>();
            Step.of(left).forEach(step -> steps.add(List.of(step)));
            new RedisBoards(redis, Moves.DAYS).applySteps(writer, steps.subList(0, random.nextInt(steps.size() + 1)));
            BoardState state = new RedisMarks(redis).state(btc, writer);
            if (state instanceof BoardState.InParts parts && random.nextBoolean()) {
                // As who comes back with the records and the mark that it finds.
                left = new BoardUpdate(update.delta(), parts.mark(), update.to());
            }
        }
        assertApplied(boards, writer, List.of(left));
        if (random.nextInt(4) == 0) {
            assertApplied(new RedisBoards(redis, Moves.DAYS), writer, List.of(update));
        }
    }

    private static Map<String, Long> volumes(Random random) {
        List<Integer> traders = new ArrayList<>();
        boolean inParts = random.nextInt(5) == 0;
        for (int i = 0; i < (inParts ? 3_000 : 8); i++) {
            traders.add(i);
        }
        Collections.shuffle(traders, random);
        Map<String, Long> volumes = new LinkedHashMap<>();
        int count = inParts ? 1_001 + random.nextInt(1_900) : 1 + random.nextInt(8);
        boolean large = random.nextBoolean();
        for (int trader : traders.subList(0, count)) {
            volumes.put("t" + trader, large && random.nextInt(3) == 0 ? large(random) : 1 + random.nextLong(1_000));
        }
        return volumes;
    }

    private static long large(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> MOST - random.nextInt(3);
            case 1 -> MOST / 2 + random.nextInt(3);
            case 2 -> MOST + 1 + random.nextInt(3);
            case 3 -> MOST_TOTAL - random.nextInt(3);
            default -> 1 + random.nextLong(MOST_TOTAL);
        };
    }

    /** Sums without limit. */
    private static final class Sums {
        private final Map<String, BigInteger> volumes = new HashMap<>();
        private long trades;

        void add(Map<String, Long> more) {
            more.forEach((trader, units) -> volumes.merge(trader, BigInteger.valueOf(units), BigInteger::add));
            trades += more.size();
        }

        Map<String, Long> volumes() {
            Map<String, Long> capped = new HashMap<>();
            volumes.forEach((trader, sum) ->
                    capped.put(trader, sum.min(BigInteger.valueOf(MOST)).longValueExact()));
            return capped;
        }

        String total() {
            return volumes.values().stream()
                    .reduce(BigInteger.ZERO, BigInteger::add)
                    .min(BigInteger.valueOf(MOST_TOTAL))
                    .toString();
        }
    }
}
