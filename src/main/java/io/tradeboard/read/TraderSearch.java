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
import java.util.PriorityQueue;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Finds traders of a board by a part of their id, wherever they stand, in capital or small letters.
 *
 * <p>It walks the whole board, a page at a time so that Redis serves others between two pages.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class TraderSearch {
    private static final int PAGE = 1_000;

    private final RedisConnection redis;

    /** A trader that was found, and its rank. */
    public record Match(String traderId, int rank) {}

    public TraderSearch(RedisConnection redis) {
        this.redis = redis;
    }

    /**
     * The traders whose id has the part in it, highest volume first. Who is interrupted gets those found so far.
     *
     * @param most how many of them
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public List<Match> find(BoardId board, String part, int most) {
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

    private List<Match> ranked(BoardId board, List<Standings.Entry> entries) {
        List<CommandArguments> counts = entries.stream()
                .map(entry -> command(Command.ZCOUNT, BoardKeys.volumes(board), "(" + entry.volume(), "+inf"))
                .toList();
        List<Object> higher = counts.isEmpty() ? List.of() : redis.pipeline(counts);
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            matches.add(new Match(entries.get(i).traderId(), 1 + ((Long) checked(higher.get(i))).intValue()));
        }
        return matches;
    }
}
