package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** Records that were logged while their symbol kept other decimals than its board does. */
class ScaleTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);

    @ParameterizedTest
    @CsvSource({
        "0, 5, 500, EXACT",
        "1, 5, 50, EXACT",
        "2, 5, 5, EXACT",
        "1, 5, 51, DIFFERS",
        "0, 90071992547409, 9007199254740900, EXACT",
        "0, 90071992547410, 9007199254740991, EXACT",
        "3, 5, 5, UNVERIFIED",
        "8, 500000000, 500, UNVERIFIED"
    })
    void fewerDecimalsAreScaledUpExactlyAndMoreCannotBeCompared(int scale, long units, long board, Verdict.Word word)
            throws IOException {
        logAndFlush(scale, units, board);

        BoardAudit audit = ground.only(ground.audit(directory));
        assertThat(audit.word()).as("%s", audit).isEqualTo(word);
        assertThat(audit.unverified())
                .isEqualTo(
                        word == Verdict.Word.UNVERIFIED
                                ? "it counts records with " + scale + " decimals, and keeps 2"
                                : "");
    }

    @Test
    void moreDecimalsInWhatIsNotCountedAreNoMatter() throws IOException {
        String writer = logAndFlush(8, 5, 5);
        redis.call(Command.HSET, ground.key("ledger"), "mark:" + writer, 0, "trades", 0, "volume", 0);
        redis.call(Command.ZADD, ground.key("volumes"), 0, "ann");

        BoardAudit audit = ground.only(ground.audit(directory));
        assertThat(audit.word()).isEqualTo(Verdict.Word.EXACT);
        assertThat(audit.pending()).isEqualTo(1);
    }

    private String logAndFlush(int scale, long units, long board) throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            ground.append(writer, "BTC", scale, Map.of("ann", units));
            ground.flush(writer.id(), 0, 1, Map.of("ann", 1L));
            redis.call(Command.ZADD, ground.key("volumes"), board, "ann");
            // The total is not capped where a volume is.
            long total = scale <= 2 ? units * (scale == 2 ? 1 : scale == 1 ? 10 : 100) : board;
            redis.call(Command.HSET, ground.key("ledger"), "volume", total);
            return writer.id();
        }
    }
}
