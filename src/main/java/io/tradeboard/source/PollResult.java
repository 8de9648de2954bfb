package io.tradeboard.source;

import java.util.List;

/**
 * What one poll brought.
 *
 * @param position where the source is read to; empty where it has no positions, or nothing was read
 * @param end whether nothing more will come
 */
public record PollResult(InboundTrades arrivals, String position, boolean end) {
    public PollResult(List<? extends InboundTrade> arrivals, String position, boolean end) {
        this(InboundTrades.of(arrivals), position, end);
    }

    /** Of a source where nothing has arrived. */
    public static final PollResult NOTHING = new PollResult(InboundTrades.NONE, "", false);
}
