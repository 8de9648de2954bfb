package io.tradeboard.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** All commands to one server: a given one, or the one that sentinels name whenever a connection is opened. */
final class SingleRoute implements Route {
    private final Supplier<Node> opener;
    private final Queue<List<Part>> underWay = new ArrayDeque<>();
    private @Nullable Node node;

    /** @param opener finds the server, for which there may be no connection yet */
    SingleRoute(Supplier<Node> opener) {
        this.opener = opener;
    }

    @Override
    public void run(Iterator<List<Unit>> groups) {
        if (!underWay.isEmpty()) {
            throw new IllegalStateException("replies are under way that were not received");
        }
        boolean complete = false;
        List<Part> otherwise = new ArrayList<>();
        try {
            while (groups.hasNext()) {
                send(groups.next());
                if (underWay.size() > 1) {
                    receiveParts(otherwise);
                }
            }
            while (!underWay.isEmpty()) {
                receiveParts(otherwise);
            }
            if (!otherwise.isEmpty()) {
                sendParts(otherwise);
                receiveParts(new ArrayList<>());
            }
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** Sends units and doesn't wait. */
    void send(List<Unit> units) {
        sendParts(units.stream().map(Part::whole).toList());
    }

    private void sendParts(List<Part> parts) {
        attempt(() -> {
            Node open = open();
            List<CommandArguments> wire = new ArrayList<>();
            parts.forEach(part -> part.addTo(wire, open.scripts()));
            open.send(wire);
            underWay.add(parts);
            return List.of();
        });
    }

    /** Waits for the replies to what was sent first of what is under way. */
    void receive() {
        receiveParts(new ArrayList<>());
    }

    /** @param otherwise gets what is to be sent once more, in another way */
    private void receiveParts(List<Part> otherwise) {
        List<Object> replies = attempt(() -> open().receive());
        if (replies.stream().anyMatch(ErrorReply::isOfCluster)) {
            Endpoint found = Objects.requireNonNull(node).endpoint();
            close();
            throw new ClusterFoundException(found);
        }
        List<Part> parts = underWay.remove();
        int at = 0;
        for (Part part : parts) {
            at = part.take(replies, at);
            Part again = part.otherwise();
            if (again != null) {
                otherwise.add(again);
            }
        }
    }

    private List<Object> attempt(Supplier<List<Object>> exchange) {
        boolean complete = false;
        try {
            List<Object> replies = exchange.get();
            complete = true;
            return replies;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private Node open() {
        Node open = node;
        if (open == null || !open.isOpen()) {
            open = opener.get();
            node = open;
        }
        return open;
    }

    @Override
    public Map<String, Object> all(CommandArguments command) {
        Unit unit = new Unit(Unit.Kind.COMMAND, List.of(command));
        run(List.of(List.of(unit)).iterator());
        return Map.of(
                Objects.requireNonNull(node).endpoint().toString(),
                unit.replies().get(0));
    }

    @Override
    public Set<String> absent() {
        return Set.of();
    }

    @Override
    public long way(String key) {
        return node == null ? 0 : node.number();
    }

    @Override
    public boolean isOpen() {
        return node != null && node.isOpen();
    }

    @Override
    public void close() {
        underWay.clear();
        if (node != null) {
            node.close();
        }
    }
}
