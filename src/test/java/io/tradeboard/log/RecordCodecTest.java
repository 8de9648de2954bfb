package io.tradeboard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradeColumns;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
    private static final int[] LETTERS = {'a', 'Z', '~', 0x7F, 0x80, 0xE9, 0x6771, 0x1F40B};

    /** Pins the bytes: what was written once is read for ever. */
    @Test
    void aRecordIsReadForEver() {
        LoggedTrade trade = new LoggedTrade("Zoë", "BTC", 9, 5, 8, new LoggedTrade.Identity(1, 2));
        String hex = "03" // with identity, late
                + "08" // scale
                + "00005134" // day 20,788
                + "0000000000000009" // timestamp
                + "0000000000000005" // quantity
                + "03425443" // BTC
                + "045a6fc3ab" // Zoë
                + "00000000000000010000000000000002"; // identity
        LocalDate day = LocalDate.of(2026, 12, 1);

        assertThat(HexFormat.of().formatHex(encoded(trade, day, true))).isEqualTo(hex);
        assertThat(decoded(new RecordCodec(), HexFormat.of().parseHex(hex)))
                .isEqualTo(new Record(trade, new BoardId("BTC", day), true));
    }

    /** Against the library's writer of numbers, and back, with one codec for all. */
    @Test
    void recordsAreThoseThatTheLibraryWrites() throws IOException {
        Random random = new Random(20261123);
        RecordCodec codec = new RecordCodec();
        for (int i = 0; i < 100_000; i++) {
            LoggedTrade trade = trade(random);
            LocalDate day = LocalDate.ofEpochDay(random.nextInt() >> random.nextInt(32));
            boolean late = random.nextBoolean();
            byte[] record = encoded(trade, day, late);

            assertThat(record).as("record of %s", trade).isEqualTo(written(trade, day, late));
            assertThat(decoded(codec, record)).isEqualTo(new Record(trade, new BoardId(trade.symbol(), day), late));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 20_780, -719_528, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anyDayIsKept(long epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        byte[] record = encoded(new LoggedTrade("ann", "BTC", 1, 1, 8, null), day, false);

        assertThat(decoded(new RecordCodec(), record).board()).isEqualTo(new BoardId("BTC", day));
    }

    @Test
    void aDayThatDoesNotFitIsNotCut() {
        LocalDate day = LocalDate.ofEpochDay(1L + Integer.MAX_VALUE);
        assertThatThrownBy(() -> encoded(new LoggedTrade("ann", "BTC", 1, 1, 8, null), day, false))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void theLargestRecordFits() {
        LoggedTrade trade =
                new LoggedTrade("東".repeat(42) + "ab", "S".repeat(32), 1, 1, 15, new LoggedTrade.Identity(1, 2));
        byte[] record = encoded(trade, LocalDate.EPOCH, true);

        assertThat(record).hasSizeLessThanOrEqualTo(RecordCodec.MAX_BYTES);
        assertThat(decoded(new RecordCodec(), record).trade()).isEqualTo(trade);
    }

    /** Boards are remembered by a hash; two with the same one must not be taken for each other. */
    @Test
    void boardsThatShareAHashAreKeptApart() {
        RecordCodec codec = new RecordCodec();
        List<BoardId> boards = new ArrayList<>();
        for (int i = 0; i < 4_096; i++) {
            String symbol = Integer.toBinaryString(i | 1 << 12)
                    .substring(1)
                    .replace("0", "Aa")
                    .replace("1", "BB");
            boards.add(new BoardId(symbol, LocalDate.EPOCH.plusDays(i % 3 * 1_024L)));
        }
        for (int round = 0; round < 2; round++) {
            for (BoardId board : boards) {
                byte[] record = encoded(new LoggedTrade("ann", board.symbol(), 1, 1, 8, null), board.day(), false);
                assertThat(decoded(codec, record).board()).isEqualTo(board);
            }
        }
    }

    /** Many records of many boards and traders, with any of them left out at the begin and at the end. */
    @Test
    void anyStretchOfAFrameIsRead() {
        Random random = new Random(20261128);
        RecordCodec codec = new RecordCodec();
        for (int round = 0; round < 300; round++) {
            TradeColumns all = new TradeColumns();
            List<Record> expected = new ArrayList<>();
            for (int left = random.nextInt(100); left >= 0; left--) {
                LoggedTrade trade = trade(random);
                BoardId board = new BoardId(trade.symbol(), LocalDate.EPOCH.plusDays(random.nextInt(3)));
                boolean late = random.nextBoolean();
                Columns.add(trade, board, late, all);
                expected.add(new Record(trade, board, late));
            }
            ByteBuffer bytes = RecordCodec.encode(all, ByteBuffer.allocate(0)).flip();
            int skip = random.nextInt(all.size() + 1);
            int count = random.nextInt(all.size() - skip + 1);
            TradeColumns some = new TradeColumns();
            codec.decode(bytes.asReadOnlyBuffer(), skip, count, some);

            assertThat(records(some)).isEqualTo(expected.subList(skip, skip + count));
        }
    }

    private static byte[] encoded(LoggedTrade trade, LocalDate day, boolean late) {
        ByteBuffer bytes =
                RecordCodec.encode(Columns.of(trade, new BoardId(trade.symbol(), day), late), ByteBuffer.allocate(0));
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Record decoded(RecordCodec codec, byte[] record) {
        TradeColumns columns = new TradeColumns();
        codec.decode(ByteBuffer.wrap(record), 0, 1, columns);
        return records(columns).get(0);
    }

    private static List<Record> records(TradeColumns columns) {
        List<Record> records = new ArrayList<>();
        RecordLog.EachRecord each = (offset, arrivalMillis, record) -> records.add(record);
        try {
            each.records(0, 0, columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private static LoggedTrade trade(Random random) {
        StringBuilder trader = new StringBuilder();
        int letters = 1 + random.nextInt(LETTERS.length);
        for (int left = 1 + random.nextInt(32); left > 0; left--) {
            trader.appendCodePoint(LETTERS[random.nextInt(letters)]);
        }
        return new LoggedTrade(
                trader.toString(),
                "SYMBOL".repeat(6).substring(0, 1 + random.nextInt(32)),
                random.nextLong(),
                random.nextLong() >>> random.nextInt(64),
                random.nextInt(19),
                random.nextBoolean() ? new LoggedTrade.Identity(random.nextLong(), random.nextLong()) : null);
    }

    private static byte[] written(LoggedTrade trade, LocalDate day, boolean late) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        LoggedTrade.Identity identity = trade.identity();
        out.writeByte((identity == null ? 0 : 1) + (late ? 2 : 0));
        out.writeByte(trade.scale());
        out.writeInt((int) day.toEpochDay());
        out.writeLong(trade.timestampMillis());
        out.writeLong(trade.quantity());
        for (String text : new String[] {trade.symbol(), trade.traderId()}) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeByte(utf8.length);
            out.write(utf8);
        }
        if (identity != null) {
            out.writeLong(identity.high());
            out.writeLong(identity.low());
        }
        return bytes.toByteArray();
    }
}
