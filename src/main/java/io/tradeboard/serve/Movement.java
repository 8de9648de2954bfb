package io.tradeboard.serve;

import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a trader has moved since the baseline.
 *
 * @param direction up, down, same, new, or none if unknown
 * @param ranks by how many
 */
record Movement(String direction, int ranks) {
    private static final Movement UNKNOWN = new Movement("none", 0);

    /** @param past the board at the baseline, or null where there is none */
    static Movement of(Standings.Row row, @Nullable Sample past) {
        if (past == null) {
            return UNKNOWN;
        }
        if (past.isNew(row)) {
            return new Movement("new", 0);
        }
        OptionalInt climb = past.climb(row);
        if (climb.isEmpty()) {
            return UNKNOWN;
        }
        int ranks = climb.getAsInt();
        return new Movement(ranks > 0 ? "up" : ranks < 0 ? "down" : "same", Math.abs(ranks));
    }

    /** What is drawn. */
    String sign() {
        return switch (direction) {
            case "up" -> "▲" + ranks;
            case "down" -> "▼" + ranks;
            case "new" -> "NEW";
            case "same" -> "=";
            default -> "";
        };
    }

    /** What is read aloud. */
    String words() {
        return switch (direction) {
            case "up" -> "up " + ranks;
            case "down" -> "down " + ranks;
            case "new" -> "new";
            case "same" -> "unchanged";
            default -> "";
        };
    }
}
