package io.tradeboard.redis;

import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Which master has which slot of a cluster, as far as is known. */
final class ClusterMap {
    private final @Nullable Endpoint[] owners = new Endpoint[Slots.COUNT];
    private Set<Endpoint> masters = Set.of();

    /** Asks one node; what it knows takes the place of what was known. */
    void learn(Node node) {
        List<?> ranges = (List<?>) RedisConnection.checked(
                node.ask(List.of(command(Command.CLUSTER, "SLOTS"))).get(0));
        Arrays.fill(owners, null);
        for (Object each : ranges) {
            List<?> range = (List<?>) each;
            Endpoint master = endpoint((List<?>) range.get(2), node.endpoint());
            Arrays.fill(owners, number(range.get(0)), number(range.get(1)) + 1, master);
        }
        count();
    }

    /** A node that does not know its own address is where it was asked. */
    private static Endpoint endpoint(List<?> hostAndPort, Endpoint asked) {
        Object host = hostAndPort.get(0);
        String name = host == null ? "" : text(host);
        return new Endpoint(name.isEmpty() || name.equals("?") ? asked.host() : name, number(hostAndPort.get(1)));
    }

    private static int number(Object reply) {
        return Math.toIntExact((Long) reply);
    }

    /** Takes note of what a node says that it has no more. */
    void moved(int slot, Endpoint to) {
        owners[slot] = to;
        count();
    }

    private void count() {
        masters = new LinkedHashSet<>();
        Arrays.stream(owners).filter(Objects::nonNull).forEach(masters::add);
    }

    /** Who has the slot, or null where nobody is known to. */
    @Nullable
    Endpoint owner(int slot) {
        return owners[slot];
    }

    /** Those that have a slot. */
    Set<Endpoint> masters() {
        return masters;
    }
}
