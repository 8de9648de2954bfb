package io.tradeboard.ingest;

import io.tradeboard.board.RedisMarks;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Runtime;
import io.tradeboard.status.RefusedBoard;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The boards that refuse trades, and why. They are left alone while the others go on, and tried again when what they refuse
 * for is another than before. Their trades are in the log.
 *
 * <p>A board may be fixed between its refusal and the check. So it is tried once more after the first look, and from
 * then on when it looks different.
 *
 * <p>Changed by the flush thread alone; read by any.
 */
final class Refusals {
    private static final String UNKNOWN = "?";
    private static final String TOO_EARLY = "closed";

    private final RedisMarks marks;
    private final TradingDays days;
    private final Runtime runtime;
    private final Map<BoardId, String> reasons = new ConcurrentHashMap<>();

    /** How each board looked when it was tried last; also of those that are being tried again. */
    private final Map<BoardId, String> fingerprints = new HashMap<>();

    /** The addresses of those masters of a cluster that cannot serve now, by the boards that are there. */
    private final Map<BoardId, String> away = new HashMap<>();

    private final Map<BoardId, Long> trades = new HashMap<>();
    private long expiredTrades;

    Refusals(RedisMarks marks, TradingDays days, Runtime runtime) {
        this.marks = marks;
        this.days = days;
        this.runtime = runtime;
    }

    boolean contains(BoardId board) {
        return reasons.containsKey(board);
    }

    /** The boards with their reasons, by name. */
    List<RefusedBoard> list() {
        return reasons.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .map(entry -> new RefusedBoard(entry.getKey().whole(), shard(entry.getKey()) + entry.getValue()))
                .toList();
    }

    private static String shard(BoardId board) {
        return board.shard().of() == 1 ? "" : "shard " + board.shard() + ": ";
    }

    void add(BoardId board, String reason) {
        if (reasons.put(board, reason) == null) {
            fingerprints.putIfAbsent(board, UNKNOWN);
            runtime.notices()
                    .begin(
                            condition(board),
                            "the board " + board + " cannot take trades: " + reason
                                    + "; its trades are in the log and are applied once this is fixed");
        }
    }

    /** Sets a board aside whose master of the cluster cannot serve now; it is tried again when that can. */
    void away(BoardId board, RedisUnavailableException why) {
        if (reasons.put(board, why.sentence()) == null) {
            fingerprints.put(board, UNKNOWN);
            away.put(board, why.subject());
            runtime.notices()
                    .begin(
                            why.subject(),
                            why.sentence() + "; its boards wait, and their trades are in the log until it is back");
        }
    }

    /** Takes note that a board waits for its master no more. */
    private void back(BoardId board) {
        String address = away.remove(board);
        if (address != null && !away.containsValue(address)) {
            runtime.notices().end(address, "Redis at " + address + " is back, and the trades that waited are applied");
        }
    }

    /** Takes note that the time of a board is over by the clock of Redis. By ours it may not be: then somebody is wrong. */
    void closed(BoardId board) {
        if (runtime.clock().millis() < days.expiresMillis(board.day())) {
            add(board, "its day is over by the clock of Redis");
            fingerprints.put(board, TOO_EARLY);
        }
    }

    /** Counts trades that wait for their board. */
    void waiting(BoardDelta delta) {
        trades.merge(delta.board(), delta.trades(), Long::sum);
        measure();
    }

    private void measure() {
        long waiting = trades.values().stream().mapToLong(Long::longValue).sum();
        runtime.meters().set(Gauge.REFUSED_TRADES, expiredTrades + waiting);
    }

    /**
     * Looks whether boards are another than when they refused; those that are refuse no more until they are tried again.
     *
     * @param nowMillis by the clock of Redis
     * @return whether there are some, which are to be fed from the log before anything else
     */
    boolean readmit(long nowMillis) {
        if (reasons.isEmpty()) {
            return false;
        }
        boolean readmitted = false;
        Map<BoardId, String> now = marks.fingerprints(reasons.keySet());
        for (Map.Entry<BoardId, String> known : fingerprints.entrySet()) {
            BoardId board = known.getKey();
            String found = now.get(board);
            boolean tooEarly = known.getValue().equals(TOO_EARLY);
            if (contains(board)
                    && found != null
                    && (tooEarly
                            ? nowMillis < days.expiresMillis(board.day())
                            : !known.getValue().equals(found))) {
                known.setValue(tooEarly ? UNKNOWN : found);
                reasons.remove(board);
                readmitted = true;
            }
        }
        return readmitted;
    }

    /** Takes note that all boards were fed from the log: those that do not refuse by now have their trades. */
    void readmitted() {
        Iterator<BoardId> tried = fingerprints.keySet().iterator();
        while (tried.hasNext()) {
            BoardId board = tried.next();
            if (!contains(board)) {
                tried.remove();
                runtime.meters().add(Counter.APPLIED, waited(board));
                back(board);
                runtime.notices()
                        .end(
                                condition(board),
                                "the board " + board + " accepts trades again; those that waited are applied");
            }
        }
        measure();
    }

    private long waited(BoardId board) {
        Long count = trades.remove(board);
        return count == null ? 0 : count;
    }

    /** Forgets boards that have expired; their trades stay counted. */
    void expire(long nowMillis) {
        reasons.keySet().removeIf(board -> {
            boolean expired = days.expiresMillis(board.day()) <= nowMillis;
            if (expired) {
                fingerprints.remove(board);
                back(board);
                expiredTrades += waited(board);
                runtime.notices()
                        .end(
                                condition(board),
                                "the board " + board + " has expired without the trades that it refused");
            }
            return expired;
        });
    }

    private static String condition(BoardId board) {
        return "refused " + board;
    }
}
