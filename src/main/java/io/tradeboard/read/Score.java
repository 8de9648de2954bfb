package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.text;

import java.math.BigDecimal;
import java.util.ArrayList;
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
