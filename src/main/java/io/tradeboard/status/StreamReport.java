package io.tradeboard.status;

import java.util.List;
import java.util.OptionalLong;

/**
 * How the stream of trades stands.
 *
 * @param entries that wait in it, read or not: a daemon deletes what it has made durable; empty where unknown
 * @param abandoned entries that were delivered to consumers which do not read now
 */
public record StreamReport(OptionalLong entries, List<Pending> abandoned) {
    /** Nothing is known. */
    public static final StreamReport UNKNOWN = new StreamReport(OptionalLong.empty(), List.of());

    /** Entries that were delivered to a consumer and not acknowledged. */
    public record Pending(String consumer, long entries) {}

    public StreamReport {
        abandoned = List.copyOf(abandoned);
    }
}
