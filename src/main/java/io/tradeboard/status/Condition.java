package io.tradeboard.status;

import java.util.List;

/**
 * How a daemon is at one moment, and what keeps it from being well.
 *
 * @param reason in words for an operator; empty where the state says it all
 * @param refused boards that refuse its trades
 */
public record Condition(DaemonState state, String reason, List<RefusedBoard> refused) {
    public static final Condition RUNNING = new Condition(DaemonState.RUNNING, "", List.of());

    public Condition {
        refused = List.copyOf(refused);
    }

    /** The same in another state. */
    public Condition with(DaemonState other, String why) {
        return new Condition(other, why, refused);
    }
}
