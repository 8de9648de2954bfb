package io.tradeboard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Which fault strikes next, and for how long that goes on: {@code torture.minutes}, or some cycles where that is not set. All
 * of it follows from {@code torture.seed}.
 */
final class TortureSchedule<F extends Enum<F>> {
    private static final long SEED = Long.getLong("torture.seed", 42);
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("torture.minutes", 0));

    private final Path directory;
    private final int cyclesAtMost;
    private final List<F> faults;
    private final Map<F, Integer> struck;
    private final Random random = new Random(SEED);
    private final List<F> deck = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private int cycles;
    private int rounds;

    /** What is done with an installation of its own. */
    interface Round {
        void run(Path installation) throws Exception;
    }

    /** What is done in a cycle. */
    interface Cycle<F> {
        void run(F fault) throws Exception;
    }

    /**
     * @param name of the directory
     * @param cyclesInTheBuild how many cycles there are where no length is set
     */
    TortureSchedule(String name, List<F> faults, Class<F> kind, int cyclesInTheBuild) {
        this.directory = Path.of("target", name + "-" + SEED).toAbsolutePath();
        this.faults = faults;
        this.struck = new EnumMap<>(kind);
        this.cyclesAtMost = Integer.getInteger("torture.cycles", isLong() ? Integer.MAX_VALUE : cyclesInTheBuild);
    }

    /** Whether this is more than a test of the build. */
    static boolean isLong() {
        return !LENGTH.isZero();
    }

    Random random() {
        return random;
    }

    /** The number of the installation, counted from 1. */
    int rounds() {
        return rounds;
    }

    /** Runs rounds until the time is over; what they leave is removed where they did not fail. */
    void run(Round round) throws Exception {
        deleteAll();
        while (goesOn()) {
            round.run(directory.resolve("round-" + ++rounds));
            deleteAll();
        }
    }

    /** Runs at most so many cycles of a round. */
    void run(int most, Path installation, Cycle<F> cycle) {
        for (int i = 0; i < most && goesOn(); i++) {
            F fault = draw();
            cycles++;
            struck.merge(fault, 1, Integer::sum);
            try {
                cycle.run(fault);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed " + SEED + ", cycle " + cycles + ", " + fault + "; all of it is in " + installation, e);
            }
        }
    }

    private boolean goesOn() {
        boolean inTime = !isLong() || System.nanoTime() - startNanos < LENGTH.toNanos();
        return cycles < cyclesAtMost && inTime;
    }

    /** Every fault comes as often as any other. */
    private F draw() {
        if (deck.isEmpty()) {
            deck.addAll(faults);
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    /** Prints what it came to, and how often each fault struck. */
    void print(long trades, String more) {
        String counts = struck.toString().toLowerCase(Locale.ROOT).replaceAll("[{}]", "");
        System.out.printf(
                Locale.ROOT,
                "torture: seed %d, %,d cycles, %,d trades, 0 differences; %s; %s%n",
                SEED,
                cycles,
                trades,
                counts,
                more);
    }

    private void deleteAll() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).forEach(TortureSchedule::delete);
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
