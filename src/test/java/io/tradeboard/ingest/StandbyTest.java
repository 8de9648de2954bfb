package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeats;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** A daemon that stands by says so, and takes over. */
class StandbyTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Heartbeats heartbeats = new Heartbeats(redis);

    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(Rig::assertNoThreadIsLeft);
    }

    @Test
    void theStateOfADaemonSaysWhetherItReads() {
        Rig rig = new Rig(directory.resolve("second"));
        Daemon reads = daemon(new Rig(directory.resolve("first")), StreamOptions.DEFAULTS);
        CompletableFuture<Daemon.Progress> first = Rig.start(reads);
        // Its first heartbeat comes before it has the lease, which a second daemon would take.
        trade("ann", 2);
        await().until(() -> rig.volumes(redis).equals(Map.of("ann", 2L)));
        Daemon standsBy = daemon(rig, new StreamOptions(true, null));
        CompletableFuture<Daemon.Progress> second = Rig.start(standsBy);
        try {
            await().until(() -> isHeard(DaemonState.STANDBY) && isHeard(DaemonState.RUNNING));

            reads.stop();
            first.join();
            await().until(() -> isHeard(DaemonState.RUNNING) && !isHeard(DaemonState.STANDBY));
            trade("ann", 3);
            await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));
        } finally {
            reads.stop();
            standsBy.stop();
        }
        assertThat(second.join().accepted()).isEqualTo(1);
    }

    private void trade(String trader, long quantity) {
        redis.call(Command.XADD, StreamSource.STREAM, "*", "traderId", trader, "symbol", "BTC", "quantity", quantity);
    }

    private boolean isHeard(DaemonState state) {
        return heartbeats.all().stream().anyMatch(beat -> beat.state() == state);
    }

    private static Daemon daemon(Rig rig, StreamOptions options) {
        return new Daemon(
                rig.config(Rig.DAYS, SyncMode.BATCH, false, false),
                REDIS.settings(),
                (from, running) -> StreamSource.open(REDIS.settings(), from, options, running),
                "a test",
                rig.runtime(Clock.systemUTC()));
    }
}
