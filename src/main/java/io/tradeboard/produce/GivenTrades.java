package io.tradeboard.produce;

import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Given trades as a feed: checked, and completed with what is missing. A trade without timestamp gets the time of its
 * reading; one without id gets one, so that a trade that is sent twice counts once, also by a second run on the same file.
 */
public final class GivenTrades implements TradeFeed {
    private static final Duration WAIT = Duration.ofMillis(20);

    private final Source source;
    private final TradeRules rules;
    private final Clock clock;
    private final BiConsumer<InboundTrade, String> rejects;
    private final TradeIds ids;
    private final Deque<Trade> ready = new ArrayDeque<>();
    private boolean ended;

    /** @param rejects takes each line that is not a valid trade, with the reason */
    public GivenTrades(Source source, TradeRules rules, Clock clock, BiConsumer<InboundTrade, String> rejects) {
        this.source = source;
        this.rules = rules;
        this.clock = clock;
        this.rejects = rejects;
        // Without positions it is a pipe, which cannot be read again.
        this.ids = source.name().isEmpty() ? TradeIds.random() : TradeIds.ofContent();
    }

    @Override
    public @Nullable List<Trade> next(int atMost) throws IOException {
        if (ready.isEmpty() && !ended) {
            PollResult polled = source.poll(WAIT);
            ended = polled.end();
            for (InboundTrade arrival : polled.arrivals()) {
                take(arrival);
            }
        }
        if (ready.isEmpty() && ended) {
            return null;
        }
        List<Trade> next = new ArrayList<>();
        while (next.size() < atMost && !ready.isEmpty()) {
            next.add(ready.remove());
        }
        return next;
    }

    private void take(InboundTrade arrival) {
        String id = ids.next(arrival.text());
        try {
            ready.add(TradeIds.completed(rules.check(arrival.trade(), clock.millis()), id));
        } catch (BadTradeException e) {
            rejects.accept(arrival, e.reason());
        }
    }
}
