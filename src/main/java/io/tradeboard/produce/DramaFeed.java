package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TraderNames;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A mock market in which something happens within a minute, on every board: a trader who joins late and climbs to the
 * top, one who begins well and then falls silent, and bursts of one trader after another.
 *
 * <p>The same seed and clock give the same traders, symbols and quantities. Not thread-safe.
 */
public final class DramaFeed implements TradeFeed {
    /** Joins after a while, and then trades more than anybody else. */
    public static final String LATECOMER = "comet";

    /** Trades no more after a while. */
    public static final String QUIET = TraderNames.of(1);

    private static final long JOINS_MILLIS = 12_000;
    private static final double LATECOMER_PART = 0.16;
    private static final long FALLS_SILENT_MILLIS = 20_000;
    private static final long BURST_EVERY_MILLIS = 12_000;
    private static final long BURST_MILLIS = 3_000;
    private static final double BURST_PART = 0.25;
    private static final int BURSTING_TRADERS = 30;

    private final Market market;
    private final UniformRandomProvider random;
    private final Clock clock;
    private long beganMillis = -1;
    private long bursts = -1;
    private String bursting = "";

    public DramaFeed(Market market, long seed, Clock clock) {
        this.market = market;
        this.random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        this.clock = clock;
    }

    @Override
    public List<Trade> next(int atMost) {
        long now = clock.millis();
        beganMillis = beganMillis < 0 ? now : beganMillis;
        long elapsed = now - beganMillis;
        if (elapsed / BURST_EVERY_MILLIS != bursts) {
            bursts = elapsed / BURST_EVERY_MILLIS;
            bursting = TraderNames.of(2 + random.nextInt(BURSTING_TRADERS));
        }
        List<Trade> trades = new ArrayList<>(atMost);
        for (int i = 0; i < atMost; i++) {
            trades.add(next(now, elapsed));
        }
        return trades;
    }

    private Trade next(long now, long elapsed) {
        Trade trade = market.next(now);
        while (elapsed >= FALLS_SILENT_MILLIS && trade.traderId().equals(QUIET)) {
            trade = market.next(now);
        }
        if (elapsed >= JOINS_MILLIS && random.nextDouble() < LATECOMER_PART) {
            return by(LATECOMER, trade);
        }
        boolean burst = elapsed % BURST_EVERY_MILLIS >= BURST_EVERY_MILLIS - BURST_MILLIS;
        return burst && random.nextDouble() < BURST_PART ? by(bursting, trade) : trade;
    }

    private static Trade by(String trader, Trade trade) {
        return new Trade(trade.id(), trade.timestampMillis(), trader, trade.symbol(), trade.quantity(), trade.scale());
    }
}
