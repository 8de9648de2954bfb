package io.tradeboard.bench;

import io.tradeboard.buffer.Sums;
import io.tradeboard.log.RecordCodec;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeRules;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The three places that are written by hand for speed, each beside what a library or the JDK makes of the same trades. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class HandWritten {
    private static final int TRADES = 20_000;
    private static final int TRADERS = 10_000;
    private static final long NOW_MILLIS = 1_795_435_799_251L;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private final Symbols symbols = Symbols.parse(Market.setting(Market.FIVE), 8, true);
    private final TradeRules rules = new TradeRules(symbols);
    private final Identities identities = new Identities("00112233445566778899aabbccddeeff");
    private final FastDecoder usual = new FastDecoder(symbols, identities);
    private final List<byte[]> lines = new ArrayList<>();
    private final List<LoggedTrade> trades = new ArrayList<>();
    private final List<BoardId> boards = new ArrayList<>();
    private final TradeColumns columns = new TradeColumns();
    private final TradeColumns decoded = new TradeColumns();
    private final ByteBuffer records = ByteBuffer.allocate(TRADES * RecordCodec.MAX_BYTES + Long.BYTES);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(TRADES * RecordCodec.MAX_BYTES);

    private record Key(BoardId board, String trader) {}

    @Setup
    public void prepare() throws IOException {
        usual.begin(columns);
        var market = new io.tradeboard.produce.Market(symbols, TRADERS, 1, 7);
        for (int i = 0; i < TRADES; i++) {
            Trade trade = market.next(NOW_MILLIS + i);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            JsonTrades.encode(trade, line);
            lines.add(line.toString(StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8));
            trades.add(LoggedTrade.of(trade, identities));
            BoardId board = new BoardId(trade.symbol(), DAY);
            boards.add(board);
            int row = columns.add();
            usual.put(trade, columns, row);
            columns.assign(row, columns.number(new TradeColumns.Board(board, trade.scale())), false);
        }
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public TradeColumns decodeByHand() {
        usual.begin(decoded);
        for (byte[] line : lines) {
            if (!usual.read(line, 0, line.length, decoded, decoded.add())) {
                throw new IllegalStateException("not read: " + new String(line, StandardCharsets.UTF_8));
            }
        }
        return decoded;
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public void decodeByJackson(Blackhole hole) throws BadTradeException {
        for (byte[] line : lines) {
            hole.consume(LoggedTrade.of(
                    rules.check(JsonTrades.decode(line, 0, line.length), NOW_MILLIS + TRADES), identities));
        }
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public int encodeByHand() {
        return RecordCodec.encode(columns, records.clear()).position();
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public int encodeByDataOutput() throws IOException {
        written.reset();
        DataOutputStream out = new DataOutputStream(written);
        for (LoggedTrade trade : trades) {
            LoggedTrade.Identity identity = trade.identity();
            out.writeByte(identity == null ? 0 : 1);
            out.writeByte(trade.scale());
            out.writeInt((int) DAY.toEpochDay());
            out.writeLong(trade.timestampMillis());
            out.writeLong(trade.quantity());
            out.writeUTF(trade.symbol());
            out.writeUTF(trade.traderId());
            if (identity != null) {
                out.writeLong(identity.high());
                out.writeLong(identity.low());
            }
        }
        return written.size();
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public int sumByHand() {
        Sums sums = new Sums();
        sums.add(columns);
        return sums.size();
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public int sumByHashMap() {
        Map<Key, long[]> sums = new HashMap<>();
        for (int i = 0; i < TRADES; i++) {
            LoggedTrade trade = trades.get(i);
            Key key = new Key(boards.get(i), trade.traderId());
            sums.computeIfAbsent(key, absent -> new long[1])[0] += trade.quantity();
        }
        return sums.size();
    }
}
