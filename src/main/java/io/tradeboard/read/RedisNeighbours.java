package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Finds a trader on a board, with the neighbours: place, rows, ledger and time of one moment.
 *
 * <p>A snapshot cannot use what it reads, so it asks for a window around the place where the trader was just seen,
 * and for what is above the volume that was just seen at the upper edge. If the trader has left the window, or the edge
 * cannot be ranked from what came, it is asked again from there with twice the window; in the end that is the board.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisNeighbours {
    private static final int FIRST_SLACK = 8;

    private final RedisConnection redis;
    private final RedisStandings standings;

    /** @param standings reads from the same connection */
    public RedisNeighbours(RedisConnection redis, RedisStandings standings) {
        this.redis = redis;
        this.standings = standings;
    }

    /** What was seen: where the trader is, the volume of the first row to be shown, and how wide to look around it. */
    private record Guess(int place, long edgeVolume, int slack) {}

    /** The entries from the one that has {@code from} above it; {@code place} is the trader's, also from the top. */
    private record Window(int from, int place, List<Standings.Entry> entries) {}

    /**
     * Reads the trader's row, and up to {@code around} rows above and below it.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Neighbours read(BoardId board, String trader, int around) {
        Object place = redis.pipeline(List.of(command(Command.ZREVRANK, BoardKeys.volumes(board), trader)))
                .get(0);
        if (!BoardPages.isOfAnotherType(place)) {
            checked(place);
        }
        return read(board, trader, around, place instanceof Long seen ? seen.intValue() : 0);
    }

    private Neighbours read(BoardId board, String trader, int around, int seen) {
        Guess guess = new Guess(seen, 0, FIRST_SLACK);
        while (true) {
            int from = Math.max(0, guess.place() - around - guess.slack());
            List<Object> replies = BoardSnapshot.read(redis, board, commands(board, trader, guess, from, around));
            Standings header = standings.empty(board, replies);
            List<Object> found = replies.subList(RedisStandings.HEADER_REPLIES, replies.size());
            if (!header.ledger().exists() || !(checked(found.get(0)) instanceof Long place)) {
                return new Neighbours(header, null);
            }
            Window window;
            try {
                window = new Window(from, place.intValue(), RedisStandings.entries(checked(found.get(1))));
            } catch (UnreadableVolumeException e) {
                return new Neighbours(RedisStandings.unreadable(header, e), null);
            }
            int first = Math.max(0, window.place() - around) - from;
            int own = window.place() - from;
            int end = (int) Math.min(header.traders(), (long) window.place() + around + 1) - from;
            // One more than is shown, to see a tie at the end.
            int needed = (int) Math.min(header.traders(), (long) from + end + 1) - from;
            long edgeVolume = 0;
            if (first >= 0 && needed <= window.entries().size()) {
                edgeVolume = window.entries().get(first).volume();
                Ranking.Above above = above(window, first, guess, found);
                if (above != null) {
                    List<Standings.Row> rows = Ranking.rows(
                            window.entries().subList(first, window.entries().size()), end - first, above);
                    return new Neighbours(header.with(rows), rows.get(own - first));
                }
            }
            guess = new Guess(window.place(), edgeVolume, 2 * guess.slack());
        }
    }

    private static List<CommandArguments> commands(BoardId board, String trader, Guess guess, int from, int around) {
        String volumes = BoardKeys.volumes(board);
        String higher = "(" + guess.edgeVolume();
        List<CommandArguments> commands = new ArrayList<>(RedisStandings.header(board));
        commands.add(command(Command.ZREVRANK, volumes, trader));
        long last = (long) guess.place() + around + guess.slack();
        commands.add(command(Command.ZREVRANGE, volumes, from, last, "WITHSCORES"));
        commands.add(command(Command.ZCOUNT, volumes, higher, "+inf"));
        commands.add(command(Command.ZRANGEBYSCORE, volumes, higher, "+inf", "WITHSCORES", "LIMIT", 0, 1));
        return commands;
    }

    /** What is above the entry at {@code first}, or null if neither the window nor the guess tells. */
    private static Ranking.@Nullable Above above(Window window, int first, Guess guess, List<Object> found) {
        long volume = window.entries().get(first).volume();
        for (int i = first - 1; i >= 0; i--) {
            long higher = window.entries().get(i).volume();
            if (higher > volume) {
                return new Ranking.Above(window.from() + first, window.from() + i + 1, OptionalLong.of(higher));
            }
        }
        if (window.from() == 0) {
            return new Ranking.Above(first, 0, OptionalLong.empty());
        }
        if (volume != guess.edgeVolume()) {
            return null;
        }
        int higher = ((Long) checked(found.get(2))).intValue();
        List<Standings.Entry> nearest = RedisStandings.entries(checked(found.get(3)));
        return new Ranking.Above(
                window.from() + first,
                higher,
                nearest.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(nearest.get(0).volume()));
    }
}
