package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** A daemon reads packed entries; some of their lines are no trades. */
class PackedEntriesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final String BAD = "{\"traderId\":\"bob\",\"symbol\":\"BTC\",\"quantity\":-2}\n";

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private Rig rig;
    private String entry;

    @BeforeEach
    void send() {
        rig = new Rig(directory.resolve("log"));
        entry = RedisConnection.text(redis.call(
                Command.XADD,
                StreamSource.STREAM,
                "*",
                "l",
                Rig.trade("ann", 1) + Rig.trade("ann", 1) + BAD + Rig.trade("carl", 3)));
        redis.call(Command.XADD, StreamSource.STREAM, "*", "traderId", "dan", "symbol", "BTC", "quantity", 4);
    }

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    @Test
    void aRejectedLineIsNamedByEntryAndNumberAndStopsNoOther() throws IOException {
        countTheRest();

        String reason = "quantity \\\"-2\\\" must be > 0";
        assertThat(Files.readAllLines(rig.log.resolve("rejects.ndjson")))
                .containsExactly("{\"source\":\"tradeboard:trades\",\"position\":\"" + entry + ":3\",\"reason\":\""
                        + reason + "\",\"line\":\"" + BAD.strip().replace("\"", "\\\"") + "\"}");
        assertThat(rig.notices)
                .contains("tradeboard:trades:" + entry + ":3: " + reason.replace("\\", "") + "; line skipped");
    }

    /** The stop is within an entry, which is delivered again as a whole. */
    @Test
    void theLinesBeforeAStrictStopCountOnce() {
        assertThat(Rig.start(daemon(true)).join().accepted()).isEqualTo(2);
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 2L));
        assertThat(redis.call(Command.XLEN, StreamSource.STREAM)).isEqualTo(2L);

        countTheRest();
    }

    private void countTheRest() {
        Daemon daemon = daemon(false);
        CompletableFuture<Daemon.Progress> run = Rig.start(daemon);
        try {
            await().until(() -> run.isDone() || (Long) redis.call(Command.XLEN, StreamSource.STREAM) == 0);
        } finally {
            daemon.stop();
        }
        assertThat(run.join().rejected()).isEqualTo(1);
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 2L, "carl", 3L, "dan", 4L));
    }

    private Daemon daemon(boolean strict) {
        return new Daemon(
                rig.config(Rig.DAYS, SyncMode.BATCH, strict, false),
                REDIS.settings(),
                (from, running) -> StreamSource.open(REDIS.settings(), from, StreamOptions.DEFAULTS, running),
                "a test",
                rig.runtime(Clock.systemUTC()));
    }
}
