package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import java.io.IOException;
import java.util.List;

/** Where trades are sent: the Redis stream, or text on an output. */
public interface TradeSink {
    /** Takes all of these, or throws. When it returns, all that it took before these have arrived. */
    void send(List<Trade> trades) throws IOException, InterruptedException;

    /** Returns when all that it took have arrived. */
    default void flush() throws IOException, InterruptedException {}
}
