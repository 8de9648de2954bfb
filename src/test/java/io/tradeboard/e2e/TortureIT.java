package io.tradeboard.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Whatever fails, every accepted trade is counted once. In the build some faults strike; {@code scripts/torture} lets
 * them strike for as long as you like.
 */
class TortureIT {
    /** After so many an installation is given up for a new one, so that no log becomes long. */
    private static final int CYCLES_A_ROUND = 40;

    private static final int CYCLES_IN_THE_BUILD = 3;
    private static final int TRADES_A_CYCLE = 10_000;

    private final TortureSchedule<Fault> schedule =
            new TortureSchedule<>("torture", List.of(Fault.values()), Fault.class, CYCLES_IN_THE_BUILD);

    private long trades;
    private long lost;

    @Test
    void everyAcceptedTradeIsCountedOnceWhateverFails() throws Exception {
        schedule.run(this::round);
        schedule.print(trades, String.format(Locale.ROOT, "%,d unread trades went with Redis", lost));
    }

    private void round(Path installation) throws Exception {
        // In every other installation a day ends while trades come.
        Duration untilMidnight = schedule.rounds() % 2 == 0
                ? null
                : Duration.ofSeconds(schedule.random().nextInt(20, 100));
        try (Torture torture = new Torture(installation, schedule.random(), TRADES_A_CYCLE, true, untilMidnight)) {
            schedule.run(CYCLES_A_ROUND, installation, torture::cycle);
            torture.end();
            trades += torture.accepted();
            lost += torture.lost();
        }
    }
}
