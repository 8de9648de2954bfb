package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** A volume stays at the largest that a board holds, in whatever batches it came, and so does the total. */
class CapsTest {
    private static final int SEVERAL = 520;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);

    /** Quantities of one trader in units, what the board holds of it, and what the audit says. */
    @ParameterizedTest
    @CsvSource({
        "9007199254740990,                   9007199254740990, EXACT,   false",
        "9007199254740991,                   9007199254740991, EXACT,   true",
        "9007199254740990 1,                 9007199254740991, EXACT,   true",
        "9007199254740991 1,                 9007199254740991, EXACT,   true",
        "9007199254740991 9007199254740991,  9007199254740991, EXACT,   true",
        "1 9007199254740991 1 1,             9007199254740991, EXACT,   true",
        "9007199254740991 1,                 9007199254740990, DIFFERS, false",
        "9007199254740991 1,                 9007199254740992, DIFFERS, true",
        "9007199254740990,                   9007199254740991, DIFFERS, true",
        "9007199254740991 5,                 5,                DIFFERS, false"
    })
    void aVolumeIsTheSumOrTheCap(String quantities, String board, Verdict.Word word, boolean capped)
            throws IOException {
        long[] units = Arrays.stream(quantities.split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        BigInteger total = Arrays.stream(units).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        log(units);
        hold(board, total, units.length);

        BoardAudit audit = ground.only(ground.audit(directory));
        assertThat(audit.word()).as("%s", audit).isEqualTo(word);
        assertThat(audit.differences()).isEqualTo(word == Verdict.Word.EXACT ? 0 : 1);
        assertThat(audit.capped()).isEqualTo(capped ? List.of("whale") : List.of());
    }

    @ParameterizedTest
    @CsvSource({"4611686018427387903, EXACT", "4611686018427387902, DIFFERS", "9223372036854775807, DIFFERS"})
    void theTotalIsTheSumOrItsCap(String total, Verdict.Word word) throws IOException {
        long[] units = new long[SEVERAL];
        Arrays.fill(units, (1L << 53) - 1);
        log(units);
        hold("9007199254740991", new BigInteger(total), units.length);

        assertThat(ground.only(ground.audit(directory)).word()).isEqualTo(word);
    }

    private void log(long[] units) throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            for (long quantity : units) {
                ground.append(writer, "BTC", Map.of("whale", quantity));
            }
            ground.flush(writer.id(), 0, units.length, Map.of("whale", 1L));
        }
    }

    private void hold(String volume, BigInteger total, int trades) {
        redis.call(Command.ZADD, ground.key("volumes"), volume, "whale");
        redis.call(Command.HSET, ground.key("ledger"), "volume", total, "trades", trades);
    }
}
