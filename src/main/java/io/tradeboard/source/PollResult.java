package io.tradeboard.source;

import java.util.List;

/**
 * What one poll brought.
 *
 * @param position where the source is read to; empty where it has no positions, or nothing was read
 * @param end whether nothing more will come
 */
public record PollResult(List<InboundTrade> arrivals, String position, boolean end) {
    /** Of a source where nothing has arrived. */
    public static final PollResult NOTHING = new PollResult(List.of(), "", false);
}
