package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Finds traders of a board by a part of the id or the name that is shown for them, at any rank, ignoring case
 * and diacritics.
 *
 * <p>It walks the whole board, a page at a time so that Redis serves others between two pages, and then ranks those that
 * it found at one moment. Volumes are those seen during the walk, so a trader who trades meanwhile is ranked by its
 * earlier volume. Traders whose score is no volume are left out.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class TraderSearch {
    private static final int PAGE = 1_000;
    private static final int REPLIES = 3;

    private final RedisConnection redis;
    private final Supplier<TradersDirectory> directory;

    /** @param directory how traders are shown */
    public TraderSearch(RedisConnection redis, Supplier<TradersDirectory> directory) {
        this.redis = redis;
        this.directory = directory;
    }

    /**
     * The rows of the traders whose id or name has the part in it, highest volume first. If interrupted, returns those
     * found so far.
     *
     * @param most how many of them
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws io.tradeboard.redis.RedisRefusedException if the board is of another type
     * @throws UnreadableDirectoryException if the traders directory cannot be read
     */
    public List<Standings.Row> find(BoardId board, String part, int most) {
        TradersDirectory known = directory.get();
        Comparator<Standings.Entry> byVolume = Comparator.comparingLong(Standings.Entry::volume);
        PriorityQueue<Standings.Entry> best = new PriorityQueue<>(byVolume);
        Set<String> found = new HashSet<>();
        List<BoardId> shards = board.shards(new ShardIndex(redis).count(board));
        for (BoardId shard : shards) {
            String cursor = "0";
            do {
                List<?> page = (List<?>) redis.call(Command.ZSCAN, BoardKeys.volumes(shard), cursor, "COUNT", PAGE);
                for (Standings.Entry entry : known.entries(Score.readable(page.get(1)))) {
                    if (entry.isFoundBy(part) && found.add(entry.traderId())) {
                        best.add(entry);
                        if (best.size() > most) {
                            found.remove(best.remove().traderId());
                        }
                    }
                }
                cursor = text(page.get(0));
            } while (!cursor.equals("0") && !Thread.currentThread().isInterrupted());
        }
        return ranked(shards, best.stream().sorted(byVolume.reversed()).toList(), known);
    }

    private List<Standings.Row> ranked(List<BoardId> shards, List<Standings.Entry> entries, TradersDirectory known) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<List<Object>> replies = BoardSnapshot.read(redis, shards, shard -> {
            List<CommandArguments> reads = new ArrayList<>(Exclusion.reads(shard, known));
            entries.forEach(entry -> reads.addAll(places(shard, entry.volume(), known)));
            return reads;
        });
        int own = replies.get(0).size() - REPLIES * entries.size();
        Exclusion excluded = Exclusion.of(
                known, replies.stream().map(shard -> shard.subList(0, own)).toList());
        List<Standings.Row> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            long volume = entries.get(i).volume();
            long higher = -excluded.higher(volume);
            long equal = -excluded.equal(volume);
            List<Standings.Entry> nearest = new ArrayList<>();
            for (List<Object> shard : replies) {
                int at = own + REPLIES * i;
                higher += (Long) checked(shard.get(at));
                equal += (Long) checked(shard.get(at + 1));
                nearest.addAll(known.entries(Score.readable(checked(shard.get(at + 2)))));
            }
            rows.add(Ranking.row(entries.get(i), new Ranking.Place(higher, equal, Ranking.nearest(nearest))));
        }
        return rows;
    }

    private static List<CommandArguments> places(BoardId shard, long volume, TradersDirectory known) {
        String volumes = BoardKeys.volumes(shard);
        String higher = "(" + volume;
        int deep = known.excluded().size() + 1;
        return List.of(
                command(Command.ZCOUNT, volumes, higher, "+inf"),
                command(Command.ZCOUNT, volumes, volume, volume),
                command(Command.ZRANGEBYSCORE, volumes, higher, "+inf", "WITHSCORES", "LIMIT", 0, deep));
    }
}
