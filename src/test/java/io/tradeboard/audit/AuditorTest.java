package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.audit.Difference.Of;
import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** Boards that are as the log says, and boards that are not. */
class AuditorTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);

    @ParameterizedTest
    @ValueSource(ints = {1, 128, 129, 10_000})
    void aBoardThatIsAsTheLogSaysIsExact(int traders) throws IOException {
        ground.logAndFlush(directory, Ground.traders(traders));

        assertThat(ground.only(ground.audit(directory))).isEqualTo(ground.exact(traders, traders, 0));
    }

    @ParameterizedTest
    @CsvSource({"1, 7.78", "-1, 7.76"})
    void oneUnitOnOneTraderOfTenThousandIsFound(String by, String board) throws IOException {
        ground.logAndFlush(directory, Ground.traders(10_000));
        ground.increment("t777", by);

        assertThat(ground.only(ground.audit(directory)).found())
                .containsExactly(
                        new Difference("BTC", Of.TRADER, "t777", new BigDecimal(board), new BigDecimal("7.77")));
    }

    @Test
    void aTraderWhoIsMissingOnTheBoardIsFound() throws IOException {
        ground.logAndFlush(directory, Ground.traders(10_000));
        redis.call(Command.ZREM, ground.key("volumes"), "t5");

        assertThat(ground.only(ground.audit(directory)).found())
                .containsExactly(
                        new Difference("BTC", Of.TRADER, "t5", new BigDecimal("0.00"), new BigDecimal("0.05")));
    }

    @Test
    void aTraderWhomTheLogDoesNotKnowIsFound() throws IOException {
        ground.logAndFlush(directory, Ground.traders(10_000));
        ground.increment("eve", "0.5");

        BoardAudit audit = ground.only(ground.audit(directory));
        assertThat(audit.differences()).isEqualTo(1);
        Difference found = audit.found().get(0);
        assertThat(found.traderId()).isEqualTo("eve");
        assertThat(found.board()).isEqualByComparingTo("0.005");
        assertThat(found.log()).isZero();
    }

    @Test
    void anInfiniteVolumeIsADifference() throws IOException {
        ground.logAndFlush(directory, Ground.traders(10));
        ground.increment("t1", "inf");

        assertThat(ground.only(ground.audit(directory)).differences()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"trades, TRADES, 101, 100", "volume, VOLUME, 50.51, 50.50"})
    void aTotalThatIsOffIsFound(String field, Of of, String board, String log) throws IOException {
        ground.logAndFlush(directory, Ground.traders(100));
        redis.call(Command.HINCRBY, ground.key("ledger"), field, 1);

        assertThat(ground.only(ground.audit(directory)).found())
                .containsExactly(new Difference("BTC", of, null, new BigDecimal(board), new BigDecimal(log)));
    }

    @Test
    void aBoardWithShardsIsAuditedShardByShardAndReportedAsOne() throws IOException {
        ground.logAndFlush(directory, 6, Ground.traders(1_000));
        AuditReport exact = ground.audit(directory);
        assertThat(ground.only(exact)).isEqualTo(ground.exact(1_000, 1_000, 0));
        assertThat(exact.verdicts()).containsOnlyKeys(ground.btc.shards(6));
        assertThat(exact.verdicts().values()).allMatch(Verdict::isExact);

        // Who stands in another shard than its own is on the board twice, or in none.
        BoardId own = ground.btc.shard(Shard.numberOf("t5", 6), 6);
        BoardId other = ground.btc.shard((own.shard().number() + 1) % 6, 6);
        redis.call(Command.ZREM, BoardKeys.volumes(own), "t5");
        redis.call(Command.ZADD, BoardKeys.volumes(other), 5, "t5");
        BoardAudit differs = ground.only(ground.audit(directory));
        assertThat(differs.differences()).isEqualTo(2);
        assertThat(differs.trades()).isEqualTo(1_000);

        redis.call(Command.DEL, BoardKeys.volumes(other));
        BoardAudit lacking = ground.only(ground.auditor(
                        Flushes.every(
                                Duration.ofMillis(1), Clock.offset(Clock.systemUTC(), Duration.ofHours(1)), w -> true),
                        Pace.full(),
                        100,
                        directory)
                .run(ground.btc.day(), null));
        assertThat(lacking.behind()).startsWith("shard " + other.shard() + ": ");
    }

    @Test
    void recordsBeyondTheMarkArePending() throws IOException {
        String writer = ground.log(directory, Map.of("ann", 5L), Map.of("ann", 7L, "bob", 1L));
        ground.flush(writer, 0, 1, Map.of("ann", 5L));

        assertThat(ground.only(ground.audit(directory))).isEqualTo(ground.exact(1, 1, 2));
    }

    @Test
    void allIsPendingWhereThereIsNoBoardOrHalfOfOne() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        BoardAudit none = ground.exact(0, 0, 3);
        redis.call(Command.DEL, ground.key("volumes"));
        assertThat(ground.only(ground.audit(directory))).isEqualTo(none);
        redis.call(Command.FLUSHALL);
        assertThat(ground.only(ground.audit(directory))).isEqualTo(none);
    }

    @Test
    void aBoardThatOnlyTheLogNamesIsAudited() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        redis.call(Command.DEL, "tradeboard:symbols:" + ground.btc.day());
        ground.increment("t3", "1");

        assertThat(ground.only(ground.audit(directory)).differences()).isEqualTo(1);
    }

    @Test
    void onlyTheSymbolThatIsAskedForIsAudited() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        AuditReport report = ground.auditor(Pace.full(), 100, directory).run(ground.btc.day(), "ETH");

        assertThat(report.boards())
                .containsExactly(new BoardAudit(
                        new BoardId("ETH", ground.btc.day()), BoardAudit.Counts.NONE, List.of(), List.of(), "", ""));
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "t3, 1"})
    void aMoveInPartsIsComparedInItsMiddle(String wrong, long differences) throws IOException {
        Map<String, Long> first = Map.of("t1", 100L, "t2", 100L);
        Map<String, Long> second = Ground.traders(5_000);
        String writer = ground.log(directory, first, second, Map.of("t1", 9L));
        ground.flush(writer, 0, 2, first);
        ground.flush(writer, 2, 5_002, second);
        // As if the second of three parts were the last one done.
        long done = 200;
        for (Map.Entry<String, Long> trader : second.entrySet()) {
            if (crc(trader.getKey()) % 3 == 2) {
                ground.increment(trader.getKey(), Long.toString(-trader.getValue()));
            } else {
                done += trader.getValue();
            }
        }
        redis.call(Command.ZREMRANGEBYSCORE, ground.key("volumes"), 0, 0);
        redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, "2>5002 2/3", "trades", 2, "volume", done);
        if (!wrong.isEmpty()) {
            ground.increment(wrong, "1");
        }

        BoardAudit audit = ground.only(ground.audit(directory));
        assertThat(audit.differences()).as("%s", audit).isEqualTo(differences);
        assertThat(audit.unverified()).isEmpty();
        assertThat(audit.pending())
                .isEqualTo(1
                        + second.keySet().stream().filter(t -> crc(t) % 3 == 2).count());
    }

    @Test
    void severalWritersInSeveralDirectoriesAreSummed() throws IOException {
        Path other = directory.resolve("other");
        ground.logAndFlush(directory, Ground.traders(3));
        ground.logAndFlush(directory, Ground.traders(5));
        ground.logAndFlush(other, Ground.traders(7));

        BoardAudit exact = ground.exact(15, 7, 0);
        assertThat(ground.only(ground.audit(directory, other))).isEqualTo(exact);
        // The same records twice, as from a copied directory.
        assertThat(ground.only(ground.audit(directory, other, directory))).isEqualTo(exact);
    }

    @Test
    void slicesOfTradersGiveTheSameAsOnePass() throws IOException {
        ground.logAndFlush(directory, Ground.traders(5_000));
        ground.increment("t7", "1");
        ground.increment("t70", "1");
        redis.call(Command.ZREM, ground.key("volumes"), "t700");
        redis.call(Command.HINCRBY, ground.key("ledger"), "trades", 1);
        BoardAudit whole = ground.only(ground.audit(directory));
        assertThat(whole.differences()).isEqualTo(4);

        BoardAudit sliced =
                ground.only(ground.auditor(Pace.full(), 700, directory).run(ground.btc.day(), null));
        assertThat(sliced.found()).containsExactlyInAnyOrderElementsOf(whole.found());
        assertThat(sliced).usingRecursiveComparison().ignoringFields("found").isEqualTo(whole);
    }

    @Test
    void aBoardThatLostDataWhileItWasReadIsReadAgain() throws IOException {
        Map<String, Long> all = Ground.traders(4_000);
        Map<String, Long> half = Ground.traders(2_000);
        String writer = ground.log(directory, all);
        ground.flush(writer, 0, 4_000, all);
        int[] rests = {0};
        Auditor auditor = ground.auditor(
                () -> {
                    if (rests[0]++ == 0) {
                        redis.call(Command.DEL, ground.key("volumes"), ground.key("ledger"));
                        ground.flush(writer, 0, 2_000, half);
                    }
                },
                Ground.TRADERS_A_PASS,
                directory);

        assertThat(ground.only(auditor.run(ground.btc.day(), null))).isEqualTo(ground.exact(2_000, 2_000, 2_000));
    }

    @Test
    void aBoardThatNeverComesThroughWholeIsUnverified() throws IOException {
        Map<String, Long> all = Ground.traders(4_000);
        String writer = ground.log(directory, all);
        ground.flush(writer, 0, 4_000, all);
        int[] mark = {4_000};
        Auditor auditor = ground.auditor(
                () -> {
                    redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, --mark[0]);
                },
                Ground.TRADERS_A_PASS,
                directory);

        assertThat(ground.only(auditor.run(ground.btc.day(), null)))
                .isEqualTo(BoardAudit.unverified(ground.btc, "it kept changing while it was being read"));
    }

    @Test
    void aSegmentThatIsPrunedWhileItIsReadIsNoFailure() throws IOException {
        ground.logAndFlush(directory, Ground.traders(3));
        ground.log(directory, Map.of("old", 1L));
        Path pruned = LogDirectory.segments(directory).get(1).path();
        int[] rests = {0};
        Auditor auditor = ground.auditor(
                () -> {
                    // The first rest is after the page, the second after the first frame.
                    if (++rests[0] == 2) {
                        delete(pruned);
                    }
                },
                Ground.TRADERS_A_PASS,
                directory);

        assertThat(ground.only(auditor.run(ground.btc.day(), null))).isEqualTo(ground.exact(3, 3, 0));
        assertThat(pruned).doesNotExist();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsAnError() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> ground.audit(nowhere)).isInstanceOf(NoSuchFileException.class);
    }

    private static long crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
