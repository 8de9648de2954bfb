package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Finds traders of a board by a part of their id, wherever they stand, in capital or small letters.
 *
 * <p>It walks the whole board, a page at a time so that Redis serves others between two pages, and then ranks those that
 * it found at one moment. Their volumes are of the walk, so a trader who trades meanwhile is ranked as it was.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class TraderSearch {
    private static final int PAGE = 1_000;
    private static final int REPLIES = 3;

    private final RedisConnection redis;

    public TraderSearch(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * The rows of the traders whose id has the part in it, highest volume first. Who is interrupted gets those found so
     * far.
     *
     * @param most how many of them
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws io.tradeboard.redis.RedisRefusedException if the board is of another type
     */
    public List<Standings.Row> find(BoardId board, String part, int most) {
        String wanted = part.toLowerCase(Locale.ROOT);
        Comparator<Standings.Entry> byVolume = Comparator.comparingLong(Standings.Entry::volume);
        PriorityQueue<Standings.Entry> best = new PriorityQueue<>(byVolume);
        Set<String> found = new HashSet<>();
        String cursor = "0";
        do {
            List<?> page = (List<?>) redis.call(Command.ZSCAN, BoardKeys.volumes(board), cursor, "COUNT", PAGE);
            for (Standings.Entry entry : RedisStandings.entries(page.get(1))) {
                if (entry.traderId().toLowerCase(Locale.ROOT).contains(wanted) && found.add(entry.traderId())) {
                    best.add(entry);
                    if (best.size() > most) {
                        found.remove(best.remove().traderId());
                    }
                }
            }
            cursor = text(page.get(0));
        } while (!cursor.equals("0") && !Thread.currentThread().isInterrupted());
        return ranked(board, best.stream().sorted(byVolume.reversed()).toList());
    }

    private List<Standings.Row> ranked(BoardId board, List<Standings.Entry> entries) {
        String volumes = BoardKeys.volumes(board);
        List<CommandArguments> reads = new ArrayList<>();
        for (Standings.Entry entry : entries) {
            String higher = "(" + entry.volume();
            reads.add(command(Command.ZCOUNT, volumes, higher, "+inf"));
            reads.add(command(Command.ZCOUNT, volumes, entry.volume(), entry.volume()));
            reads.add(command(Command.ZRANGEBYSCORE, volumes, higher, "+inf", "WITHSCORES", "LIMIT", 0, 1));
        }
        List<Object> replies = reads.isEmpty() ? List.of() : BoardSnapshot.read(redis, board, reads);
        List<Standings.Row> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            long higher = (Long) checked(replies.get(REPLIES * i));
            long equal = (Long) checked(replies.get(REPLIES * i + 1));
            List<Standings.Entry> nearest = RedisStandings.entries(checked(replies.get(REPLIES * i + 2)));
            rows.add(Ranking.row(
                    entries.get(i),
                    new Ranking.Place(
                            higher,
                            equal,
                            nearest.isEmpty()
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(nearest.get(0).volume()))));
        }
        return rows;
    }
}
