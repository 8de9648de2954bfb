package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.trade.BoardId;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Finds a trader on a board, with the neighbours: place, rows, ledger and time of one moment.
 *
 * <p>The commands of a snapshot cannot depend on its replies. So it reads a window around the place where the trader
 * was just seen, and what is above the volume that was just seen at the upper edge. If the trader has left the window,
 * or the edge cannot be ranked from the replies, it reads again from there with a window twice as wide, up to the whole
 * board.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisNeighbours {
    private static final int FIRST_SLACK = 8;

    private final RedisStandings standings;

    /** @param standings reads the board, and knows how its traders are shown */
    public RedisNeighbours(RedisStandings standings) {
        this.standings = standings;
    }

    /** What was seen: where the trader is, the volume of the first row to be shown, and how wide to look around it. */
    private record Guess(int place, long edgeVolume, int slack) {}

    /** The entries from the one that has {@code from} above it; {@code place} is the trader's, also from the top. */
    private record Window(int from, int place, List<Standings.Entry> entries) {}

    /**
     * Reads the trader's row, and up to {@code around} rows above and below it.
     *
     * @param trader the id or the name that is shown for it
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Neighbours read(BoardId board, String trader, int around) {
        Guess guess = new Guess(0, 0, FIRST_SLACK);
        while (true) {
            RedisStandings.Head head = look(board, trader, around, guess);
            Standings header = head.standings();
            if (!header.ledger().exists() || !(checked(head.rest().get(0)) instanceof Long place)) {
                return new Neighbours(header, null);
            }
            try {
                Window window = window(head, place.intValue(), from(guess, around, head.known()));
                long edgeVolume = 0;
                if (window != null) {
                    int first = Math.max(0, window.place() - around) - window.from();
                    int own = window.place() - window.from();
                    int end = (int) Math.min(header.traders(), (long) window.place() + around + 1) - window.from();
                    // One more than is shown, to see a tie at the end.
                    int needed = (int) Math.min(header.traders(), (long) window.from() + end + 1) - window.from();
                    if (first >= 0 && needed <= window.entries().size()) {
                        edgeVolume = window.entries().get(first).volume();
                        Ranking.Above above = above(window, first, guess, head);
                        if (above != null) {
                            List<Standings.Row> rows = Ranking.rows(
                                    window.entries()
                                            .subList(first, window.entries().size()),
                                    end - first,
                                    above);
                            return new Neighbours(header.with(rows), rows.get(own - first));
                        }
                    }
                }
                guess = new Guess(place.intValue(), edgeVolume, 2 * guess.slack());
            } catch (UnreadableVolumeException e) {
                return new Neighbours(RedisStandings.unreadable(header, e), null);
            }
        }
    }

    private RedisStandings.Head look(BoardId board, String trader, int around, Guess guess) {
        return standings.head(board, known -> commands(board, known.traderOf(trader), around, guess, known));
    }

    /** The first place to look at. Every excluded trader may be in between, so the window is so much wider. */
    private static int from(Guess guess, int around, TradersDirectory known) {
        return Math.max(
                0, guess.place() - around - guess.slack() - known.excluded().size());
    }

    private static List<CommandArguments> commands(
            BoardId board, String trader, int around, Guess guess, TradersDirectory known) {
        String volumes = BoardKeys.volumes(board);
        String higher = "(" + guess.edgeVolume();
        int excluded = known.excluded().size();
        long last = (long) guess.place() + around + guess.slack() + excluded;
        return List.of(
                command(Command.ZREVRANK, volumes, trader),
                command(Command.ZREVRANGE, volumes, from(guess, around, known), last, "WITHSCORES"),
                command(Command.ZCOUNT, volumes, higher, "+inf"),
                command(Command.ZRANGEBYSCORE, volumes, higher, "+inf", "WITHSCORES", "LIMIT", 0, excluded + 1));
    }

    /** What is left of the window without those who are excluded; null where the trader is not in it. */
    private static @Nullable Window window(RedisStandings.Head head, int place, int from) {
        List<Score> scores = Score.list(checked(head.rest().get(1)));
        if (place < from || place >= from + scores.size()) {
            return null;
        }
        TradersDirectory known = head.known();
        int above = from - head.excluded().above(scores.get(0), known);
        int between = (int) scores.subList(0, place - from).stream()
                .filter(score -> !known.isExcluded(score.trader()))
                .count();
        return new Window(above, above + between, known.entries(scores));
    }

    /** What is above the entry at {@code first}, or null if neither the window nor the guess has it. */
    private static Ranking.@Nullable Above above(Window window, int first, Guess guess, RedisStandings.Head head) {
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
        int higher = ((Long) checked(head.rest().get(2))).intValue()
                - head.excluded().higher(volume);
        List<Standings.Entry> nearest =
                head.known().entries(Score.list(checked(head.rest().get(3))));
        return new Ranking.Above(window.from() + first, higher, Ranking.nearest(nearest));
    }
}
