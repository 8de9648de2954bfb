package io.tradeboard.ingest;

import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Backoff;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.InboundTrades;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.OtherCase;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeRules;
import io.tradeboard.wal.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: polls, checks, decides for each trade its board, once and for good, and gathers groups, which it hands
 * over as soon as the log is free to take one.
 */
final class Intake {
    /** Stands for the end of the groups. */
    static final Group END = new Group(0, 0);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So many trades in a row that are ahead of our clock make it the one that is wrong. */
    private static final int MOST_AHEAD = 100;

    private static final String SOURCE = "source";
    private static final String WORK = "intake";
    private static final String AHEAD = "trades ahead";

    private final Source source;
    private volatile TradeRules rules;
    private final Decoders decoders;
    private final BoardAssignment assignment;
    private final Rejects rejects;
    private final IngestConfig config;
    private final BlockingQueue<Group> groups;
    private final Runtime runtime;
    private final ClockGuard clocks;
    private final Step.Observer steps;
    private long tickedNanos;
    private int aheadInARow;
    private volatile boolean exhausted;

    Intake(
            Pipeline.Ends ends,
            IngestConfig config,
            Decoders decoders,
            BlockingQueue<Group> groups,
            Runtime runtime,
            Step.Observer steps) {
        this.source = ends.source();
        this.config = config;
        this.rules = new TradeRules(config.symbols());
        this.decoders = decoders;
        this.assignment = new BoardAssignment(config, otherCase(config.symbols(), runtime));
        this.rejects = ends.rejects();
        this.groups = groups;
        this.runtime = runtime;
        this.clocks = new ClockGuard(runtime);
        this.steps = steps;
        this.tickedNanos = runtime.ticker().getAsLong();
    }

    private static OtherCase otherCase(Symbols symbols, Runtime runtime) {
        return new OtherCase(symbols, runtime.notices()::warn);
    }

    /**
     * Decides by other symbols from the next poll on; what came before keeps the decimals that it was given. Any thread.
     *
     * @throws io.tradeboard.run.UsageException if trades on a board that is open have other decimals; then nothing is
     *     changed
     */
    synchronized void change(Symbols changed) {
        assignment.open(runtime.clock().millis()).forEach((board, held) -> HeldScales.check(board, held, changed));
        rules = new TradeRules(changed);
        decoders.use(changed);
        assignment.use(changed, otherCase(changed, runtime));
    }

    /** Whether the source came to its end. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Reads until the source ends or the stop is requested; the last group handed over is {@link #END}. */
    void run() throws IOException, InterruptedException {
        try {
            readAll();
        } finally {
            runtime.work().end(WORK);
        }
    }

    /** The flush stage reports that Redis is back; of a cluster it may have been in reach of that all the time. */
    private void away(RedisUnavailableException e) {
        if (e.isOfOneMaster()) {
            runtime.notices().begin(SOURCE, e.sentence() + "; no trades are read until it is back");
        } else {
            RedisOutage.away(runtime, e);
        }
    }

    private void readAll() throws IOException, InterruptedException {
        Group group = null;
        Backoff backoff = new Backoff();
        while (!exhausted && !runtime.stop().isRequested()) {
            runtime.work().begin(WORK);
            if (group == null && isHeld(runtime.clock().millis())) {
                runtime.stop().await(POLL);
                continue;
            }
            PollResult polled;
            try {
                steps.reached(Step.READ);
                polled = source.poll(group == null ? POLL : Duration.ZERO);
                backoff.reset();
                runtime.notices().end(SOURCE, "trades are read again");
            } catch (RedisUnavailableException e) {
                away(e);
                runtime.stop().await(backoff.next());
                polled = PollResult.NOTHING;
            } catch (IOException e) {
                if (group != null) {
                    // What was read before the source failed counts.
                    put(group);
                }
                throw e;
            }
            if (aheadInARow >= MOST_AHEAD && !config.oneShot()) {
                if (group != null) {
                    put(group);
                    group = null;
                }
                if (!awaitClock(polled)) {
                    break;
                }
            }
            exhausted = polled.end();
            if (!polled.arrivals().isEmpty() || !polled.position().isEmpty()) {
                group = group == null ? newGroup() : group;
                if (group == null) {
                    // What was read is delivered again.
                    break;
                }
                group = gather(polled, group);
                if (group == null) {
                    // So is what was not handed over.
                    break;
                }
            }
            if (group == null) {
                tickWhenIdle();
            } else if (handOver(group, group.isFull() || polled.arrivals().isEmpty() || source.isDrained())) {
                group = null;
            }
        }
        if (group != null) {
            put(group);
        }
        put(END);
    }

    /**
     * Waits while every trade of these is too far ahead of our clock, which then is the one that is wrong: rejected, they
     * would be gone from the stream. Returns false where the stop is requested first: they are delivered again.
     */
    private boolean awaitClock(PollResult polled) throws InterruptedException {
        while (areAhead(polled)) {
            runtime.work().begin(WORK);
            runtime.meters().set(Local.CLOCK_BEHIND, 1);
            runtime.notices()
                    .remind(
                            AHEAD,
                            "the last " + aheadInARow + " trades are more than 5 minutes ahead of the clock here, which"
                                    + " seems to be behind; reading is paused until it is set, or catches up");
            if (runtime.stop().await(POLL)) {
                return false;
            }
        }
        aheadInARow = polled.arrivals().isEmpty() ? aheadInARow : 0;
        runtime.meters().set(Local.CLOCK_BEHIND, 0);
        runtime.notices().end(AHEAD, "trades are no longer ahead of the clock here");
        return true;
    }

    private boolean areAhead(PollResult polled) {
        long now = runtime.clock().millis();
        return !polled.arrivals().isEmpty()
                && polled.arrivals().stream().allMatch(arrival -> {
                    try {
                        rules.check(arrival.trade(), now);
                        return false;
                    } catch (BadTradeException e) {
                        return e.isAhead();
                    }
                });
    }

    /** Whether reading is held, as our clock, which says this, and that of Redis differ. */
    private boolean isHeld(long nowMillis) {
        return !config.oneShot() && clocks.isHeld(nowMillis);
    }

    /**
     * A group that arrives now. Where our clock has stepped while the trades were read, their group waits: it would make
     * all of them late, or ahead. Returns null where the stop is requested first.
     */
    private @Nullable Group newGroup() throws InterruptedException {
        long nowMillis = runtime.clock().millis();
        while (isHeld(nowMillis)) {
            runtime.work().begin(WORK);
            if (runtime.stop().await(POLL)) {
                return null;
            }
            nowMillis = runtime.clock().millis();
        }
        Group group = new Group(nowMillis, runtime.ticker().getAsLong());
        assignment.pass(clocks.agreedMillis());
        group.pass(assignment.watermarkMillis());
        return group;
    }

    /** Lets time pass for those behind, though nothing comes: a day ends without a trade after it. */
    private void tickWhenIdle() throws InterruptedException {
        long now = runtime.ticker().getAsLong();
        if (now - tickedNanos < TICK_NANOS) {
            return;
        }
        Group empty = newGroup();
        if (empty != null && groups.offer(empty)) {
            tickedNanos = now;
        }
    }

    /** Hands a group over, as soon as the log is free to take it. */
    private void put(Group group) throws InterruptedException {
        runtime.work().end(WORK);
        groups.put(group);
        runtime.work().begin(WORK);
    }

    private boolean handOver(Group group, boolean now) throws InterruptedException {
        if (group.isEmpty()) {
            return true;
        }
        if (now) {
            put(group);
            return true;
        }
        return groups.offer(group);
    }

    /** Adds what arrived to the group; returns the one to go on with, null where the stop is requested first. */
    private synchronized @Nullable Group gather(PollResult polled, Group begun)
            throws IOException, InterruptedException {
        InboundTrades arrivals = polled.arrivals();
        Group group = begun;
        int taken = arrivals.size();
        for (Decoders.Part part : arrivals.isEmpty() ? List.<Decoders.Part>of() : decoders.decode(arrivals)) {
            if (group.size() >= Decoders.MOST_ROWS) {
                // What a poll brought may be more than a frame holds. The position comes with the last of it: what is
                // logged
                // without one comes again after a crash, and is known by its ids.
                put(group);
                group = newGroup();
                if (group == null) {
                    return null;
                }
            }
            taken = Math.min(taken, take(arrivals, part, Math.max(0, taken - part.first()), group));
        }
        boolean stopped = taken < arrivals.size();
        rejects.flush();
        group.leavesBehind(!source.isDrained() && !polled.end());
        exhausted |= stopped;
        String position = stopped ? positionBehind(arrivals, taken) : polled.position();
        if (!source.name().isEmpty() && !position.isEmpty()) {
            group.reach(new Position(source.name(), position));
        }
        return group;
    }

    /**
     * Adds the first rows of a part; returns the index behind the last of all that was taken where one ended it all, and
     * else that behind the last of all.
     */
    private int take(InboundTrades arrivals, Decoders.Part part, int rows, Group group) throws IOException {
        TradeColumns trades = part.trades();
        group.add(trades);
        assignment.begin(trades, part.decoder().symbols(), group.arrivalMillis());
        int kept = 0;
        int taken = arrivals.size();
        int end = Math.min(rows, trades.size());
        for (int row = 0; row < end; row++) {
            int index = part.first() + row;
            try {
                if (trades.isBlank(row) || TradeRules.isAhead(trades.timestampMillis(row), group.arrivalMillis())) {
                    Trade checked = rules.check(arrivals.get(index).trade(), group.arrivalMillis());
                    part.decoder().put(checked, trades, row);
                } else if (trades.isIdentified(row)) {
                    arrivals.identified(index);
                }
                assignment.assign(row);
                if (kept != row) {
                    trades.move(row, kept);
                }
                kept++;
                aheadInARow = 0;
            } catch (BadTradeException e) {
                reject(arrivals.get(index), e);
                if (config.strict()) {
                    taken = index;
                    end = row;
                }
            }
        }
        trades.truncate(kept);
        return taken;
    }

    private void reject(InboundTrade arrival, BadTradeException reason) throws IOException {
        aheadInARow = reason.isAhead() ? aheadInARow + 1 : 0;
        runtime.meters().add(Counter.REJECTED, 1);
        rejects.reject(arrival, reason.reason());
    }

    /** The position behind so many of the arrivals; empty behind none. */
    private static String positionBehind(InboundTrades arrivals, int count) {
        return count == 0 ? "" : arrivals.get(count - 1).place().position();
    }
}
