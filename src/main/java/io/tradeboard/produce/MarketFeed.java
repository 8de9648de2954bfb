package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mock market as a feed: each trade happens when it is asked for. */
public final class MarketFeed implements TradeFeed {
    private final Market market;
    private final Clock clock;
    private long left;

    /** @param count after how many trades the market closes */
    public MarketFeed(Market market, long count, Clock clock) {
        this.market = market;
        this.left = count;
        this.clock = clock;
    }

    @Override
    public @Nullable List<Trade> next(int atMost) {
        if (left == 0) {
            return null;
        }
        long now = clock.millis();
        int size = (int) Math.min(atMost, left);
        List<Trade> trades = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            trades.add(market.next(now));
        }
        left -= size;
        return trades;
    }
}
