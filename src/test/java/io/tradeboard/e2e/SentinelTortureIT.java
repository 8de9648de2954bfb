package io.tradeboard.e2e;

import io.tradeboard.redis.RedisSentinels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Whatever fails of a master and a replica that sentinels watch, every accepted trade is counted once. In the build one fault
 * strikes; {@code scripts/torture --sentinel} lets all strike for as long as you like.
 */
class SentinelTortureIT {
    private static final int CYCLES_A_ROUND = 2 * SentinelFault.values().length;
    private static final List<SentinelFault> IN_THE_BUILD =
            List.of(SentinelFault.MASTER_KILLED_WITH_WRITES_THAT_ITS_REPLICA_LACKS);

    private final TortureSchedule<SentinelFault> schedule = new TortureSchedule<>(
            "torture-sentinel",
            TortureSchedule.isLong() ? List.of(SentinelFault.values()) : IN_THE_BUILD,
            SentinelFault.class,
            IN_THE_BUILD.size());

    private long trades;
    private long lost;

    @Test
    void everyAcceptedTradeIsCountedOnceWhateverFails() throws Exception {
        schedule.run(this::round);
        schedule.print(trades, String.format(Locale.ROOT, "%,d unread trades went with Redis", lost));
    }

    private void round(Path installation) throws Exception {
        try (RedisSentinels store = RedisSentinels.start(installation.resolve("servers"));
                StoreTorture<RedisSentinels> torture = new StoreTorture<>(
                        installation.resolve("product"), schedule.random(), store, store.address())) {
            schedule.run(CYCLES_A_ROUND, installation, torture::cycle);
            torture.end();
            trades += torture.accepted();
            lost += torture.lost();
        }
    }
}
