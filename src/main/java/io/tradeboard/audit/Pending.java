package io.tradeboard.audit;

import io.tradeboard.text.Ages;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The records of one board that it does not have yet. */
final class Pending {
    private final Flushes flushes;
    private final long nowMillis;
    private final Set<String> writers = new HashSet<>();
    private long oldestMillis = Long.MAX_VALUE;
    private long count;

    /** @param flushes gives how old they may be from now on, when the board is about to be read */
    Pending(Flushes flushes) {
        this.flushes = flushes;
        this.nowMillis = flushes.clock().millis();
    }

    void add(String writer, long arrivalMillis) {
        count++;
        oldestMillis = Math.min(oldestMillis, arrivalMillis);
        writers.add(writer);
    }

    long count() {
        return count;
    }

    void clear() {
        count = 0;
        oldestMillis = Long.MAX_VALUE;
        writers.clear();
    }

    /** Why they should be on the board by now; empty where they are younger than a flush. */
    String behind() {
        if (count == 0) {
            return "";
        }
        String lacks =
                count == 1 ? "1 record of the log is" : String.format(Locale.ROOT, "%,d records of the log are", count);
        Duration age = Duration.ofMillis(nowMillis - oldestMillis);
        if (age.compareTo(flushes.grace()) >= 0) {
            return lacks + " not counted, accepted " + (count == 1 ? "" : "up to ") + Ages.age(age) + " ago";
        }
        return writers.stream().allMatch(flushes.running())
                ? ""
                : lacks + " not counted, and the daemon of that log is not running";
    }
}
