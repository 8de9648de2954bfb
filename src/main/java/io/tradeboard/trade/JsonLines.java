package io.tradeboard.trade;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * The first of some trades as NDJSON lines for a program, which {@link FastDecoder} reads.
 *
 * @param text lines of UTF-8, without a line end behind the last
 * @param count how many trades it has
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, and only read
public record JsonLines(byte[] text, int count) {
    private static final SerializedString LINE_END = new SerializedString("\n");

    /**
     * Writes trades until there are no more, or until one more would be too much.
     *
     * @param trades at least one, which is written however long it is
     */
    public static JsonLines of(List<Trade> trades, int mostLines, int mostBytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(mostBytes);
        int fitting = 0;
        int count = 0;
        try (JsonGenerator json = JsonTrades.generator(text)) {
            json.setRootValueSeparator(LINE_END);
            for (Trade trade : trades.subList(0, Math.min(trades.size(), mostLines))) {
                JsonTrades.write(RawTrade.plain(trade), json);
                json.flush();
                if (count > 0 && text.size() > mostBytes) {
                    break;
                }
                fitting = text.size();
                count++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JsonLines(Arrays.copyOf(text.toByteArray(), fitting), count);
    }
}
