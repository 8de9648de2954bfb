package io.tradeboard.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a daemon is at one moment, and what keeps it from being well.
 *
 * @param reason in words for an operator; empty where the state says it all
 * @param refused boards that refuse its trades
 * @param topic the topic that it reads; null for none
 */
public record Condition(
        DaemonState state,
        String reason,
        List<RefusedBoard> refused,
        @Nullable TopicReport topic) {
    public static final Condition RUNNING = new Condition(DaemonState.RUNNING, "", List.of());

    /** Of a daemon that does not read Kafka. */
    public Condition(DaemonState state, String reason, List<RefusedBoard> refused) {
        this(state, reason, refused, null);
    }

    public Condition {
        refused = List.copyOf(refused);
    }

    /** The same in another state. */
    public Condition with(DaemonState other, String why) {
        return new Condition(other, why, refused, topic);
    }
}
