package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Shard;
import java.util.ArrayList;
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
 * board. Of a board with several shards it reads such a window of each, around the place where the trader would stand there,
 * and merges them as far as they reach.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class RedisNeighbours {
    private static final int FIRST_SLACK = 8;

    /** A score above every other. */
    private static final String NOWHERE = "+inf";

    private final RedisStandings standings;

    /** @param standings reads the board, and knows how its traders are shown */
    public RedisNeighbours(RedisStandings standings) {
        this.standings = standings;
    }

    /**
     * What was seen.
     *
     * @param places where the trader is in each shard, or would be; none where that is not known
     * @param volume its score, as Redis wrote it
     * @param edgeVolume the volume of the first row to be shown
     * @param slack how wide to look around it
     */
    private record Guess(List<Long> places, String volume, long edgeVolume, int slack) {
        /** The first place of a shard to look at. Every excluded trader may be in between, so the window is so much wider. */
        long from(BoardId shard, int around, TradersDirectory known) {
            return Math.max(0, place(shard) - margin(around, known));
        }

        long last(BoardId shard, int around, TradersDirectory known) {
            return place(shard) + margin(around, known);
        }

        private long place(BoardId shard) {
            return places.size() == shard.shard().of()
                    ? places.get(shard.shard().number())
                    : 0;
        }

        private long margin(int around, TradersDirectory known) {
            return (long) around + slack + known.excluded().size();
        }
    }

    /** The entries from the one that has {@code from} above it; {@code place} is the trader's, also from the top. */
    private record Window(int from, int place, List<Standings.Entry> entries) {}

    /**
     * Reads the trader's row, and up to {@code around} rows above and below it.
     *
     * @param trader the id or the name that is shown for it
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public Neighbours read(BoardId board, String trader, int around) {
        Guess guess = new Guess(List.of(), NOWHERE, 0, FIRST_SLACK);
        while (true) {
            RedisStandings.Head head = look(board, trader, around, guess);
            Standings header = head.standings();
            if (!header.ledger().exists()) {
                return new Neighbours(header, null);
            }
            ShardWindows windows = windows(board, trader, around, guess, head);
            if (windows == null) {
                return new Neighbours(header, null);
            }
            try {
                Window window = window(head, windows);
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
                guess = new Guess(windows.places(), windows.volume(), edgeVolume, 2 * guess.slack());
            } catch (UnreadableVolumeException e) {
                return new Neighbours(RedisStandings.unreadable(header, e), null);
            }
        }
    }

    private RedisStandings.Head look(BoardId board, String trader, int around, Guess guess) {
        return standings.head(board, (shard, known) -> commands(shard, known.traderOf(trader), around, guess, known));
    }

    private static List<CommandArguments> commands(
            BoardId shard, String trader, int around, Guess guess, TradersDirectory known) {
        String volumes = BoardKeys.volumes(shard);
        String higher = "(" + guess.edgeVolume();
        return List.of(
                command(Command.ZREVRANK, volumes, trader),
                command(
                        Command.ZREVRANGE,
                        volumes,
                        guess.from(shard, around, known),
                        guess.last(shard, around, known),
                        "WITHSCORES"),
                command(Command.ZCOUNT, volumes, higher, "+inf"),
                command(
                        Command.ZRANGEBYSCORE,
                        volumes,
                        higher,
                        "+inf",
                        "WITHSCORES",
                        "LIMIT",
                        0,
                        known.excluded().size() + 1),
                command(Command.ZSCORE, volumes, trader),
                command(Command.ZCOUNT, volumes, "(" + guess.volume(), "+inf"));
    }

    /** What was read of each shard; null where the trader is on none. */
    private static @Nullable ShardWindows windows(
            BoardId board, String trader, int around, Guess guess, RedisStandings.Head head) {
        String id = head.known().traderOf(trader);
        int of = head.rest().size();
        List<Object> own = head.rest().get(Shard.numberOf(id, of));
        if (!(checked(own.get(0)) instanceof Long place)) {
            return null;
        }
        List<ShardWindows.Part> parts = new ArrayList<>();
        for (BoardId shard : board.shards(of)) {
            List<Object> replies = head.rest().get(shard.shard().number());
            long from = guess.from(shard, around, head.known());
            List<Score> scores = Score.list(checked(replies.get(1)));
            boolean toTheEnd = scores.size() <= guess.last(shard, around, head.known()) - from;
            parts.add(new ShardWindows.Part(from, scores, toTheEnd, (Long) checked(replies.get(5))));
        }
        String volume = text(own.get(4));
        return new ShardWindows(
                parts, Shard.numberOf(id, of), place, new Score(id, volume), volume.equals(guess.volume()));
    }

    /** What is left of the windows without those who are excluded; null where the trader is not in them. */
    private static @Nullable Window window(RedisStandings.Head head, ShardWindows windows) {
        if (!windows.haveTrader()) {
            return null;
        }
        TradersDirectory known = head.known();
        List<Score> scores = windows.scores();
        int from = Math.toIntExact(windows.from());
        int place = Math.toIntExact(windows.place());
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
        long higher = -head.excluded().higher(volume);
        List<Standings.Entry> nearest = new ArrayList<>();
        for (List<Object> replies : head.rest()) {
            higher += (Long) checked(replies.get(2));
            nearest.addAll(head.known().entries(Score.list(checked(replies.get(3)))));
        }
        return new Ranking.Above(window.from() + first, (int) higher, Ranking.nearest(nearest));
    }
}
