package io.tradeboard.source;

import io.tradeboard.source.TextLine.Decoded;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.TradeColumns;
import java.util.Arrays;

/**
 * The trades among the lines of a poll, as places in the bytes that were read: an object for one of them is made only when
 * somebody asks for it. It is used for one poll after the other.
 */
final class InboundLines extends InboundTrades {
    private static final int FIRST_CAPACITY = 64;

    private final ReadLines lines;
    private int size;
    private int[] indexes = new int[FIRST_CAPACITY];
    private byte[][] texts = new byte[FIRST_CAPACITY][];
    private int[] from = new int[FIRST_CAPACITY];
    private int[] length = new int[FIRST_CAPACITY];
    private Decoded[] decoded = new Decoded[FIRST_CAPACITY];

    InboundLines(ReadLines lines) {
        this.lines = lines;
    }

    @Override
    public void clear() {
        size = 0;
    }

    /**
     * Adds a line that says something.
     *
     * @param index by what it is called among the lines
     */
    void add(int index, byte[] text, int start, int bytes, Decoded as) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * size);
            texts = Arrays.copyOf(texts, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            length = Arrays.copyOf(length, 2 * size);
            decoded = Arrays.copyOf(decoded, 2 * size);
        }
        indexes[size] = index;
        texts[size] = text;
        from[size] = start;
        length[size] = bytes;
        decoded[size] = as;
        size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String position() {
        return lines.position();
    }

    @Override
    public InboundTrade get(int index) {
        return new InboundLine(lines, indexes[index], texts[index], from[index], length[index], decoded[index]);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a marker, which nothing else equals
    public void decode(int first, int end, FastDecoder usual, TradeColumns into) {
        for (int i = first; i < end; i++) {
            int row = into.add();
            if (decoded[i] == Decoded.LATER) {
                usual.read(texts[i], from[i], length[i], into, row);
            }
        }
    }

    @Override
    public void identified(int index) {
        lines.identify(indexes[index]);
    }
}
