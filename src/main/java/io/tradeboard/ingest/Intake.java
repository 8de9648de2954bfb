package io.tradeboard.ingest;

import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Backoff;
import io.tradeboard.run.Notices;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.source.SourcePosition;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.OtherCase;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.Position;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The first thread: polls, checks, and gathers groups, which it hands over as soon as the log is free to take one.
 */
final class Intake {
    /** Stands for the end of the groups. */
    static final Group END = new Group(0, 0);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int SYMBOLS_A_DAY = 10_000;

    private final Source source;
    private final TradeRules rules;
    private final FastDecoder usual;
    private final TradingDays days;
    private final Rejects rejects;
    private final boolean strict;
    private final BlockingQueue<Group> groups;
    private final Counters counters;
    private final Notices notices;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final CountDownLatch stop;
    private final Map<LocalDate, Set<String>> symbols = new HashMap<>();
    private final OtherCase otherCase;
    private LocalDate latestDay = LocalDate.MIN;
    private Set<String> symbolsOfLatestDay = new HashSet<>();
    private volatile boolean exhausted;

    Intake(
            Source source,
            IngestConfig config,
            Rejects rejects,
            BlockingQueue<Group> groups,
            Counters counters,
            Notices notices,
            Clock clock,
            LongSupplier nanoTime,
            CountDownLatch stop) {
        this.source = source;
        this.rules = new TradeRules(config.symbols());
        this.usual = new FastDecoder(config.symbols());
        this.days = config.days();
        this.rejects = rejects;
        this.strict = config.strict();
        this.groups = groups;
        this.counters = counters;
        this.notices = notices;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.stop = stop;
        this.otherCase = new OtherCase(config.symbols(), notices::say);
    }

    /** Whether the source came to its end. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Reads until the source ends or {@code stop} is counted down; the last group handed over is {@link #END}. */
    void run() throws IOException, InterruptedException {
        Group group = null;
        Backoff backoff = new Backoff();
        while (!exhausted && stop.getCount() > 0) {
            PollResult polled;
            try {
                polled = source.poll(group == null ? POLL : Duration.ZERO);
                backoff.reset();
            } catch (RedisUnavailableException e) {
                RedisOutage.away(notices, e);
                stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
                polled = PollResult.NOTHING;
            } catch (IOException e) {
                if (group != null) {
                    // What was read before the source failed counts.
                    groups.put(group);
                }
                throw e;
            }
            exhausted = polled.end();
            if (!polled.arrivals().isEmpty() || !polled.position().isEmpty()) {
                group = group == null ? new Group(clock.millis(), nanoTime.getAsLong()) : group;
                gather(polled, group);
            }
            if (group != null
                    && handOver(group, group.isFull() || polled.arrivals().isEmpty())) {
                group = null;
            }
        }
        if (group != null) {
            groups.put(group);
        }
        groups.put(END);
    }

    private boolean handOver(Group group, boolean now) throws InterruptedException {
        if (group.isEmpty()) {
            return true;
        }
        if (now) {
            groups.put(group);
            return true;
        }
        return groups.offer(group);
    }

    private void gather(PollResult polled, Group group) throws IOException {
        SourcePosition reached = null;
        boolean stopped = false;
        for (InboundTrade arrival : polled.arrivals()) {
            try {
                take(arrival, group);
                reached = arrival.place();
            } catch (BadTradeException e) {
                counters.rejected.incrementAndGet();
                rejects.reject(arrival, e.reason());
                if (strict) {
                    stopped = true;
                    break;
                }
            }
        }
        rejects.flush();
        exhausted |= stopped;
        String position = !stopped ? polled.position() : reached == null ? "" : reached.position();
        if (!source.name().isEmpty() && !position.isEmpty()) {
            group.reach(new Position(source.name(), position));
        }
    }

    private void take(InboundTrade arrival, Group group) throws BadTradeException {
        LoggedTrade trade = arrival.read(usual, group.arrivalMillis());
        if (trade == null) {
            trade = checked(arrival, group.arrivalMillis());
        }
        checkSymbolLimit(trade, group.arrivalMillis());
        group.add(trade);
    }

    private LoggedTrade checked(InboundTrade arrival, long arrivalMillis) throws BadTradeException {
        Trade trade = rules.check(arrival.trade(), arrivalMillis);
        usual.learn(trade);
        return LoggedTrade.of(trade);
    }

    private void checkSymbolLimit(LoggedTrade trade, long arrivalMillis) throws BadTradeException {
        LocalDate day = days.dayOf(trade.timestampMillis());
        if (days.isLate(day, arrivalMillis)) {
            return;
        }
        if (!day.equals(latestDay)) {
            symbols.keySet().removeIf(known -> days.isLate(known, arrivalMillis));
            symbolsOfLatestDay = symbols.computeIfAbsent(day, d -> new HashSet<>());
            latestDay = day;
        }
        if (symbolsOfLatestDay.contains(trade.symbol())) {
            return;
        }
        if (symbolsOfLatestDay.size() == SYMBOLS_A_DAY) {
            throw new BadTradeException(
                    "symbol " + trade.symbol() + " is one more than the " + SYMBOLS_A_DAY + " that a day may have");
        }
        symbolsOfLatestDay.add(trade.symbol());
        otherCase.see(trade.symbol());
    }
}
