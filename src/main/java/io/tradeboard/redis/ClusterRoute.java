package io.tradeboard.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Each command to the master that has its slot, all masters at work at once.
 *
 * <p>A command that a node refuses because its slot is another's by now, or on its way there, is sent again, by the rules of
 * the specification of Redis Cluster, once no reply is under way any more. A command whose master cannot be reached gets that
 * as its reply, and holds up no other; such a master is tried again after a while, or when another has its slots.
 *
 * <p>Nothing says whether a command was carried out whose connection broke. It is sent once more if the connection had been
 * open before, so that a node which was restarted goes unnoticed: whoever calls must be able to bear that.
 */
final class ClusterRoute implements Route {
    /** How long commands wait for a cluster that is in change before what was replied to them counts. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How often commands are sent at most, as nodes may name each other in turn. */
    private static final int ATTEMPTS = 16;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final Duration BETWEEN_LESSONS = Duration.ofMillis(500);

    private final RedisSettings settings;
    private final ClusterMap map = new ClusterMap();
    private final Map<Endpoint, Node> nodes = new HashMap<>();
    private final Absences absences = new Absences();
    private boolean stale = true;
    private long learnedNanos;
    private long redirections;

    ClusterRoute(RedisSettings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Iterator<List<Unit>> groups) {
        List<Part> parts = new ArrayList<>();
        groups.forEachRemaining(group -> parts.addAll(Split.parts(group)));
        complete(parts);
    }

    /** Sends parts, and again what must be, until all have the replies that count. */
    private void complete(List<Part> parts) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        List<Part> left = parts;
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            if (stale) {
                learn();
            }
            Set<Endpoint> broken = exchange(left);
            Redirects redirects = new Redirects(map);
            List<Part> away = new ArrayList<>();
            for (Part part : left) {
                redirects.follow(part);
                if (part.has(ErrorReply::isAway)) {
                    away.add(part);
                }
            }
            stale |= redirects.isStale();
            redirections += redirects.again().size();
            List<Part> again = new ArrayList<>(redirects.again());
            again.addAll(reachable(away, broken));
            boolean late = redirects.mustWait() && System.nanoTime() > deadline;
            if (again.isEmpty() || late || attempt == ATTEMPTS) {
                parts.forEach(ClusterRoute::settle);
                return;
            }
            if (redirects.mustWait()) {
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            }
            left = again;
        }
    }

    /** Of the parts whose master could not be reached those that are worth another attempt at once. */
    private List<Part> reachable(List<Part> away, Set<Endpoint> broken) {
        Map<Part, Endpoint> asked = new LinkedHashMap<>();
        for (Part part : away) {
            Endpoint endpoint = target(part);
            if (endpoint != null && part.unit().kind() != Unit.Kind.WATCHED) {
                asked.put(part, endpoint);
            }
        }
        if (!asked.isEmpty() && System.nanoTime() - learnedNanos > BETWEEN_LESSONS.toNanos()) {
            learn();
        }
        List<Part> reachable = new ArrayList<>();
        asked.forEach((part, endpoint) -> {
            if (broken.contains(endpoint) || (part.target() == null && !endpoint.equals(target(part)))) {
                reachable.add(part.only(ErrorReply::isAway));
            }
        });
        return reachable;
    }

    /** What a node may take later is away until then, like a node that cannot be reached. */
    private static void settle(Part part) {
        ErrorReply later = part.error(ErrorReply::isRetryable);
        if (later != null && later.meaning() instanceof RedisUnavailableException e) {
            part.only(ErrorReply::isRetryable).fail(new ErrorReply(e));
        }
    }

    /**
     * Sends each part to its master and takes the replies.
     *
     * @return the masters whose connections broke that had been open
     */
    private Set<Endpoint> exchange(List<Part> parts) {
        Map<Endpoint, Lane> lanes = new LinkedHashMap<>();
        for (Part part : parts) {
            Endpoint to = target(part);
            RedisUnavailableException absent = to == null ? nobody(part.slot()) : absences.why(to);
            if (to == null || absent != null) {
                stale |= to == null;
                part.fail(new ErrorReply(absent == null ? nobody(part.slot()) : absent));
            } else {
                lanes.computeIfAbsent(to, endpoint -> new Lane(node(endpoint))).add(part);
            }
        }
        boolean complete = false;
        try {
            Set<Endpoint> broken = work(lanes.values());
            complete = true;
            return broken;
        } finally {
            if (!complete) {
                // What is under way elsewhere must not be taken for the replies to what comes next.
                close();
            }
        }
    }

    /** Keeps all nodes at work until each has replied to all, or failed. */
    private Set<Endpoint> work(Collection<Lane> lanes) {
        Set<Endpoint> broken = new LinkedHashSet<>();
        List<Lane> busy = new ArrayList<>(lanes);
        while (!busy.isEmpty()) {
            busy.forEach(Lane::push);
            busy.forEach(Lane::pull);
            for (Lane lane : busy) {
                if (lane.isDone()) {
                    note(lane, broken);
                }
            }
            busy.removeIf(Lane::isDone);
        }
        return broken;
    }

    private void note(Lane lane, Set<Endpoint> broken) {
        RedisUnavailableException failure = lane.failure();
        if (failure == null) {
            absences.remove(lane.endpoint());
        } else if (lane.wasClosed()) {
            broken.add(lane.endpoint());
        } else {
            absences.add(lane.endpoint(), failure);
        }
    }

    private RedisUnavailableException nobody(int slot) {
        String reason = "no master has slot " + slot;
        return new RedisUnavailableException(settings.address(), reason, true, new IllegalStateException(reason));
    }

    private @Nullable Endpoint target(Part part) {
        if (part.target() != null) {
            return part.target();
        }
        return part.slot() == Slots.NONE
                ? map.masters().stream()
                        .filter(master -> absences.why(master) == null)
                        .findFirst()
                        .orElse(map.masters().stream().findFirst().orElse(null))
                : map.owner(part.slot());
    }

    private Node node(Endpoint endpoint) {
        return nodes.computeIfAbsent(endpoint, each -> new Node(each, settings));
    }

    /** Asks who has which slot: the masters first, then those of the address. */
    private void learn() {
        Set<Endpoint> known = new LinkedHashSet<>(map.masters());
        known.addAll(settings.servers());
        RedisUnavailableException failure = null;
        for (Endpoint endpoint : known) {
            if (absences.why(endpoint) != null) {
                failure = absences.why(endpoint);
                continue;
            }
            try {
                map.learn(node(endpoint));
                nodes.values().removeIf(node -> {
                    boolean left = !map.masters().contains(node.endpoint());
                    if (left) {
                        node.close();
                    }
                    return left;
                });
                failure = null;
                break;
            } catch (RedisUnavailableException e) {
                absences.add(endpoint, e);
                failure = e;
            }
        }
        learnedNanos = System.nanoTime();
        stale = false;
        if (failure != null && map.masters().isEmpty()) {
            stale = true;
            throw failure;
        }
    }

    @Override
    public Map<String, Object> all(CommandArguments command) {
        if (stale) {
            learn();
        }
        Map<Endpoint, Unit> units = new LinkedHashMap<>();
        map.masters().forEach(master -> units.put(master, new Unit(Unit.Kind.COMMAND, List.of(command))));
        List<Part> parts = new ArrayList<>();
        units.forEach((master, unit) -> parts.add(Part.whole(unit).to(master)));
        complete(parts);
        Map<String, Object> replies = new LinkedHashMap<>();
        units.forEach(
                (master, unit) -> replies.put(master.toString(), unit.replies().get(0)));
        return replies;
    }

    @Override
    public Set<String> absent() {
        return absences.sentences(map.masters());
    }

    @Override
    public long way(String key) {
        Endpoint owner = map.owner(JedisClusterCRC16.getSlot(key));
        Node node = owner == null ? null : nodes.get(owner);
        // A slot on its way has keys with two nodes: whoever was redirected anywhere does not say who replied.
        return (node == null ? 0 : node.number()) + (redirections << Integer.SIZE);
    }

    @Override
    public boolean isOpen() {
        return nodes.values().stream().anyMatch(Node::isOpen);
    }

    @Override
    public void close() {
        nodes.values().forEach(Node::close);
    }
}
