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
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Given trades as a feed: checked, and completed with what is missing. A trade without timestamp gets the time of its
 * reading; one without id gets one, so that a trade that is sent twice counts once.
 */
public final class GivenTrades implements TradeFeed {
    private static final Duration WAIT = Duration.ofMillis(20);

    private final Source source;
    private final TradeRules rules;
    private final Clock clock;
    private final BiConsumer<InboundTrade, String> rejects;
    private final Deque<Trade> ready = new ArrayDeque<>();
    private boolean ended;

    /** @param rejects takes each line that is no trade, with the reason */
    public GivenTrades(Source source, TradeRules rules, Clock clock, BiConsumer<InboundTrade, String> rejects) {
        this.source = source;
        this.rules = rules;
        this.clock = clock;
        this.rejects = rejects;
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
        try {
            ready.add(completed(rules.check(arrival.trade(), clock.millis())));
        } catch (BadTradeException e) {
            rejects.accept(arrival, e.reason());
        }
    }

    /** The trade with an id: its own, or a new one. */
    public static Trade completed(Trade trade) {
        return trade.id() != null
                ? trade
                : new Trade(
                        UUID.randomUUID().toString(),
                        trade.timestampMillis(),
                        trade.traderId(),
                        trade.symbol(),
                        trade.quantity(),
                        trade.scale());
    }
}
