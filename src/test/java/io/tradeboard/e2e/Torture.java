package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.Midnight;
import io.tradeboard.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An installation under load: a daemon that reads the stream, sometimes a run that reads a file or a pipe into a log of
 * its own, and what is known of the trades. In each cycle trades are sent, a fault strikes at a random moment, and in the
 * end every trader on every board is compared with what the logs hold.
 */
final class Torture implements AutoCloseable {
    /** Well within the patience of a test, and beyond what a fault makes processes wait for each other. */
    private static final Duration SETTLES = Duration.ofSeconds(60);

    private static final int SIDE_LOGS = 2;
    private static final String TIMEOUT = "400ms";
    private static final int SEGMENT_HEADER = 64;
    private static final int FRAME_PREFIX = 9;
    private static final byte RECORDS = 1;
    private static final int NOT_FOUND = 3;

    private final Random random;
    private final int mostTrades;
    private final boolean sideRuns;
    private final Deployment deployment;
    private final KillableRedis redis;
    private final RedisProbe probe;
    private final Accepted accepted;
    private final List<Path> otherLogs = new ArrayList<>();
    private final boolean midnight;
    private final Path clock;
    private Running daemon;
    private @Nullable Running producer;
    private @Nullable SideRun side;
    private int cycles;
    private int before;
    private int lost;
    private int trades;

    /**
     * @param mostTrades how many trades are sent in a cycle at most; a quarter of them at least
     * @param sideRuns whether runs that read given trades into logs of their own are among what happens
     * @param untilMidnight when a day ends, whose trades are then late; null where none is to end
     */
    Torture(Path directory, Random random, int mostTrades, boolean sideRuns, @Nullable Duration untilMidnight)
            throws IOException {
        this.random = random;
        this.mostTrades = mostTrades;
        this.sideRuns = sideRuns;
        this.midnight = untilMidnight != null;
        deployment = new Deployment(Files.createDirectories(directory));
        ZoneOffset zone = untilMidnight == null ? ZoneOffset.UTC : Midnight.in(untilMidnight);
        accepted = new Accepted(zone);
        if (midnight) {
            deployment.set("TRADEBOARD_ZONE", zone.getId());
            deployment.set("TRADEBOARD_LATENESS", "0s");
        }
        if (random.nextBoolean()) {
            deployment.set("TRADEBOARD_BOARD_SHARDS", "BTC:6,SOL:2," + Recount.WHALES + ":3");
        }
        redis = new KillableRedis(deployment.port(), deployment.file("redis"));
        probe = new RedisProbe(deployment);
        accepted.readLog(deployment.file("log"));
        for (int i = 0; i <= SIDE_LOGS; i++) {
            Path log = deployment.file(sideLog(i));
            otherLogs.add(log);
            accepted.readLog(log);
        }
        clock = deployment.file("clock");
        setClock(Duration.ZERO);
        startDaemon();
    }

    /** Puts the clock of the daemon ahead, or behind. */
    void setClock(Duration ahead) throws IOException {
        byte[] millis =
                ByteBuffer.allocate(Long.BYTES).putLong(ahead.toMillis()).array();
        // Not truncated: the daemon has it mapped.
        Files.write(clock, millis, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Sends trades, lets the fault strike, and fails unless all is exact afterwards. */
    void cycle(Fault fault) throws Exception {
        cycles++;
        accepted.refresh();
        before = accepted.count();
        trades = random.nextInt(mostTrades / 4, mostTrades + 1);
        Path input = tape("stream", trades);
        producer = deployment.start("produce", input.toString(), "--rate", "8000", "--timeout", TIMEOUT);
        // Only a producer that has met Redis waits for it; and what a side run logs would be taken for its trades.
        awaitShareAccepted(0);
        if (sideRuns && random.nextInt(3) == 0) {
            Path log = deployment.file(sideLog(random.nextInt(SIDE_LOGS)));
            side = new SideRun(deployment, tape("side", 3_000), random.nextBoolean(), log);
        }
        awaitShareAccepted(random.nextDouble(0.8));
        fault.strike(this);
        settle(fault);
    }

    private Path tape(String kind, int count) throws IOException {
        String name = kind + "-" + cycles;
        Tape tape = Tape.withWhales(random, name, count, !midnight);
        accepted.expect(tape);
        return Files.write(deployment.file(name + ".ndjson"), tape.ndjson());
    }

    Random random() {
        return random;
    }

    KillableRedis redis() {
        return redis;
    }

    RedisProbe probe() {
        return probe;
    }

    Running daemon() {
        return daemon;
    }

    Running producer() {
        return Objects.requireNonNull(producer);
    }

    /** Starts a daemon on the log directory of the one that is gone. */
    void startDaemon(String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--timeout", TIMEOUT,
                "--buffer-capacity", random.nextBoolean() ? "10" : "2000",
                "--flush-interval", random.nextBoolean() ? "20ms" : "500ms",
                "--buffer-limit", random.nextInt(3) == 0 ? "100" : "1000000"));
        options.addAll(List.of(more));
        daemon = deployment.startDaemonWithClock(clock, options.toArray(String[]::new));
    }

    /** Starts a daemon on the log directory of the one that runs. */
    Running startSecondDaemon() throws IOException {
        return deployment.start("ingest");
    }

    /** Starts a daemon with a log of its own, and returns once it stands by. */
    Running startStandby(Path log) throws IOException {
        Running standby = deployment.start("ingest", "--standby", "--log-dir", log.toString(), "--timeout", TIMEOUT);
        standby.awaitMessage("standing by");
        return standby;
    }

    /** A log directory that nobody but a daemon that stands by ever writes. */
    Path standbyLog() {
        return deployment.file(sideLog(SIDE_LOGS));
    }

    /** Copies the log directory of the daemon, which does not run. */
    Path copyLog() throws IOException {
        Path copy = Files.createDirectory(deployment.file("copied-log-" + cycles));
        try (Stream<Path> files = Files.list(deployment.file("log"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        accepted.readCopiedLog(copy);
        otherLogs.add(copy);
        return copy;
    }

    /** A file that was damaged, and a copy from before. */
    record Damaged(Path file, Path whole) {
        void restore() throws IOException {
            Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Damages a frame of the daemon's log, which does not run; not a last one, which would look like a torn end. */
    Damaged damageLog() throws IOException {
        accepted.refresh();
        List<Damage> possible = new ArrayList<>();
        try (Stream<Path> files = Files.list(deployment.file("log"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".log")).toList()) {
                possible.addAll(frames(file));
            }
        }
        Damage damage = possible.get(random.nextInt(possible.size()));
        Path whole = Files.copy(damage.file, deployment.file("whole-" + cycles));
        byte[] bytes = Files.readAllBytes(damage.file);
        bytes[random.nextInt(damage.from, damage.to)] ^= (byte) (1 << random.nextInt(8));
        Files.write(damage.file, bytes);
        return new Damaged(damage.file, whole);
    }

    /** Where a frame of records is that has another behind it; one without records could be missing unnoticed. */
    private record Damage(Path file, int from, int to) {}

    private static List<Damage> frames(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<Damage> frames = new ArrayList<>();
        int at = SEGMENT_HEADER;
        while (at + FRAME_PREFIX < bytes.limit() && at + FRAME_PREFIX + bytes.getInt(at) <= bytes.limit()) {
            int end = at + FRAME_PREFIX + bytes.getInt(at);
            if (bytes.get(at + FRAME_PREFIX - 1) == RECORDS && bytes.getInt(at + FRAME_PREFIX + Long.BYTES) > 0) {
                frames.add(new Damage(file, at, end));
            }
            at = end;
        }
        return frames.isEmpty() ? frames : frames.subList(0, frames.size() - 1);
    }

    /** Drops all boards and has them replayed. */
    void rebuild() throws IOException, InterruptedException {
        for (String day : List.of("today", "yesterday")) {
            Running.Finished rebuild = deployment.run("rebuild", "--day", day);
            rebuild.expect(rebuild.code() == NOT_FOUND ? NOT_FOUND : 0);
        }
    }

    /** Waits for the run beside the daemon, where there is one. */
    void finishSideRun() throws IOException, InterruptedException {
        if (side != null) {
            side.finish();
            side = null;
        }
    }

    /** A Redis that can be a replica of the other, or take its place. */
    KillableRedis startReplica() throws IOException {
        return new KillableRedis(Deployment.freePort(), deployment.file("replica-" + cycles));
    }

    /**
     * Returns once so much of what this cycle sends is accepted, and at least one trade: a producer that never met Redis
     * gives up, and does not wait for it.
     */
    void awaitShareAccepted(double share) {
        accepted.awaitCount(before + Math.max(1, share * trades));
    }

    /** Returns once everything that is sent in this cycle is accepted, and nothing is left in the stream. */
    void drain() throws IOException, InterruptedException {
        producer().join().expect(0);
        probe.awaitAllRead();
    }

    private void settle(Fault fault) throws IOException, InterruptedException {
        drain();
        finishSideRun();
        if (fault.losesBoards()) {
            healFromSideLogs();
        }
        awaitExact();
        if (fault.losesUnread()) {
            lost += accepted.forgetMissing();
        }
        if (!midnight) {
            assertThat(accepted.late()).as("trades that are on no board").isZero();
        }
        assertThat(accepted.missing())
                .as("trades that were sent and no log has")
                .isZero();
    }

    /** Nobody looks after the log of a run that has ended, until there is another run. */
    private void healFromSideLogs() throws IOException, InterruptedException {
        for (Path log : otherLogs) {
            if (Files.exists(log)) {
                deployment.run("ingest", "-", "--log-dir", log.toString()).expect(0);
            }
        }
    }

    private void awaitExact() {
        await().alias("every trader on every board is exact")
                .atMost(SETTLES)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreException(RedisUnavailableException.class)
                .failFast("the daemon ended", () -> !daemon.process().isAlive())
                .untilAsserted(() -> {
                    accepted.refresh();
                    assertThat(accepted.recount().differences(probe)).isEmpty();
                });
    }

    private static String sideLog(int number) {
        return "side-log-" + number;
    }

    /** Compares once more when all has ended, this time with what the program shows; and it agrees about its logs. */
    void end() throws IOException, InterruptedException {
        daemon.terminate().expect(0);
        accepted.recount().assertShownBy(deployment);
        for (String day : List.of("today", "yesterday")) {
            List<String> audit = new ArrayList<>(List.of("audit", "--day", day));
            audit.addAll(List.of("--log-dir", deployment.file("log").toString()));
            for (Path log : otherLogs) {
                if (Files.exists(log)) {
                    audit.addAll(List.of("--log-dir", log.toString()));
                }
            }
            deployment.run(audit.toArray(String[]::new)).expect(0);
        }
    }

    int accepted() {
        return accepted.count();
    }

    /** How many trades were sent and went with Redis before anyone had read them. */
    int lost() {
        return lost;
    }

    @Override
    public void close() {
        probe.close();
        deployment.close();
        redis.close();
    }
}
