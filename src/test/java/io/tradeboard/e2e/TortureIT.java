package io.tradeboard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever fails, every accepted trade is counted once. In the build some faults strike; {@code scripts/torture} lets
 * them strike for as long as you like.
 */
class TortureIT {
    private static final long SEED = Long.getLong("torture.seed", 42);
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("torture.minutes", 0));
    private static final int CYCLES = Integer.getInteger("torture.cycles", LENGTH.isZero() ? 3 : Integer.MAX_VALUE);

    /** After so many an installation is given up for a new one, so that no log becomes long. */
    private static final int CYCLES_A_ROUND = 40;

    private static final int TRADES_A_CYCLE = 10_000;

    private final Path directory = Path.of("target", "torture-" + SEED).toAbsolutePath();
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private final Random random = new Random(SEED);
    private final List<Fault> deck = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private int cycles;
    private int rounds;
    private long trades;
    private long lost;

    @Test
    void everyAcceptedTradeIsCountedOnceWhateverFails() throws Exception {
        deleteAll();
        while (goesOn()) {
            round(directory.resolve("round-" + ++rounds));
            deleteAll();
        }
        String faults = struck.toString().toLowerCase(Locale.ROOT).replaceAll("[{}]", "");
        System.out.printf(
                Locale.ROOT,
                "torture: seed %d, %,d cycles, %,d trades, 0 differences; %s; %,d unread trades went with Redis%n",
                SEED,
                cycles,
                trades,
                faults,
                lost);
    }

    private boolean goesOn() {
        boolean inTime = LENGTH.isZero() || System.nanoTime() - startNanos < LENGTH.toNanos();
        return cycles < CYCLES && inTime;
    }

    private void round(Path installation) throws Exception {
        // In every other installation a day ends while trades come.
        Duration untilMidnight = rounds % 2 == 0 ? null : Duration.ofSeconds(random.nextInt(20, 100));
        try (Torture torture = new Torture(installation, random, TRADES_A_CYCLE, true, untilMidnight)) {
            for (int i = 0; i < CYCLES_A_ROUND && goesOn(); i++) {
                Fault fault = draw();
                cycles++;
                struck.merge(fault, 1, Integer::sum);
                try {
                    torture.cycle(fault);
                } catch (Exception | AssertionError e) {
                    throw new AssertionError(
                            "seed " + SEED + ", cycle " + cycles + ", " + fault + "; all of it is in " + installation,
                            e);
                }
            }
            torture.end();
            trades += torture.accepted();
            lost += torture.lost();
        }
    }

    /** Every fault comes as often as any other. */
    private Fault draw() {
        if (deck.isEmpty()) {
            deck.addAll(Arrays.asList(Fault.values()));
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private void deleteAll() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).forEach(TortureIT::delete);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
