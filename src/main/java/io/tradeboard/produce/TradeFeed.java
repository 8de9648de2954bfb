package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Supplies trades to send. */
public interface TradeFeed {
    /**
     * Returns the next trades, at most that many.
     *
     * @return empty where none is there yet; null where no more will come
     */
    @Nullable
    List<Trade> next(int atMost) throws IOException;
}
