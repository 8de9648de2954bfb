package io.tradeboard.read;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class SamplesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final Samples samples = new Samples(redis, Moves.DAYS, TradersDirectory::none);
    private final BoardId btc = Moves.today(redis, "BTC");
    private final String key = BoardKeys.history(btc);
    private long mark;

    private void trade(Map<String, Long> volumes) {
        assertApplied(new RedisBoards(redis, Moves.DAYS).apply(WRITER, List.of(move(btc, mark, ++mark, volumes))));
    }

    private List<Sample> stored() {
        return samples.read(btc).samples();
    }

    /** Puts the only sample there is so many minutes into the past. */
    private void age(long minutes) {
        List<?> only = (List<?>) redis.call(Command.HGETALL, key);
        assertThat(only).hasSize(2);
        long minute = Long.parseLong(RedisConnection.text(only.get(0)));
        redis.call(Command.HSET, key, minute - minutes, RedisConnection.text(only.get(1)));
        redis.call(Command.HDEL, key, minute);
    }

    @Test
    void sampleHasRanksAndVolumesOfItsMinute() {
        trade(Map.of("ann", 5L, "b o b", 7L, "cat", 5L));
        samples.take();

        assertThat(stored()).hasSize(1);
        Sample sample = stored().get(0);
        assertThat(sample.traders()).isEqualTo(3);
        assertThat(sample.rank("b o b")).isEqualTo(OptionalInt.of(1));
        assertThat(sample.rank("ann")).isEqualTo(OptionalInt.of(2));
        assertThat(sample.rank("cat")).isEqualTo(OptionalInt.of(2));
        assertThat(sample.volume("ann")).isEqualTo(OptionalLong.of(5));
        assertThat(sample.at().toEpochMilli() % 60_000).isZero();
        Instant now = RedisTime.of(redis.call(Command.TIME));
        assertThat(sample.at()).isBetween(now.minusSeconds(31), now.plusSeconds(31));
    }

    @Test
    void whoIsNotAmongTheBestHasAnUnknownVolumeAndWhoIsNotOnTheBoardNone() {
        Map<String, Long> many = new HashMap<>();
        LongStream.rangeClosed(1, Samples.ROWS + 1).forEach(volume -> many.put("t" + volume, volume));
        trade(many);
        samples.take();

        Sample sample = stored().get(0);
        assertThat(sample.rows()).hasSize(Samples.ROWS);
        assertThat(sample.volume("t2")).isEqualTo(OptionalLong.of(2));
        assertThat(sample.volume("t1")).isEmpty();
        assertThat(sample.rank("t1")).isEmpty();

        Sample whole = Sample.decode(Instant.EPOCH, "1\n7 ann", TradersDirectory.none());
        assertThat(whole.volume("new")).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void boardThatDidNotChangeIsNotSampledAgain() {
        trade(Map.of("ann", 5L));
        samples.take();
        age(5);
        samples.take();
        assertThat(stored()).hasSize(1);

        trade(Map.of("ann", 1L));
        samples.take();
        assertThat(stored()).hasSize(2);
    }

    @Test
    void historyThatIsLostIsBegunAnewThoughTheBoardDidNotChange() {
        trade(Map.of("ann", 5L));
        samples.take();
        redis.call(Command.DEL, key);
        samples.take();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void ofWhatIsOlderThanIsNeededTheFirstAndTheLastStay() {
        trade(Map.of("ann", 5L));
        samples.take();
        long minute = stored().get(0).at().getEpochSecond() / 60;
        for (long ago : List.of(600L, 300L, 63L, 62L, 61L, 60L, 59L, 1L)) {
            redis.call(Command.HSET, key, minute - ago, "1\n1 ann");
        }
        trade(Map.of("ann", 1L));
        samples.take();

        assertThat(stored())
                .extracting(sample -> minute - sample.at().getEpochSecond() / 60)
                .filteredOn(ago -> ago > 0)
                .containsExactly(600L, 62L, 61L, 60L, 59L, 1L);
    }

    @Test
    void historyIsReadInTheStepInWhichItWasTaken() {
        Duration step = Duration.ofSeconds(3);
        Samples often = new Samples(redis, Moves.DAYS, TradersDirectory::none, step);
        often.look();
        trade(Map.of("ann", 5L));
        often.take();

        History history = samples.read(btc);
        assertThat(history.step()).isEqualTo(step);
        assertThat(history.isWhole()).isTrue();
        Sample latest = history.samples().get(1);
        assertThat(latest.volume("ann")).isEqualTo(OptionalLong.of(5));
        assertThat(latest.at()).isCloseTo(RedisTime.of(redis.call(Command.TIME)), within(10, ChronoUnit.SECONDS));
        assertThat(latest.at().getEpochSecond() % 3).isZero();
    }

    @Test
    void historyExpiresWithItsBoard() {
        trade(Map.of("ann", 5L));
        samples.take();
        Long board = (Long) redis.call(Command.PTTL, BoardKeys.volumes(btc));
        Long history = (Long) redis.call(Command.PTTL, key);
        assertThat(history).isPositive().isCloseTo(board, within(2_000L));
    }

    @Test
    void boardThatBeganSinceTheLastLookHasAnEmptyFirstSample() {
        samples.look();
        trade(Map.of("ann", 5L));
        samples.take();

        History history = samples.read(btc);
        assertThat(history.isWhole()).isTrue();
        assertThat(history.samples()).hasSize(2);
        assertThat(Objects.requireNonNull(history.first()).volume("ann")).isEqualTo(OptionalLong.of(5));
    }

    @Test
    void boardThatWasThereBeforeTheFirstLookHasNone() {
        trade(Map.of("ann", 5L));
        samples.look();
        samples.take();

        assertThat(samples.read(btc).isWhole()).isFalse();
    }

    @Test
    void boardThatWasLostAndCameBackIsNoNewOne() {
        samples.look();
        trade(Map.of("ann", 5L));
        samples.take();
        redis.call(Command.FLUSHALL);
        samples.take();
        mark = 0;
        trade(Map.of("ann", 5L));
        samples.take();

        assertThat(samples.read(btc).isWhole()).isFalse();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void boardThatIsNoneDoesNotKeepTheOthersFromTheirs() {
        trade(Map.of("ann", 5L));
        BoardId eth = new BoardId("ETH", btc.day());
        BoardId sol = new BoardId("SOL", btc.day());
        redis.call(Command.SADD, BoardKeys.symbols(btc.day()), "ETH", "SOL");
        redis.call(Command.ZADD, BoardKeys.volumes(eth), "0.5", "ann");
        redis.call(Command.SET, BoardKeys.volumes(sol), "mine");

        assertThat(samples.take()).containsOnlyKeys(eth, sol);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void momentHasTheSampleBeforeIt() {
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        Sample first = Sample.decode(noon, "1\n1 ann", TradersDirectory.none());
        Sample second = Sample.decode(noon.plusSeconds(600), "1\n2 ann", TradersDirectory.none());
        History history = new History(List.of(first, second));

        assertThat(history.at(noon.minusSeconds(1))).isNull();
        assertThat(history.at(noon)).isEqualTo(first);
        assertThat(history.at(noon.plusSeconds(599))).isEqualTo(first);
        assertThat(history.at(noon.plusSeconds(6_000))).isEqualTo(second);
        assertThat(history.spanBefore(noon.plusSeconds(1))).isEqualTo(first);
        assertThat(history.spanBefore(noon.plusSeconds(4_201))).isEqualTo(second);
        assertThat(History.NONE.spanBefore(noon)).isNull();
        assertThat(History.NONE.first()).isNull();
    }
}
