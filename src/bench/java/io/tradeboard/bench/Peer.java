package io.tradeboard.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;

/** A simple client: it has read all trades already, and sends a command for each, waiting for every reply. */
record Peer(List<Increment> increments) {
    /** A trade as it adds to a sorted set. */
    record Increment(String key, double units, String trader) {}

    /** The sorted set in which peers count a symbol. */
    static String key(String symbol) {
        return "peer:" + symbol;
    }

    static Peer of(Tape tape) throws IOException {
        List<Increment> increments = new ArrayList<>();
        Line.forEach(
                tape.file(),
                tape.markets(),
                line -> increments.add(new Increment(key(line.symbol()), line.units(), line.trader())));
        return new Peer(increments);
    }

    /** Sends all of them, each by itself or so many in a transaction. */
    void send(Server server, int perTransaction) {
        try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
            if (perTransaction == 1) {
                increments.forEach(each -> jedis.zincrby(each.key, each.units, each.trader));
                return;
            }
            for (int from = 0; from < increments.size(); from += perTransaction) {
                try (Transaction transaction = jedis.multi()) {
                    increments
                            .subList(from, Math.min(increments.size(), from + perTransaction))
                            .forEach(each -> transaction.zincrby(each.key, each.units, each.trader));
                    transaction.exec();
                }
            }
        }
    }
}
