package io.tradeboard.produce;

import io.tradeboard.trade.Trade;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where trades are sent: the Redis stream, a Kafka topic, or text on an output. */
public interface TradeSink extends Closeable {
    /** Takes all of these, or throws. */
    void send(List<Trade> trades) throws IOException, InterruptedException;

    /** Returns when all that it took have arrived. */
    default void flush() throws IOException, InterruptedException {}

    /**
     * How many of the trades that it took may not have arrived yet. Unless a sink says otherwise, these are those of the last
     * {@link #send}, and none after a {@link #flush}.
     *
     * @param last how many it was sent last, 0 after a flush
     */
    default long underWay(long last) {
        return last;
    }

    /** Gives what is under way a last, short time to arrive. What is not the sink's own stays open. */
    @Override
    default void close() throws IOException {}
}
