package io.tradeboard.redis;

import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Asks sentinels in turn who the master is, as the guide for clients of Redis Sentinel describes it: an answer counts only if
 * the server there says itself that it is a master.
 */
final class Sentinels {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final RedisSettings settings;
    private int first;

    Sentinels(RedisSettings settings) {
        this.settings = settings;
    }

    /**
     * A connection to the master.
     *
     * @throws RedisUnavailableException if no sentinel answers, or none names a server that is a master now
     */
    Node master() {
        String why = "no sentinel can be reached";
        Throwable cause = null;
        int sentinels = settings.servers().size();
        for (int i = 0; i < sentinels; i++) {
            int asked = (first + i) % sentinels;
            try {
                Endpoint master = ask(settings.servers().get(asked));
                if (master == null) {
                    why = "the sentinels know no master " + settings.master();
                    continue;
                }
                Node node = new Node(master, settings);
                if (isMaster(node)) {
                    first = asked;
                    return node;
                }
                node.close();
                why = master + " is not the master yet";
            } catch (RedisUnavailableException e) {
                why = e.sentence();
                cause = e;
            }
        }
        throw new RedisUnavailableException(
                settings.address(), why, false, cause == null ? new IllegalStateException(why) : cause);
    }

    private @Nullable Endpoint ask(Endpoint sentinel) {
        Duration patience = settings.timeout().compareTo(PATIENCE) < 0 ? settings.timeout() : PATIENCE;
        try {
            return ask(sentinel, settings.asking(patience, true));
        } catch (RedisRefusedException e) {
            if (settings.password() == null || !e.isOfSignIn()) {
                throw e;
            }
            // Sentinels often have no password where their servers have one.
            return ask(sentinel, settings.asking(patience, false));
        }
    }

    private @Nullable Endpoint ask(Endpoint sentinel, RedisSettings how) {
        try (Node node = new Node(sentinel, how)) {
            Object reply = node.ask(List.of(command(Command.SENTINEL, "get-master-addr-by-name", settings.master())))
                    .get(0);
            return RedisConnection.checked(reply) instanceof List<?> address
                    ? new Endpoint(text(address.get(0)), Integer.parseInt(text(address.get(1))))
                    : null;
        }
    }

    /** Who may not ask for the role believes the sentinel. */
    private static boolean isMaster(Node node) {
        Object reply = node.ask(List.of(command(Command.ROLE))).get(0);
        if (reply instanceof ErrorReply error && error.meaning() instanceof RedisUnavailableException e) {
            throw e;
        }
        return !(reply instanceof List<?> role) || text(role.get(0)).equals("master");
    }
}
