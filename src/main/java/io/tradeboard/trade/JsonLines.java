package io.tradeboard.trade;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first of some trades as NDJSON lines for a program, which {@link FastDecoder} reads: {@link RawTrade#plain} as
 * {@link JsonTrades} reads it again, written in a third of the time that a generator takes.
 *
 * @param text lines of UTF-8, without a line end behind the last
 * @param count how many trades it has
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, and only read
public record JsonLines(byte[] text, int count) {
    /** What stands before the text of each field, in the order of {@link TradeField#ALL}. */
    private static final List<byte[]> BEFORE = Stream.of(TradeField.ALL)
            .map(field -> ("\"" + field.label + "\":\"").getBytes(StandardCharsets.US_ASCII))
            .toList();

    /** Lines that grow. */
    private static final class Text {
        private byte[] bytes;
        private int size;

        Text(int capacity) {
            bytes = new byte[capacity];
        }

        void add(RawTrade trade) {
            add('{');
            for (int i = 0; i < BEFORE.size(); i++) {
                String text = TradeField.ALL[i].of(trade);
                if (text != null) {
                    if (bytes[size - 1] != '{') {
                        add(',');
                    }
                    add(BEFORE.get(i));
                    add(quoted(text));
                    add('"');
                }
            }
            add('}');
        }

        private static byte[] quoted(String text) {
            byte[] plain = text.getBytes(StandardCharsets.UTF_8);
            for (byte b : plain) {
                // Bytes beyond ASCII are negative.
                if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                    return JsonStringEncoder.getInstance().quoteAsUTF8(text);
                }
            }
            return plain;
        }

        void add(char ascii) {
            ensure(1);
            bytes[size++] = (byte) ascii;
        }

        private void add(byte[] more) {
            ensure(more.length);
            System.arraycopy(more, 0, bytes, size, more.length);
            size += more.length;
        }

        private void ensure(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, 2 * (size + more));
            }
        }
    }

    /**
     * Writes trades until there are no more, or until one more would be too much.
     *
     * @param trades at least one, which is written however long it is
     */
    public static JsonLines of(List<Trade> trades, int mostLines, int mostBytes) {
        Text text = new Text(mostBytes + mostBytes / 8);
        int fitting = 0;
        int count = 0;
        for (Trade trade : trades.subList(0, Math.min(trades.size(), mostLines))) {
            if (count > 0) {
                text.add('\n');
            }
            text.add(RawTrade.plain(trade));
            if (count > 0 && text.size > mostBytes) {
                break;
            }
            fitting = text.size;
            count++;
        }
        return new JsonLines(Arrays.copyOf(text.bytes, fitting), count);
    }
}
