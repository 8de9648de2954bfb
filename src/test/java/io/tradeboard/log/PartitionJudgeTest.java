package io.tradeboard.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.Identities;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradingDays;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionJudgeTest {
    private static final long NOON = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();
    private static final int WINDOW = 50;
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8,ETH:8", 8, false);

    private final List<String> decided = new ArrayList<>();
    private final PartitionJudge judge = judge(decided);

    private record Sent(long offset, long timestampMillis, String value) {}

    private static PartitionJudge judge(List<String> into) {
        TradingDays days = new TradingDays(ZoneOffset.UTC, Duration.ofMinutes(1), Duration.ofDays(1));
        return new PartitionJudge(
                new PartitionJudge.Rules(SYMBOLS, days, WINDOW), new Identities(), new PartitionJudge.Outcome() {
                    @Override
                    public void begin(TradeColumns judged) {}

                    @Override
                    public void counts(TradeColumns judged, int row, long offset) {
                        into.add(
                                offset + " " + judged.board(judged.boardOf(row)).id() + " "
                                        + judged.traders().text(judged.trader(row)) + " " + judged.units(row) + " "
                                        + judged.timestampMillis(row));
                    }

                    @Override
                    public void repeated(long offset) {
                        into.add(offset + " repeated");
                    }

                    @Override
                    public void late(long offset) {
                        into.add(offset + " late");
                    }

                    @Override
                    public void rejected(long offset, int line, String reason, byte[] value) {
                        into.add(offset + ":" + line + " " + reason);
                    }
                });
    }

    /** The sums of a stretch are the same whoever reads it: what heals a board equals what fed it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsDecidedDependsOnTheRecordsWithinTheWindowAlone(long seed) {
        Random random = new Random(seed);
        List<Sent> log = log(random);
        List<String> whole = decide(log, 0, Long.MAX_VALUE, random);
        int unwarmed = 0;
        for (int i = 0; i < 40; i++) {
            long from = random.nextInt(3_000);
            List<String> expected =
                    whole.stream().filter(line -> offset(line) >= from).toList();
            List<String> warmed = decide(log, from - WINDOW, Long.MAX_VALUE, random).stream()
                    .filter(line -> offset(line) >= from)
                    .toList();
            assertThat(warmed).isEqualTo(expected);
            unwarmed += decide(log, from, Long.MAX_VALUE, random).equals(expected) ? 0 : 1;
        }
        // Or this would prove nothing.
        assertThat(unwarmed).isPositive();
    }

    private static long offset(String line) {
        return Long.parseLong(line.replaceFirst("[ :].*", ""));
    }

    private static List<String> decide(List<Sent> log, long from, long to, Random random) {
        List<String> into = new ArrayList<>();
        PartitionJudge judge = judge(into);
        for (Sent record : log) {
            if (record.offset() >= from && record.offset() < to) {
                judge.record(record.offset(), record.timestampMillis(), bytes(record.value()));
                if (random.nextInt(20) == 0) {
                    judge.finish();
                }
            }
        }
        judge.finish();
        // What is rejected is known before its neighbours are.
        into.sort((one, other) -> Long.compare(offset(one), offset(other)));
        return into;
    }

    /** With holes, repeats near and far, several trades in one record, poison, late trades, and a midnight. */
    private static List<Sent> log(Random random) {
        List<Sent> log = new ArrayList<>();
        long offset = 0;
        long millis = NOON + Duration.ofHours(11).toMillis();
        for (int i = 0; i < 2_500; i++) {
            offset += random.nextInt(8) == 0 ? 1 + random.nextInt(5) : 1;
            millis += random.nextInt(4_000);
            StringBuilder value = new StringBuilder();
            for (int line = random.nextInt(10) == 0 ? 5 : 1; line > 0; line--) {
                value.append(random.nextInt(50) == 0 ? "{\"oops\":1}" : trade(random, millis))
                        .append(line > 1 ? "\n" : "");
            }
            log.add(new Sent(offset, millis, value.toString()));
        }
        return log;
    }

    private static String trade(Random random, long millis) {
        String id = random.nextInt(10) == 0 ? "" : "\"id\":\"x" + random.nextInt(150) + "\",";
        String time = random.nextBoolean() ? "" : "\"timestamp\":" + (millis - random.nextInt(7_200_000)) + ",";
        return "{" + id + time + "\"traderId\":\"t" + random.nextInt(3) + "\",\"symbol\":\""
                + (random.nextBoolean() ? "BTC" : "ETH") + "\",\"quantity\":\"" + (1 + random.nextInt(9)) + ".5\"}";
    }

    @Test
    void aTradeWithoutTimestampHasThatOfItsRecord() {
        take(7, NOON, "{\"traderId\":\"zed\",\"symbol\":\"BTC\",\"quantity\":\"1.5\"}");

        assertThat(decided).containsExactly("7 BTC 2026-11-27 zed 150000000 " + NOON);
    }

    @Test
    void aTradeIsLateByTheTimeOfItsRecord() {
        long midnight = Instant.parse("2026-11-28T00:00:00Z").toEpochMilli();
        String trade =
                "{\"traderId\":\"zed\",\"symbol\":\"BTC\",\"quantity\":\"1\",\"timestamp\":" + (midnight - 1) + "}";
        take(1, midnight + 59_999, trade);
        take(2, midnight + 60_000, trade);

        assertThat(decided).containsExactly("1 BTC 2026-11-27 zed 100000000 " + (midnight - 1), "2 late");
    }

    @Test
    void aTradeMayNotBeAheadOfItsRecord() {
        take(
                1,
                NOON,
                "{\"traderId\":\"zed\",\"symbol\":\"BTC\",\"quantity\":\"1\",\"timestamp\":" + (NOON + 300_001) + "}");

        assertThat(decided)
                .singleElement()
                .asString()
                .startsWith("1:1 timestamp ")
                .contains("5 minutes ahead");
    }

    @Test
    void aValueMayBeSeveralLines() {
        String zed = "{\"traderId\":\"zed\",\"symbol\":\"BTC\",\"quantity\":\"1\"}";
        take(1, NOON, zed + "\r\n\n{}\n" + zed.replace("zed", "kestrel") + "\n");

        assertThat(decided)
                .containsExactly(
                        "1:3 traderId is missing",
                        "1 BTC 2026-11-27 zed 100000000 " + NOON,
                        "1 BTC 2026-11-27 kestrel 100000000 " + NOON);
    }

    /** Values lie beside each other in what was fetched. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35\",\"timestamp\":\"2026-11-27T11:59:00.123Z\","
                        + "\"traderId\":\"zed\",\"symbol\":\"BTC\",\"quantity\":\"1.25\"}",
                "{\"symbol\":\"BTC\",\"quantity\":12,\"traderId\":\"zed\",\"id\":\"a\",\"timestamp\":1795780800000}"
            })
    void aValueIsReadNoFurtherThanToItsEnd(String trade) {
        byte[] fetched = (trade + trade).getBytes(StandardCharsets.UTF_8);
        List<String> alone = new ArrayList<>();
        PartitionJudge other = judge(alone);
        for (int end = 0; end <= fetched.length; end++) {
            judge.record(end, NOON, ByteBuffer.wrap(fetched, 0, end).slice());
            other.record(end, NOON, ByteBuffer.wrap(Arrays.copyOf(fetched, end)));
        }
        judge.record(
                1_000,
                NOON,
                ByteBuffer.wrap(fetched, trade.length(), trade.length()).slice());
        other.record(1_000, NOON, bytes(trade));
        judge.finish();
        other.finish();

        assertThat(decided)
                .isEqualTo(alone)
                .filteredOn(line -> line.contains(" BTC "))
                .hasSize(2);
    }

    @Test
    void whatIsNoJsonIsNamed() {
        judge.record(1, NOON, null);
        judge.record(2, NOON, ByteBuffer.allocate(0));
        judge.record(3, NOON, ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 2, 'x'}));
        byte[] glue = new byte[40];
        glue[0] = 3;
        judge.record(4, NOON, ByteBuffer.wrap(glue));
        glue[1] = 5;
        judge.record(5, NOON, ByteBuffer.wrap(glue));
        judge.finish();

        assertThat(decided)
                .containsExactly(
                        "1:1 the record has no value",
                        "2:1 the record has an empty value",
                        "3:1 the value is in the format of Confluent's schema registry (schema 258), not JSON; use a plain"
                                + " JSON or string serializer",
                        "4:1 the value is in the format of the AWS Glue schema registry, not JSON; use a plain JSON or"
                                + " string serializer",
                        "5:1 the value is in the format of the AWS Glue schema registry, not JSON; use a plain JSON or"
                                + " string serializer");
    }

    @Test
    void aLineThatIsTooLongIsRejectedAlone() {
        String zed = "{\"traderId\":\"zed\",\"symbol\":\"BTC\",\"quantity\":\"1\"}";
        take(1, NOON, "{\"note\":\"" + "x".repeat(64 << 10) + "\"}\n" + zed);

        assertThat(decided)
                .containsExactly("1:1 line is longer than 65536 bytes", "1 BTC 2026-11-27 zed 100000000 " + NOON);
    }

    private void take(long offset, long timestampMillis, String value) {
        judge.record(offset, timestampMillis, bytes(value));
        judge.finish();
    }

    private static ByteBuffer bytes(String value) {
        return ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
    }
}
