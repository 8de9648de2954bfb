package io.tradeboard.e2e;

import io.tradeboard.kafka.KafkaExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Whatever fails, every trade of a topic is counted once. In the build Redis is restored from an older snapshot; {@code
 * scripts/torture --kafka} lets all faults strike for as long as you like.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = KafkaExtension.BROKER, mode = ResourceAccessMode.READ)
class KafkaTortureIT {
    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    /** After so many an installation is given up for a new one, with the other protocol. */
    private static final int CYCLES_A_ROUND = KafkaFault.values().length;

    /** The broker is not only ours there. */
    private static final List<KafkaFault> IN_THE_BUILD = List.of(KafkaFault.REDIS_RESTORED);

    private final TortureSchedule<KafkaFault> schedule = new TortureSchedule<>(
            "torture-kafka",
            TortureSchedule.isLong() ? List.of(KafkaFault.values()) : IN_THE_BUILD,
            KafkaFault.class,
            IN_THE_BUILD.size());

    private long trades;

    @Test
    void everyTradeOfATopicIsCountedOnceWhateverFails() throws Exception {
        schedule.run(this::round);
        schedule.print(trades, System.getProperty("torture.python") == null ? "by the journal alone" : "recounted");
    }

    private void round(Path installation) throws Exception {
        GroupProtocol[] protocols = GroupProtocol.values();
        GroupProtocol protocol = protocols[schedule.rounds() % protocols.length];
        try (KafkaTorture torture = new KafkaTorture(installation, KAFKA.broker(), protocol, schedule.random())) {
            schedule.run(CYCLES_A_ROUND, installation, torture::cycle);
            System.out.print(torture.end(System.getProperty("torture.python")));
            trades += torture.trades();
        }
    }
}
