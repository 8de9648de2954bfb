package io.tradeboard.run;

/**
 * How long trades took from their arrival, when the daemon had read them, to their board, when Redis had confirmed the
 * flush with them: those that reached it in the last minute, within 1 %. Trades that were made durable together count as
 * arrived with the first of them, so a lag is told too long rather than too short.
 *
 * @param trades how many
 * @param p50Micros half of them took no longer
 * @param p99Micros 99 of 100 took no longer
 * @param maxMicros the longest
 */
public record Latencies(long trades, long p50Micros, long p99Micros, long maxMicros) {
    /** No trade reached a board, or the daemon does not tell, being of an earlier version. */
    public static final Latencies NONE = new Latencies(0, 0, 0, 0);

    public boolean isEmpty() {
        return trades == 0;
    }
}
