package io.tradeboard.source;

import java.util.List;

/**
 * What one poll brought.
 *
 * @param end whether nothing more will come
 */
public record PollResult(InboundTrades arrivals, boolean end) {
    /** Of a source where nothing has arrived. */
    public static final PollResult NOTHING = new PollResult(InboundTrades.NONE, false);

    public PollResult(List<? extends InboundTrade> arrivals, String position, boolean end) {
        this(InboundTrades.of(arrivals, position), end);
    }

    /** Where the source is read to, see {@link InboundTrades#position}. */
    public String position() {
        return arrivals.position();
    }
}
