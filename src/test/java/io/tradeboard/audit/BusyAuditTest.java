package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An audit needs no pause: it is exact while trades pour in, and still sees what is wrong. */
class BusyAuditTest {
    private static final int TRADERS = 40_000;
    private static final int BATCH = 9_000;
    private static final int AUDITS = 2;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final Ground ground = new Ground(REDIS.connect());
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch everybody = new CountDownLatch(1);

    @Test
    void everyAuditIsExactWhileTradesPourIn() throws Exception {
        CompletableFuture<Long> pouring = CompletableFuture.supplyAsync(this::pour);
        try {
            assertThat(everybody.await(60, TimeUnit.SECONDS)).isTrue();
            long trades = 0;
            for (int i = 0; i < AUDITS; i++) {
                BoardAudit audit = ground.only(ground.audit(directory));
                assertThat(audit.word()).as("%s", audit).isEqualTo(Verdict.Word.EXACT);
                assertThat(audit.traders()).isGreaterThanOrEqualTo(TRADERS);
                assertThat(audit.trades()).as("trades since the audit before").isGreaterThan(trades);
                trades = audit.trades();
            }
            ground.increment("t777", "1");
            BoardAudit wrong = ground.only(ground.audit(directory));
            assertThat(wrong.found()).extracting(Difference::traderId).containsExactly("t777");
        } finally {
            stop.countDown();
        }
        long all = pouring.get(60, TimeUnit.SECONDS);
        ground.increment("t777", "-1");
        assertThat(ground.only(ground.audit(directory)).trades()).isEqualTo(all);
        assertThat(ground.only(ground.audit(directory)).word()).isEqualTo(Verdict.Word.EXACT);
    }

    /** Logs and flushes random batches, each so big that it moves in parts, some of them of new traders. */
    private long pour() {
        Random random = new Random(7);
        try (RedisConnection connection = new RedisConnection(REDIS.settings());
                LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), 1 << 20)) {
            Ground flusher = new Ground(connection);
            Map<String, Long> next = Ground.traders(TRADERS);
            while (stop.getCount() > 0) {
                long from = writer.nextOffset();
                flusher.append(writer, "BTC", next);
                flusher.flush(writer.id(), from, writer.nextOffset(), next);
                everybody.countDown();
                next = new HashMap<>();
                for (int i = 0; i < BATCH; i++) {
                    next.put("t" + random.nextInt(2 * TRADERS), 1L + random.nextInt(1_000));
                }
            }
            return writer.nextOffset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
