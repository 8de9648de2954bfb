package io.tradeboard.source;

import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.TradeColumns;
import java.util.AbstractList;
import java.util.List;

/** The lines or entries that a poll brought, in their order; they can be used until the next poll. */
public abstract class InboundTrades extends AbstractList<InboundTrade> {
    static final InboundTrades NONE = of(List.of(), "");

    /**
     * Adds a row for each of some of them, which is left blank where the trade is not one that can be read at once. Several
     * threads may do this at the same time, each with a decoder and columns of its own.
     *
     * @param from the first of them
     * @param to behind the last of them
     * @param into columns that the decoder made ready
     */
    public abstract void decode(int from, int to, FastDecoder usual, TradeColumns into);

    /** Takes note that one was read at once and has an id. */
    public void identified(int index) {}

    /**
     * Where the source is read to with all of them; empty where it has no positions, or nothing was read. To be asked when
     * it is known which of them have an id, and which are rejected: that is part of it.
     */
    public abstract String position();

    /** Of some that are objects already, and nothing else that was read. */
    static InboundTrades of(List<? extends InboundTrade> trades, String position) {
        return new InboundTrades() {
            @Override
            public String position() {
                return position;
            }

            @Override
            public int size() {
                return trades.size();
            }

            @Override
            public InboundTrade get(int index) {
                return trades.get(index);
            }

            @Override
            public void decode(int from, int to, FastDecoder usual, TradeColumns into) {
                for (InboundTrade trade : trades.subList(from, to)) {
                    trade.decode(usual, into, into.add());
                }
            }
        };
    }
}
