package io.tradeboard.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The health of several servers as one: of everything that which is worst, with the server that has it. */
final class ClusterHealth {
    private ClusterHealth() {}

    /**
     * The worst of them.
     *
     * @param servers by their addresses; one alone is returned as it is
     * @param away what is said of those that cannot be reached
     */
    static RedisHealth worst(Map<String, RedisHealth> servers, List<String> away) {
        if (servers.isEmpty()) {
            return RedisHealth.UNKNOWN;
        }
        RedisHealth first = servers.values().iterator().next();
        if (servers.size() == 1 && away.isEmpty()) {
            return first;
        }
        Duration uptime = first.uptime();
        RedisHealth.Refusal refusal = null;
        String evicts = null;
        List<String> warnings = new ArrayList<>(away);
        for (Map.Entry<String, RedisHealth> server : servers.entrySet()) {
            RedisHealth health = server.getValue();
            String name = server.getKey() + ": ";
            Duration other = health.uptime();
            uptime = uptime == null || other == null || other.compareTo(uptime) < 0 ? other : uptime;
            RedisHealth.Refusal its = health.refusal();
            if (its != null && (refusal == null || (its.isCertain() && !refusal.isCertain()))) {
                refusal = new RedisHealth.Refusal(its.code(), name + its.reason(), its.isCertain());
            }
            evicts = evicts == null && health.evicts() != null ? name + health.evicts() : evicts;
            health.warnings().forEach(warning -> warnings.add(name + warning));
        }
        return new RedisHealth(first.version(), uptime, refusal, evicts, warnings);
    }
}
