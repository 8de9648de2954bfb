package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.text;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a board says of itself at one moment.
 *
 * @param scale volumes are in units of 10<sup>-scale</sup>
 * @param zone whose midnight ends the board's day
 * @param trades how many trades it counts; those of a move in parts are added with the last part
 * @param volume of all traders, in units
 * @param marks how far each writer has got on it
 */
public record Ledger(int scale, String zone, long trades, BigInteger volume, Map<String, Mark> marks) {
    public Ledger {
        marks = Map.copyOf(marks);
    }

    /**
     * Reads the reply of HGETALL.
     *
     * @throws IllegalArgumentException if it holds what no daemon writes
     */
    public static Ledger of(List<?> fieldsAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            fields.put(text(fieldsAndValues.get(i)), text(fieldsAndValues.get(i + 1)));
        }
        return new Ledger(
                scale(fields.get("scale")),
                fields.getOrDefault("zone", ""),
                Long.parseLong(fields.getOrDefault("trades", "0")),
                new BigInteger(fields.getOrDefault("volume", "0")),
                RedisBoards.marks(fieldsAndValues));
    }

    private static int scale(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("it has no scale");
        }
        return Integer.parseInt(text);
    }

    /** Whether a board that held the other ledger can hold this one later without having gone back in between. */
    public boolean canFollow(Ledger before) {
        return before.marks.entrySet().stream().allMatch(mark -> {
            Mark now = marks.get(mark.getKey());
            return now != null && now.canFollow(mark.getValue());
        });
    }
}
