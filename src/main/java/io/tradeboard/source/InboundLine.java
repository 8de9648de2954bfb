package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;

/** A line of a file or a pipe. */
final class InboundLine extends TextLine {
    private final ReadLines lines;
    private final int index;

    /**
     * @param lines those of its poll
     * @param index which of them it is
     */
    InboundLine(ReadLines lines, int index, byte[] line, int from, int length, Decoded decoded) {
        super(line, from, length, decoded);
        this.lines = lines;
        this.index = index;
    }

    @Override
    public String label() {
        return Long.toString(lines.number(index));
    }

    @Override
    public String position() {
        return lines.positionBehind(index);
    }

    @Override
    public void rejected() {
        lines.refuse(index);
    }

    @Override
    public RawTrade trade() throws BadTradeException {
        RawTrade trade = super.trade();
        if (trade.id() != null) {
            lines.identify(index);
        }
        return trade;
    }
}
