package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * The final standings of past days: the first {@value #ROWS} of each board, kept {@value #KEPT_DAYS} days.
 *
 * <p>{@code tradeboard:{SYMBOL:DAY}:result} is a string, a JSON document; {@code tradeboard:results:DAY} is the set of the
 * symbols of a day, and {@code tradeboard:results} the sorted set of the days. The two are indexes: they are written after
 * the result, and publishing a board again repairs them.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class ResultStore {
    /** How many traders of a board are kept. */
    public static final int ROWS = 100;

    private static final int KEPT_DAYS = 30;
    private static final long KEPT_MILLIS = Duration.ofDays(KEPT_DAYS).toMillis();
    private static final String DAYS = "tradeboard:results";

    private final RedisConnection redis;
    private final Codec codec;
    private final Supplier<TradersDirectory> directory;

    /** Converts standings to text and back. */
    public interface Codec {
        /** The standings as a document. */
        String write(Standings standings) throws IOException;

        /**
         * The standings of a document that {@link #write} made.
         *
         * @throws IOException if the text is not such a document
         */
        Standings parse(String document) throws IOException;
    }

    /** @param directory how traders are shown where results are read; what is published has their raw ids */
    public ResultStore(RedisConnection redis, Codec codec, Supplier<TradersDirectory> directory) {
        this.directory = directory;
        this.redis = redis;
        this.codec = codec;
    }

    /**
     * Keeps the final standings of a board. Doing it again replaces them.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     */
    public void publish(Standings standings) throws IOException {
        BoardId board = standings.board();
        String document = codec.write(standings.top(ROWS));
        long expires = standings.asOf().toEpochMilli() + KEPT_MILLIS;
        long firstKept = board.day().toEpochDay() - KEPT_DAYS;
        List<CommandArguments> writes = List.of(
                command(Command.SET, key(board), document, "PXAT", expires),
                command(Command.SADD, index(board.day()), board.symbol()),
                command(Command.PEXPIREAT, index(board.day()), expires),
                command(Command.ZADD, DAYS, board.day().toEpochDay(), board.day()),
                command(Command.ZREMRANGEBYSCORE, DAYS, "-inf", "(" + firstKept));
        redis.pipeline(writes).forEach(RedisConnection::checked);
    }

    /**
     * The final standings of a board, or null where none are kept. Traders who are excluded now are left out if they
     * are among its rows; below these, they stay in the number of traders and in the volume.
     *
     * @throws IOException if the document is not one that {@link #publish} wrote
     * @throws UnreadableDirectoryException if the traders directory cannot be read
     */
    public @Nullable Standings read(BoardId board) throws IOException {
        Object document =
                redis.pipeline(List.of(command(Command.GET, key(board)))).get(0);
        if (BoardPages.isOfAnotherType(document)) {
            throw new IOException("the result of " + board + " in Redis is not a string");
        }
        return document == null ? null : shown(codec.parse(text(checked(document))), directory.get());
    }

    private static Standings shown(Standings raw, TradersDirectory known) {
        List<Score> scores = new ArrayList<>();
        BigInteger volume = raw.totalVolume();
        for (Standings.Row row : raw.rows()) {
            scores.add(new Score(row.traderId(), Long.toString(row.volume())));
            if (known.isExcluded(row.traderId())) {
                volume = volume.subtract(BigInteger.valueOf(row.volume()));
            }
        }
        List<Standings.Entry> entries = known.entries(scores);
        int left = scores.size() - entries.size();
        int kept = entries.size();
        if (isTiedBeyond(raw.rows())) {
            Score next = scores.get(scores.size() - 1);
            entries.add(new Standings.Entry("", next.volume("")));
        }
        return raw.with(raw.ledger().with(raw.traders() - left, volume.max(BigInteger.ZERO)))
                .with(Ranking.rows(entries, kept));
    }

    /** Whether the last row is tied with a trader who is not among the rows. */
    private static boolean isTiedBeyond(List<Standings.Row> rows) {
        int last = rows.size() - 1;
        return last >= 0
                && rows.get(last).tied()
                && (last == 0 || rows.get(last - 1).volume() != rows.get(last).volume());
    }

    /** The symbols with a result that day, sorted. */
    public Set<String> symbols(LocalDate day) {
        return names(
                redis.pipeline(List.of(command(Command.SMEMBERS, index(day)))).get(0));
    }

    /** The days of which there are results, the latest first. */
    public List<LocalDate> days() {
        Object reply =
                redis.pipeline(List.of(command(Command.ZREVRANGE, DAYS, 0, -1))).get(0);
        List<LocalDate> days = new ArrayList<>();
        names(reply).forEach(day -> days.add(0, LocalDate.parse(day)));
        return days;
    }

    private static Set<String> names(Object reply) {
        Set<String> names = new TreeSet<>();
        if (!BoardPages.isOfAnotherType(reply)) {
            for (Object name : (List<?>) checked(reply)) {
                names.add(text(name));
            }
        }
        return names;
    }

    private static String key(BoardId board) {
        return "tradeboard:{" + board.symbol() + ":" + board.day() + "}:result";
    }

    private static String index(LocalDate day) {
        return DAYS + ":" + day;
    }
}
