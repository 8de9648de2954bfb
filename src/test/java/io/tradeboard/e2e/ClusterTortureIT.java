package io.tradeboard.e2e;

import io.tradeboard.redis.RedisCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Whatever fails of a cluster of three masters and three replicas, every accepted trade is counted once. In the build one fault
 * strikes; {@code scripts/torture --cluster} lets all strike for as long as you like.
 */
class ClusterTortureIT {
    private static final int CYCLES_A_ROUND = 2 * ClusterFault.values().length;
    private static final List<ClusterFault> IN_THE_BUILD = List.of(ClusterFault.SLOTS_MOVE);

    private final TortureSchedule<ClusterFault> schedule = new TortureSchedule<>(
            "torture-cluster",
            TortureSchedule.isLong() ? List.of(ClusterFault.values()) : IN_THE_BUILD,
            ClusterFault.class,
            IN_THE_BUILD.size());

    private long trades;
    private long lost;

    @Test
    void everyAcceptedTradeIsCountedOnceWhateverFails() throws Exception {
        schedule.run(this::round);
        schedule.print(trades, String.format(Locale.ROOT, "%,d unread trades went with Redis", lost));
    }

    private void round(Path installation) throws Exception {
        try (RedisCluster store = RedisCluster.start(installation.resolve("servers"), 3, true, 2_000);
                StoreTorture<RedisCluster> torture = new StoreTorture<>(
                        installation.resolve("product"), schedule.random(), store, store.address())) {
            schedule.run(CYCLES_A_ROUND, installation, torture::cycle);
            torture.end();
            trades += torture.accepted();
            lost += torture.lost();
        }
    }
}
