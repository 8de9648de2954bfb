package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import java.io.IOException;
import java.util.List;

/** Where trades are sent: the Redis stream, or text on an output. */
public interface TradeSink {
    /** Takes all of these, or throws. */
    void send(List<Trade> trades) throws IOException, InterruptedException;
}
