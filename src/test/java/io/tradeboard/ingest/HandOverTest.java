package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.source.SourcePosition;
import io.tradeboard.trade.RawTrade;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** What one thread of the daemon passes to the next arrives, however long either is held up at the moment of passing. */
class HandOverTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final int RUNS = 40;
    private static final int LONGEST_PAUSE_NANOS = 400_000;

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final Map<String, Long> sent = new HashMap<>();
    private final AtomicLong pauses = new AtomicLong();

    @Test
    void nothingIsLostBetweenTheThreads() throws Exception {
        for (int run = 1; run <= RUNS; run++) {
            redis.call(Command.FLUSHALL);
            sent.clear();
            Rig rig = new Rig(directory.resolve("log-" + run));
            Uneven source = new Uneven(new Random(run));
            Daemon daemon = new Daemon(
                    rig.config(false), REDIS.settings(), (from, running) -> source, "", rig.runtime(new Held()));

            Daemon.Progress progress = daemon.run();
            assertThat(progress.unapplied()).as("run %s", run).isZero();
            assertThat(rig.volumes(redis)).as("run %s", run).isEqualTo(sent);
            assertThat(source.committed).as("run %s", run).isEqualTo(source.position);
            Rig.assertNoThreadIsLeft();
        }
    }

    /** Holds up the thread that is here, now and then. */
    private void pause() {
        long mixed = new SplittableRandom(pauses.incrementAndGet()).nextLong();
        if ((mixed & 1) == 0) {
            LockSupport.parkNanos(Math.floorMod(mixed, LONGEST_PAUSE_NANOS));
        }
    }

    private record At(String label, String position) implements SourcePosition {}

    private record Given(SourcePosition place, String trader) implements InboundTrade {
        @Override
        public RawTrade trade() {
            return new RawTrade(null, null, trader, "BTC", "1");
        }

        @Override
        public String text() {
            return trader;
        }
    }

    /** A few polls of a few trades, the last one with the end or before it. */
    private final class Uneven implements Source {
        private final Random random;
        private int left;
        private int polls;
        private String position = "";
        private volatile String committed = "";

        Uneven(Random random) {
            this.random = random;
            this.left = 1 + random.nextInt(12);
        }

        @Override
        public String name() {
            return "uneven";
        }

        @Override
        public String label() {
            return name();
        }

        @Override
        public PollResult poll(Duration atMost) {
            pause();
            if (random.nextInt(3) == 0) {
                return PollResult.NOTHING;
            }
            left--;
            List<InboundTrade> arrivals = new ArrayList<>();
            for (int trades = random.nextInt(30); trades > 0 && left >= 0; trades--) {
                String trader = "t" + random.nextInt(9);
                sent.merge(trader, 1L, Long::sum);
                arrivals.add(new Given(new At("", ""), trader));
            }
            position = arrivals.isEmpty() ? position : Integer.toString(++polls);
            return new PollResult(
                    arrivals, arrivals.isEmpty() ? "" : position, left < 0 || (left == 0 && random.nextBoolean()));
        }

        @Override
        public void committed(String position) {
            pause();
            committed = position;
            pause();
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }

    /** The time, reported late. */
    private final class Held extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            pause();
            return Clock.systemUTC().instant();
        }
    }
}
