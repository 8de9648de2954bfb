package io.tradeboard.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster that could not be reached. Each attempt may take as long as the time-out, in which the other nodes
 * wait; so the next one is made after a pause, the longer the more have failed in turn.
 */
final class Absences {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Map<Endpoint, Absence> byEndpoint = new HashMap<>();

    private record Absence(Duration pause, long sinceNanos, RedisUnavailableException why) {
        boolean isOver() {
            return System.nanoTime() - sinceNanos >= pause.toNanos();
        }
    }

    /** Takes note of a failure. */
    void add(Endpoint endpoint, RedisUnavailableException why) {
        Absence before = byEndpoint.get(endpoint);
        Duration twice = before == null ? FIRST : before.pause.multipliedBy(2);
        Duration pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        byEndpoint.put(endpoint, new Absence(pause, System.nanoTime(), why));
    }

    /** Takes note that a node answers. */
    void remove(Endpoint endpoint) {
        byEndpoint.remove(endpoint);
    }

    /** Why those of these nodes could not be reached that answered no more since. */
    Set<String> sentences(Set<Endpoint> nodes) {
        Set<String> sentences = new TreeSet<>();
        byEndpoint.forEach((endpoint, absence) -> {
            if (nodes.contains(endpoint)) {
                sentences.add(absence.why.sentence());
            }
        });
        return sentences;
    }

    /** Why the node is not to be tried now; null where it is. */
    @Nullable
    RedisUnavailableException why(Endpoint endpoint) {
        Absence absence = byEndpoint.get(endpoint);
        return absence == null || absence.isOver() ? null : absence.why;
    }
}
