package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.args.Rawable;

class PackedEntryTest {
    private static final long ARRIVAL = 1_795_341_600_000L;
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8,USDC:2,X/Y:0", 8, false);
    private static final StreamPosition BEFORE = new StreamPosition(StreamId.parse("5-0"), 1, 6);
    private static final StreamPosition BEHIND = new StreamPosition(StreamId.parse("5-1"), 1, 7);
    private static final String ANN = "{\"traderId\":\"ann\",\"symbol\":\"BTC\",\"quantity\":\"1\"}";
    private static final String BOB =
            "{\"id\":\"7\",\"timestamp\":1795341600000,\"traderId\":\"bob\",\"symbol\":\"BTC\",\"quantity\":\"1\"}";

    private final TradeRules rules = new TradeRules(SYMBOLS);
    private final Identities identities = new Identities("00112233445566778899aabbccddeeff");

    /** The trade, or why it is none; as the intake reads it. */
    private String read(InboundTrade arrival, FastDecoder fast) {
        try {
            LoggedTrade trade = arrival.read(fast, ARRIVAL);
            if (trade == null) {
                Trade checked = rules.check(arrival.trade(), ARRIVAL);
                fast.learn(checked);
                trade = LoggedTrade.of(checked, identities);
            }
            return trade.toString();
        } catch (BadTradeException e) {
            return e.reason();
        }
    }

    private List<String> readAll(List<InboundTrade> arrivals) {
        FastDecoder fast = new FastDecoder(SYMBOLS, identities);
        return arrivals.stream().map(arrival -> read(arrival, fast)).toList();
    }

    @Test
    void generatedTradesAreTheSamePackedAndSingle() throws IOException {
        Random random = new Random(20261127);
        for (int round = 0; round < 100; round++) {
            List<Trade> trades = new ArrayList<>();
            for (int i = random.nextInt(300); i >= 0; i--) {
                trades.add(trade(random));
            }
            List<InboundTrade> packed = new ArrayList<>();
            List<InboundTrade> single = new ArrayList<>();
            for (int sent = 0; sent < trades.size(); ) {
                StreamEntry.Adding adding = StreamEntry.adding(trades.subList(sent, trades.size()));
                List<byte[]> fields = fields(adding);
                assertThat(adding.trades()).isBetween(1, 100);
                assertThat(PackedEntry.lines(fields)).isEqualTo(adding.trades());
                assertThat(fields.get(1).length).isLessThanOrEqualTo(16 << 10);
                new StreamEntry(BEHIND.id(), BEHIND, fields).addTo(packed, BEFORE);
                sent += adding.trades();
            }
            for (Trade trade : trades) {
                new StreamEntry(BEHIND.id(), BEHIND, fields(StreamEntry.adding(List.of(trade)))).addTo(single, BEFORE);
            }
            assertThat(readAll(packed))
                    .isEqualTo(readAll(single))
                    .isEqualTo(trades.stream()
                            .map(trade -> LoggedTrade.of(trade, identities).toString())
                            .toList());
        }
    }

    private static Trade trade(Random random) {
        return new Trade(
                one(random, "7f1e-" + random.nextInt(1_000), "a\"b\\", "\u00e9", "x".repeat(64)),
                one(random, ARRIVAL - random.nextInt(1_000_000), 999_999_999_999L, 5L),
                one(random, "ann", "bob", "\u6771\u4eac", "a\"b\\c", "y".repeat(128), "x" + random.nextInt(50)),
                "BTC",
                one(random, 1L + random.nextInt(1_000_000_000), 1L, 100_000_000L),
                8);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> T one(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The fields of an entry as they are sent. */
    private static List<byte[]> fields(StreamEntry.Adding adding) {
        List<byte[]> sent = new ArrayList<>();
        for (Rawable part : adding.command()) {
            sent.add(part.getRaw());
        }
        return sent.subList(3, sent.size());
    }

    @Test
    void damagedLinesAreReadAsThoseOfAFile() throws IOException {
        Random random = new Random(20261127);
        for (int round = 0; round < 1_000; round++) {
            StringBuilder text = new StringBuilder(BOB);
            for (int i = random.nextInt(8); i > 0; i--) {
                StringBuilder line = new StringBuilder(one(random, BOB, ANN.replace("{", "{\"id\":\"5\","), " ", ""));
                for (int damage = random.nextInt(3); damage > 0 && !line.isEmpty(); damage--) {
                    int at = random.nextInt(line.length());
                    line.replace(at, at + 1, one(random, "", "\"", "\r", "\n", "\\", "\u00e9", "}", "1", "{"));
                }
                text.append(one(random, "\n", "\r\n")).append(line);
            }
            text.append(one(random, "", "\n", "\r\n", "\n\n"));
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

            List<InboundTrade> packed = unpacked("l", text.toString());
            List<String> labels = new ArrayList<>();
            List<String> ofFile = new ArrayList<>();
            FastDecoder fast = new FastDecoder(SYMBOLS, identities);
            try (LineSource file = LineSource.pipe(new ByteArrayInputStream(bytes), "file")) {
                for (PollResult polled = PollResult.NOTHING; !polled.end(); ) {
                    polled = file.poll(Duration.ofSeconds(5));
                    for (InboundTrade arrival : polled.arrivals()) {
                        labels.add("5-1:" + arrival.place().label() + " " + arrival.text());
                        ofFile.add(read(arrival, fast));
                    }
                }
            }
            assertThat(packed)
                    .extracting(arrival -> arrival.place().label() + " " + arrival.text())
                    .isEqualTo(labels);
            List<String> read = readAll(packed);
            for (int i = 0; i < read.size(); i++) {
                // Damage may take the id away, and a file gives none.
                if (!ofFile.get(i).contains("identity=null")) {
                    assertThat(read.get(i)).as(text.toString()).isEqualTo(ofFile.get(i));
                }
            }
        }
    }

    @Test
    void aLineThatIsTooLongIsRefusedAsInAFile() throws IOException, BadTradeException {
        List<InboundTrade> lines = unpacked("l", "{" + " ".repeat(70_000) + "\n" + ANN);

        assertThat(traders(lines)).containsExactly("!line is longer than 65536 bytes", "ann");
    }

    @Test
    void aLineWithoutAnIdIsGivenOneByEntryPlaceAndContent() throws IOException {
        Set<String> identities = new HashSet<>();
        List<String> twice = readAll(unpacked("l", ANN + "\n" + ANN));
        assertThat(twice).isEqualTo(readAll(unpacked("l", ANN + "\n" + ANN, "note", "x")));
        identities.addAll(twice);
        identities.addAll(readAll(unpacked("l", ANN.replace('1', '2'))));
        List<InboundTrade> other = new ArrayList<>();
        entry("6-1", "l", ANN).addTo(other, BEFORE);
        identities.addAll(readAll(other));

        assertThat(identities).hasSize(4).noneMatch(trade -> trade.contains("identity=null"));
    }

    /** The second time the fast decoder knows the trader and reads it; an empty id is none, as for a single trade. */
    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"id\":\"\",", "{\"id\":null,", "{ "})
    void theIdThatIsGivenIsTheSameHoweverTheLineIsRead(String start) throws IOException {
        List<InboundTrade> lines = unpacked("l", BOB.replace("{\"id\":\"7\",", start));
        FastDecoder fast = new FastDecoder(SYMBOLS, identities);
        String first = read(lines.get(0), fast);

        assertThat(read(lines.get(0), fast)).isEqualTo(first).doesNotContain("identity=null");
        assertThat(lines.get(0).read(fast, ARRIVAL) != null).isEqualTo(start.equals("{"));
    }

    @Test
    void blankLinesCountOnlyForTheNumberOfALine() throws IOException {
        assertThat(unpacked("l", "\n" + ANN + "\r\n  \n" + BOB + "\n\n"))
                .extracting(line -> line.place().label())
                .containsExactly("5-1:2", "5-1:4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timestamp | field \"timestamp\" must be in the lines, not beside them",
                "traderId  | field \"traderId\" must be in the lines, not beside them",
                "Trader_ID | field \"Trader_ID\" must be in the lines, not beside them",
                "l         | field \"l\" is given twice",
            })
    void noLineCountsWhereAFieldBesideThemIsUnclear(String name, String reason) throws IOException {
        List<InboundTrade> lines = unpacked("l", ANN + "\n" + BOB, name, "x");

        assertThat(traders(lines)).startsWith("!" + reason, "!" + reason).containsOnly("!" + reason);
        assertThat(lines).extracting(InboundTrade::text).startsWith(ANN, BOB);
        assertThat(lines).extracting(line -> line.place().label()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "trace", "L", "\u00e9"})
    void otherFieldsAreIgnored(String name) throws IOException {
        assertThat(traders(unpacked(name, "7", "l", ANN))).containsExactly("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\n"})
    void anEntryWithoutALineIsRejectedItself(String lines) throws IOException {
        List<InboundTrade> arrivals = unpacked("l", lines);

        assertThat(traders(arrivals)).containsExactly("!field \"l\" has no line");
        assertThat(arrivals.get(0).place().label()).isEqualTo("5-1");
        assertThat(arrivals.get(0).place().position()).isEqualTo(BEHIND.toString());
    }

    @Test
    void noPositionLiesWithinAnEntry() throws IOException {
        assertThat(unpacked("l", ANN + "\n" + BOB + "\n" + ANN))
                .extracting(line -> line.place().position())
                .containsExactly(BEFORE.toString(), BEFORE.toString(), BEHIND.toString());
    }

    @ParameterizedTest
    @CsvSource({"l, '', 1", "l, a, 1", "l, 'a\nb', 2", "l, 'a\nb\n', 2", "traderId, 'a\nb', 1"})
    void linesAreCounted(String name, String text, int lines) {
        assertThat(PackedEntry.lines(entry("5-1", name, text).namesAndValues())).isEqualTo(lines);
    }

    private static List<InboundTrade> unpacked(String... namesAndValues) throws IOException {
        List<InboundTrade> arrivals = new ArrayList<>();
        entry("5-1", namesAndValues).addTo(arrivals, BEFORE);
        return arrivals;
    }

    private static StreamEntry entry(String id, String... namesAndValues) {
        List<byte[]> fields = new ArrayList<>();
        for (String text : namesAndValues) {
            fields.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return new StreamEntry(StreamId.parse(id), BEHIND, fields);
    }

    private static List<String> traders(List<InboundTrade> arrivals) {
        return arrivals.stream()
                .map(arrival -> Arrivals.trader(arrival, BadTradeException::reason))
                .toList();
    }
}
