package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A member of a board and its score, as Redis lists them: the trader with its raw id, which {@link TradersDirectory} turns
 * into what may be shown.
 */
record Score(String trader, String units) {
    /** A reply of members with their scores. */
    static List<Score> list(Object reply) {
        List<?> membersAndScores = (List<?>) reply;
        List<Score> scores = new ArrayList<>(membersAndScores.size() / 2);
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            scores.add(new Score(text(membersAndScores.get(i)), text(membersAndScores.get(i + 1))));
        }
        return scores;
    }

    /** As Redis ranks: the highest score first, and the last bytes first among equal ones. */
    static final Comparator<Score> BEST_FIRST = Comparator.comparingDouble(Score::value)
            .thenComparing(score -> score.trader().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            .reversed();

    /** The members of all shards of a board in one list, as if it had one. */
    static List<Score> merged(List<List<Score>> shards) {
        return shards.size() == 1
                ? shards.get(0)
                : shards.stream().flatMap(List::stream).sorted(BEST_FIRST).toList();
    }

    /** Exact for every volume. */
    private double value() {
        return switch (units) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(units);
        };
    }

    /** The same without those whose score is no volume, which make their board one that is refused. */
    static List<Score> readable(Object reply) {
        return list(reply).stream().filter(Score::isReadable).toList();
    }

    private boolean isReadable() {
        try {
            volume(trader);
            return true;
        } catch (UnreadableVolumeException e) {
            return false;
        }
    }

    /**
     * The volume in units.
     *
     * @param called what the trader is called where it is reported
     * @throws UnreadableVolumeException if the score is not a whole number of units
     */
    long volume(String called) {
        try {
            return new BigDecimal(units).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnreadableVolumeException(called, units, e);
        }
    }
}
