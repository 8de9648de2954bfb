package io.tradeboard.ingest;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a commit says of the boards that a partition feeds: for each the mark that it held at least. Between that mark and the
 * committed offset there is no record of the board. So whoever opens the partition next needs to read nothing before the
 * committed offset, but for boards that hold less than this.
 *
 * <p>As text in the metadata of the commit: the writer, and for each board {@code ;SYMBOL DAY MARK}, or {@code
 * ;SYMBOL DAY MARK SHARD/SHARDS}.
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
        String all = nexts.entrySet().stream()
                .map(board -> ";" + text(board.getKey(), board.getValue()))
                .sorted()
                .collect(Collectors.joining("", writer, ""));
        return all.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES ? "" : all;
    }

    private static String text(BoardId board, long next) {
        String text = board.symbol() + " " + board.day() + " " + next;
        return board.shard().of() == 1 ? text : text + " " + board.shard();
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
                if (fields.length < 3 || fields.length > 4) {
                    return null;
                }
                BoardId board = new BoardId(fields[0], LocalDate.parse(fields[1]));
                nexts.put(fields.length == 3 ? board : shard(board, fields[3]), Long.parseLong(fields[2]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
        return new Census(parts[0], nexts);
    }

    private static BoardId shard(BoardId board, String numberAndShards) {
        String[] parts = numberAndShards.split("/", 2);
        return new BoardId(
                board.symbol(),
                board.day(),
                new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1])));
    }
}
