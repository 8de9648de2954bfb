package io.tradeboard.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;

/** A simple client that holds all trades in memory and sends ten in each transaction, waiting for every reply. */
record Peer(List<Increment> increments) {
    /** Where peers keep the volumes, followed by the symbol. */
    static final String KEY = "peer:";

    private static final int TRANSACTION = 10;

    /** What a trade adds to a sorted set. */
    record Increment(String key, double units, String trader) {}

    /** The sorted set in which peers keep the volumes of a symbol. */
    static String key(String symbol) {
        return KEY + symbol;
    }

    static Peer of(Tape tape) throws IOException {
        List<Increment> increments = new ArrayList<>();
        Line.forEach(
                tape.file(),
                tape.markets(),
                line -> increments.add(new Increment(key(line.symbol()), line.units(), line.trader())));
        return new Peer(increments);
    }

    void send(Server server) {
        try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
            for (int from = 0; from < increments.size(); from += TRANSACTION) {
                try (Transaction transaction = jedis.multi()) {
                    increments
                            .subList(from, Math.min(increments.size(), from + TRANSACTION))
                            .forEach(each -> transaction.zincrby(each.key, each.units, each.trader));
                    transaction.exec();
                }
            }
        }
    }
}
