package io.tradeboard.ingest;

import io.tradeboard.trade.BoardId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a commit says of the boards that a partition feeds: for each the mark that it held at least. Between that mark and the
 * committed offset there is no record of the board. So whoever opens the partition next needs to read nothing before the
 * committed offset, but for boards that hold less than this.
 *
 * <p>As text in the metadata of the commit: the writer, and for each board {@code ;SYMBOL DAY MARK}.
 *
 * @param writer the partition that the offsets are of
 * @param nexts by board, the next offset that is not counted on it
 */
record Census(String writer, Map<BoardId, Long> nexts) {
    /** The broker takes fewer than 4,096 bytes unless it is set to more. */
    static final int MOST_BYTES = 4_000;

    Census {
        nexts = Map.copyOf(nexts);
    }

    /** The text form; empty where there are so many boards that the broker would refuse it: then the next open reads the day. */
    String text() {
        StringBuilder text = new StringBuilder(writer);
        new TreeMap<>(byName())
                .forEach((name, next) ->
                        text.append(';').append(name).append(' ').append(next));
        String all = text.toString();
        return all.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES ? "" : all;
    }

    private Map<String, Long> byName() {
        Map<String, Long> byName = new HashMap<>();
        nexts.forEach((board, next) -> byName.put(board.symbol() + " " + board.day(), next));
        return byName;
    }

    /** Reads the text form; null where it is none, as that of another program's commit. */
    static @Nullable Census parse(String text) {
        String[] parts = text.split(";", -1);
        if (parts[0].isEmpty()) {
            return null;
        }
        Map<BoardId, Long> nexts = new HashMap<>();
        try {
            for (int i = 1; i < parts.length; i++) {
                String[] fields = parts[i].split(" ", -1);
                if (fields.length != 3) {
                    return null;
                }
                nexts.put(new BoardId(fields[0], LocalDate.parse(fields[1])), Long.parseLong(fields[2]));
            }
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
        return new Census(parts[0], nexts);
    }
}
