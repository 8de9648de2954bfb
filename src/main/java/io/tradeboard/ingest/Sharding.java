package io.tradeboard.ingest;

import io.tradeboard.board.ShardIndex;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Notices;
import io.tradeboard.text.Counts;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.BoardShards;
import io.tradeboard.trade.ShardSpread;
import io.tradeboard.trade.TradingDays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Into how many shards each board is split: as this daemon is set up, until the flush thread has asked Redis, where it may
 * have been settled otherwise. Sums that were made before that may be of other shards than the board has; they must not be
 * applied, and the log is read again in their place.
 */
final class Sharding {
    private final ShardIndex index;
    private final BoardShards configured;
    private final TradingDays days;
    private final Notices notices;
    private final Map<BoardId, Integer> settled = new ConcurrentHashMap<>();

    Sharding(ShardIndex index, BoardShards configured, TradingDays days, Notices notices) {
        this.index = index;
        this.configured = configured;
        this.days = days;
        this.notices = notices;
    }

    /** How many shards a board has, as far as is known. Any thread. */
    int of(BoardId board) {
        Integer known = settled.get(board);
        return known == null ? configured.of(board.symbol()) : known;
    }

    /** The shards of a board, as far as is known. Any thread. */
    List<BoardId> shards(BoardId board) {
        return board.shards(of(board));
    }

    /** Puts trades into the shards that are known at that moment. For one thread. */
    ShardSpread spread() {
        return new ShardSpread(this::of);
    }

    /**
     * Settles how many shards these boards have, or learns it. Flush thread.
     *
     * @return the boards, each as a whole, for which that cannot be done now, as a master of a cluster is away
     * @throws RedisUnavailableException if Redis cannot be reached; calling again is safe
     */
    Map<BoardId, RedisUnavailableException> settle(Collection<BoardId> boards) {
        Map<BoardId, Integer> wanted = new HashMap<>();
        for (BoardId board : boards) {
            BoardId whole = board.whole();
            if (!settled.containsKey(whole)) {
                wanted.put(whole, configured.of(whole.symbol()));
            }
        }
        if (wanted.isEmpty()) {
            return Map.of();
        }
        try {
            settled.putAll(claim(wanted));
            return Map.of();
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            return settleEach(wanted);
        }
    }

    private Map<BoardId, RedisUnavailableException> settleEach(Map<BoardId, Integer> wanted) {
        Map<BoardId, RedisUnavailableException> away = new HashMap<>();
        wanted.forEach((board, shards) -> {
            try {
                settled.putAll(claim(Map.of(board, shards)));
            } catch (RedisUnavailableException e) {
                if (!e.isOfOneMaster()) {
                    throw e;
                }
                away.put(board, e);
            }
        });
        return away;
    }

    /**
     * Restores what the index has lost, and looks whether it says otherwise, as after a loss of all data that another daemon
     * was the first to notice. Flush thread.
     */
    void look() {
        try {
            lookAtAll();
        } catch (RedisUnavailableException e) {
            if (!e.isOfOneMaster()) {
                throw e;
            }
            // What the others have goes on; the next look is soon.
        }
    }

    private void lookAtAll() {
        Map<BoardId, Integer> listed = index.listed(settled.keySet());
        Map<BoardId, Integer> unlike = new HashMap<>(settled);
        unlike.entrySet().removeIf(board -> board.getValue().equals(listed.get(board.getKey())));
        if (!unlike.isEmpty()) {
            settled.putAll(claim(unlike));
        }
    }

    private Map<BoardId, Integer> claim(Map<BoardId, Integer> wanted) {
        Map<BoardId, Integer> claimed = index.claim(wanted, days::expiresMillis);
        claimed.forEach((board, shards) -> {
            if (!shards.equals(wanted.get(board))) {
                notices.sayOnce(
                        "the board " + board + " has " + Counts.of(shards, "shard") + ", which it keeps for its day;"
                                + " the " + wanted.get(board) + " that are wanted here hold from a new day on");
            }
        });
        return claimed;
    }

    /** Whether this is a shard of a board that has others. */
    boolean isOther(BoardId shard) {
        return shard.shard().of() != of(shard.whole());
    }

    void forget(Predicate<BoardId> expired) {
        settled.keySet().removeIf(expired);
    }
}
