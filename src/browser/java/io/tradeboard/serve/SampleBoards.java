package io.tradeboard.serve;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.format.ResultDocument;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisTime;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import redis.clients.jedis.Protocol.Command;

/** Boards with all that pages show: movement, the last hour, days that are over, and names of all kinds. */
final class SampleBoards {
    /** Names that break pages: long, of other scripts, of markup. */
    static final List<String> NAMES = List.of(
            "a-very-long-trader-name-without-any-place-to-break-it-0123456789-0123456789-0123456789",
            "אברהם בן־דוד המסחר הגדול",
            "محمد التاجر",
            "東京トレーダー株式会社第一営業部",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "{{7*7}} ${7*7} '; DROP TABLE--",
            "👩‍👩‍👧‍👦 family 🏳️‍🌈",
            "W".repeat(90),
            "ann",
            "bob",
            "z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍a̴̵̜̰͔ͫ͗͢l̠ͨͧͩ͘g̴o̸");

    private static final String UNITS = "00000000";

    private final RedisConnection redis;
    private final Map<String, Long> offsets = new HashMap<>();

    SampleBoards(RedisConnection redis) {
        this.redis = redis;
    }

    /** Adds to the volume of a trader on today's board of a symbol. */
    void trade(String symbol, String trader, long volume) {
        trade(symbol, Map.of(trader, volume));
    }

    void trade(String symbol, Map<String, Long> volumes) {
        long offset = offsets.merge(symbol, 1L, Long::sum);
        Moves.assertApplied(
                new RedisBoards(redis, Moves.DAYS),
                Moves.WRITER,
                List.of(Moves.move(Moves.today(redis, symbol), offset - 1, offset, volumes)));
    }

    /** Fills boards with all names and an hour behind them, and yesterday's results. */
    void fill() throws IOException {
        Map<String, Long> volumes = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            volumes.put(NAMES.get(i), Long.parseLong((i + 1) * (i + 7) + UNITS) + i);
        }
        trade("BTC", volumes);
        keepHour("BTC");
        trade("ETH", Map.of("ann", 300L, NAMES.get(0), 9_000_000_000_000_000L, NAMES.get(3), 300L));
        trade("A/B", "ann", 5);
        Instant midnight =
                Moves.today(redis, "BTC").day().atStartOfDay(ZoneOffset.UTC).toInstant();
        ResultStore results = new ResultStore(redis, new ResultDocument(), TradersDirectory::none);
        for (int ago = 1; ago <= 3; ago++) {
            Instant end = midnight.minus(Duration.ofDays(ago - 1)).minusMillis(1);
            for (String symbol : List.of("BTC", "ETH", "A/B")) {
                results.publish(winners(symbol, end));
            }
        }
    }

    private static Standings winners(String symbol, Instant end) {
        return Views.standings(
                symbol, end, NAMES.get(0) + "=900000000", NAMES.get(1) + "=800", NAMES.get(5) + "=800", "ann=7");
    }

    /** Lets the present volumes have come in the last hour, most traders from behind. */
    private void keepHour(String symbol) {
        BoardId board = Moves.today(redis, symbol);
        for (int ago = 65; ago > 0; ago -= 5) {
            double gone = ago / 80.0;
            keep(board, ago, volume -> (long) (volume * (1 - gone * (volume % 7) / 6)));
        }
    }

    /** Keeps how a board stood some minutes ago, as {@link io.tradeboard.read.Samples} does. */
    void keep(BoardId board, long minutesAgo, UnaryOperator<Long> then) {
        Map<String, Long> volumes = Moves.volumes(redis, board);
        StringBuilder sample = new StringBuilder().append(volumes.size());
        volumes.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), then.apply(entry.getValue())))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(50)
                .forEach(entry ->
                        sample.append('\n').append(entry.getValue()).append(' ').append(entry.getKey()));
        long minute = RedisTime.of(redis.call(Command.TIME)).toEpochMilli() / 60_000 - minutesAgo;
        redis.call(Command.HSET, BoardKeys.history(board), minute, sample);
    }
}
