package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.BoardState;
import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.log.FileLogs;
import io.tradeboard.log.RecordCodec;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Shard;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/** Logs and boards to be audited: what is written goes to the log, what is flushed to the board of BTC as well. */
final class Ground {
    static final TradingDays DAYS = new TradingDays(ZoneOffset.UTC, Duration.ZERO, Duration.ofDays(1));
    static final int SCALE = 2;
    static final int TRADERS_A_PASS = 200_000;

    final RedisConnection redis;
    final RedisBoards boards;
    final long now;
    final BoardId btc;

    Ground(RedisConnection redis) {
        this.redis = redis;
        this.boards = new RedisBoards(redis, DAYS);
        this.now = boards.timeMillis();
        this.btc = new BoardId("BTC", DAYS.dayOf(now));
    }

    /** So many traders with 1, 2, 3, ... units. */
    static Map<String, Long> traders(int count) {
        Map<String, Long> volumes = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
            volumes.put("t" + i, (long) i);
        }
        return volumes;
    }

    /** Writes a log in one go, a frame for each map, and returns its writer. */
    @SafeVarargs
    final String log(Path directory, Map<String, Long>... frames) throws IOException {
        return log(directory, 1 << 20, frames);
    }

    @SafeVarargs
    final String log(Path directory, long segmentBytes, Map<String, Long>... frames) throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), segmentBytes)) {
            for (Map<String, Long> frame : frames) {
                append(writer, "BTC", frame);
            }
            return writer.id();
        }
    }

    void append(LogWriter writer, String symbol, Map<String, Long> frame) throws IOException {
        append(writer, symbol, SCALE, frame);
    }

    void append(LogWriter writer, String symbol, int scale, Map<String, Long> frame) throws IOException {
        TradeColumns records = new TradeColumns();
        BoardId board = new BoardId(symbol, btc.day());
        frame.forEach((trader, units) ->
                Columns.add(new LoggedTrade(trader, symbol, now, units, scale, null), board, false, records));
        ByteBuffer bytes = RecordCodec.encode(records, ByteBuffer.allocate(0));
        writer.append(frame.size(), now, Position.NONE, bytes.flip());
        writer.sync();
    }

    /** Moves volumes onto the board of BTC, a trade for each. */
    void flush(String writer, long from, long to, Map<String, Long> volumes) {
        flush(btc, writer, from, to, volumes);
    }

    void flush(BoardId board, String writer, long from, long to, Map<String, Long> volumes) {
        BoardDelta delta = new BoardDelta(board, SCALE, to - from, now, volumes);
        assertThat(boards.apply(writer, List.of(new BoardUpdate(delta, Mark.at(from), to))))
                .isEqualTo(Map.of(board, new BoardState.Open(Mark.at(to))));
    }

    /** Logs these traders once and flushes them all, each to its shard. */
    void logAndFlush(Path directory, int shards, Map<String, Long> volumes) throws IOException {
        String writer = log(directory, volumes);
        redis.call(Command.HSET, BoardKeys.shards(btc.day()), btc.symbol(), shards);
        for (BoardId shard : btc.shards(shards)) {
            Map<String, Long> own = new LinkedHashMap<>(volumes);
            own.keySet()
                    .removeIf(trader ->
                            Shard.numberOf(trader, shards) != shard.shard().number());
            BoardDelta delta = new BoardDelta(shard, SCALE, own.size(), now, own);
            assertThat(boards.apply(writer, List.of(new BoardUpdate(delta, Mark.ZERO, volumes.size()))))
                    .isEqualTo(Map.of(shard, new BoardState.Open(Mark.at(volumes.size()))));
        }
    }

    /** Logs these traders once and flushes them all. */
    String logAndFlush(Path directory, Map<String, Long> volumes) throws IOException {
        String writer = log(directory, volumes);
        flush(writer, 0, volumes.size(), volumes);
        return writer;
    }

    String key(String part) {
        return "tradeboard:{BTC:" + btc.day() + "}:" + part;
    }

    void increment(String trader, String by) {
        redis.call(Command.ZINCRBY, key("volumes"), by, trader);
    }

    AuditReport audit(Path... logs) throws IOException {
        return auditor(Pace.full(), TRADERS_A_PASS, logs).run(btc.day(), null);
    }

    /** An auditor for whom every daemon runs and every record is young. */
    Auditor auditor(Pace pace, int tradersAPass, Path... logs) {
        Flushes young = new Flushes(Clock.systemUTC(), Duration.ofHours(1), writer -> true);
        return auditor(young, pace, tradersAPass, logs);
    }

    Auditor auditor(Flushes flushes, Pace pace, int tradersAPass, Path... logs) {
        return new Auditor(
                new BoardPages(redis),
                new FileLogs(List.of(logs)),
                DAYS,
                flushes,
                new Limits(pace, Integer.MAX_VALUE, tradersAPass));
    }

    /** An audit of the board of BTC that found nothing wrong. */
    BoardAudit exact(long trades, long traders, long pending) {
        return new BoardAudit(btc, new BoardAudit.Counts(trades, traders, pending, 0), List.of(), List.of(), "", "");
    }

    /** The only board that was audited. */
    BoardAudit only(AuditReport report) {
        assertThat(report.boards()).hasSize(1);
        return report.boards().get(0);
    }
}
