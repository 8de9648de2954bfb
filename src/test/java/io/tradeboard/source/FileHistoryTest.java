package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that come again in another form. Whatever is done to a file, no line counts twice unless its reading is asked for
 * again.
 */
class FileHistoryTest {
    private static final String HEADER = "traderId,symbol,quantity";
    private static final TradeRules RULES = new TradeRules(Symbols.parse("BTC:8", 8, false));

    @TempDir
    Path directory;

    private final Map<String, String> positions = new HashMap<>();
    private final List<String> notices = new ArrayList<>();

    /** What is done to the lines of a file that was read. */
    private enum Change {
        DOS_LINE_ENDS(true) {
            @Override
            byte[] of(List<String> lines) {
                return text(lines).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            }
        },
        BYTE_ORDER_MARK(true) {
            @Override
            byte[] of(List<String> lines) {
                return ("\uFEFF" + text(lines)).getBytes(StandardCharsets.UTF_8);
            }
        },
        BOTH_AND_PACKED(true) {
            @Override
            byte[] of(List<String> lines) throws IOException {
                return GunzipTest.packed(
                        ("\uFEFF" + text(lines).replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
            }
        },
        SORTED(false) {
            @Override
            byte[] of(List<String> lines) {
                List<String> sorted = new ArrayList<>(lines.subList(1, lines.size()));
                sorted.sort(Collections.reverseOrder());
                sorted.add(0, lines.get(0));
                return text(sorted).getBytes(StandardCharsets.UTF_8);
            }
        },
        SORTED_WITH_DOS_LINE_ENDS(false) {
            @Override
            byte[] of(List<String> lines) throws IOException {
                return new String(SORTED.of(lines), StandardCharsets.UTF_8)
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.UTF_8);
            }
        };

        final boolean sameOrder;

        Change(boolean sameOrder) {
            this.sameOrder = sameOrder;
        }

        abstract byte[] of(List<String> lines) throws IOException;

        private static String text(List<String> lines) {
            return String.join("\n", lines) + "\n";
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConvertedFileIsNotCountedAgainUnderWhateverPath(Change change) throws IOException {
        for (int trades : new int[] {2, 3, 10, 40, 5_000}) {
            for (String path : new String[] {"trades.csv", "copy.csv"}) {
                positions.clear();
                List<String> lines = lines(trades, trades);
                run(write("trades.csv", lines));
                Path file = Files.write(directory.resolve(path), change.of(lines));
                if (change.sameOrder) {
                    assertThat(run(file)).as("%d trades", trades).isEmpty();
                } else {
                    assertThatThrownBy(() -> run(file))
                            .as("%d trades", trades)
                            .isInstanceOf(UnreadableInputException.class)
                            .hasMessageContaining("--again");
                }
                assertThat(run(file, true)).hasSize(trades);
                assertThat(run(file)).isEmpty();
            }
        }
    }

    /** A bad line anywhere is mended in place: it counts once, and the others do not count again. */
    @ParameterizedTest
    @CsvSource({"4,1", "4,2", "4,4", "1,1", "5000,1", "5000,2500", "5000,5000"})
    void aBadLineThatIsMendedInPlaceCountsOnceAndTheOthersDoNotAgain(int trades, int bad) throws IOException {
        List<String> good = lines(trades, trades);
        List<String> spoilt = new ArrayList<>(good);
        spoilt.set(bad, good.get(bad) + "x");
        Path file = write("trades.csv", spoilt);
        assertThat(run(file)).hasSize(trades - 1);
        assertThat(run(file)).isEmpty();

        write("trades.csv", good);
        assertThat(run(file)).containsExactly((bad + 1) + " " + good.get(bad).split(",", -1)[0]);
        assertThat(notices).last().asString().contains("rejected then and has changed");
        assertThat(run(file)).isEmpty();
    }

    @Test
    void severalMendedLinesCountOneAfterTheOtherAndWithWhatWasAppended() throws IOException {
        List<String> good = lines(1_000, 3);
        List<String> spoilt = new ArrayList<>(good);
        for (int line : new int[] {1, 17, 500, 999}) {
            spoilt.set(line, "bad " + line);
        }
        Path file = write("trades.csv", spoilt);
        assertThat(run(file)).hasSize(996);

        spoilt.set(17, good.get(17));
        write("trades.csv", spoilt);
        assertThat(run(file)).hasSize(1).first().asString().startsWith("18 ");
        spoilt.set(999, good.get(999));
        spoilt.add("new,BTC,1");
        write("trades.csv", spoilt);
        assertThat(run(file)).hasSize(2).first().asString().startsWith("1000 ");
        write("trades.csv", good);
        assertThatThrownBy(() -> run(file)).isInstanceOf(UnreadableInputException.class);
        good.add("new,BTC,1");
        write("trades.csv", good);
        assertThat(run(file)).hasSize(2);
        assertThat(run(file)).isEmpty();
    }

    @Test
    void aMendedJsonLineCountsToo() throws IOException {
        String first = "{\"traderId\":\"ann\",\"symbol\":\"BTC\",\"quantity\":1}\n";
        String third = "{\"traderId\":\"eve\",\"symbol\":\"BTC\",\"quantity\":3}\n";
        Path file = Files.writeString(directory.resolve("t.ndjson"), first + "{\"traderId\":\"bob\"}\n" + third);
        assertThat(run(file)).containsExactly("1 ann", "3 eve");
        Files.writeString(file, first + "{\"traderId\":\"bob\",\"symbol\":\"BTC\",\"quantity\":2}\n" + third);
        assertThat(run(file)).containsExactly("2 bob");
        assertThat(run(file)).isEmpty();
    }

    /** What the daemon logs while it reads on after the last poll that it knew the rejected lines of. */
    @Test
    void mendedLinesAreRefusedWhereTooManyWere() throws IOException {
        List<String> lines = lines(100, 5);
        List<String> spoilt = new ArrayList<>(lines);
        for (int i = 1; i < 40; i++) {
            spoilt.set(i, "bad" + i);
        }
        Path file = write("trades.csv", spoilt);
        assertThat(run(file)).hasSize(61);
        write("trades.csv", lines);
        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage(file
                        + " was read up to line 101 and has changed before that; put the new lines into another file,"
                        + " or count all of them again with --again");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 30, 5_000})
    void aLineThatWasCountedAndIsChangedInsertedOrDeletedIsRefused(int trades) throws IOException {
        for (String what : new String[] {"changed", "inserted", "deleted", "appended behind a change"}) {
            for (int at : new int[] {1, trades / 2 + 1, trades}) {
                positions.clear();
                List<String> lines = lines(trades, trades);
                Path file = write("trades.csv", lines);
                assertThat(run(file)).hasSize(trades);
                switch (what) {
                    case "changed" -> lines.set(at, "changed,BTC,7");
                    case "inserted" -> lines.add(at, "inserted,BTC,7");
                    case "deleted" -> lines.remove(at);
                    default -> {
                        lines.set(at, "changed,BTC,7");
                        lines.add("appended,BTC,7");
                    }
                }
                write("trades.csv", lines);
                if (what.equals("deleted") && at == trades) {
                    assertThatThrownBy(() -> run(file)).hasMessageContaining("is shorter now");
                } else {
                    assertThatThrownBy(() -> run(file))
                            .as("%s at %d of %d", what, at, trades)
                            .isInstanceOf(UnreadableInputException.class)
                            .hasMessageContaining("--again");
                }
                assertThat(run(file, true)).hasSize(lines.size() - 1);
            }
        }
    }

    /** An export whose newest rows come first, or {@code cat new old}: however many new ones there are. */
    @ParameterizedTest
    @CsvSource({"trades.csv, 3000", "trades.csv, 40000", "all.csv, 3000", "all.csv, 40000"})
    void tradesThatWereCountedAreFoundBehindNewOnes(String name, int more) throws IOException {
        List<String> lines = lines(20_000, 20_000);
        run(write("trades.csv", lines));
        List<String> all = new ArrayList<>(lines(more, more));
        all.addAll(lines.subList(1, lines.size()));
        Path file = write(name, all);

        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("--again");
    }

    /** The bad lines are taken out, or moved, and the file gets another name: the natural ways to mend. */
    @Test
    void aMendedCopyOfAnotherNameIsRefusedToo() throws IOException {
        List<String> lines = lines(50, 9);
        List<String> spoilt = new ArrayList<>(lines);
        spoilt.set(20, "bad");
        run(write("trades.csv", spoilt));
        Path fixed = write("fixed.csv", lines);
        assertThat(run(fixed)).hasSize(1);
        spoilt.remove(20);
        Path cleaned = write("cleaned.csv", spoilt);
        assertThatThrownBy(() -> run(cleaned))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("has the trades of a file of 51 lines that was read before");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1_000})
    void otherTradesUnderTheSamePathAreAnotherFile(int trades) throws IOException {
        for (int day = 0; day < 5; day++) {
            assertThat(run(write("trades.csv", lines(trades, 100 + day)))).hasSize(trades);
        }
    }

    @Test
    void filesThatShareFewLinesAreOtherFiles() throws IOException {
        List<String> first = lines(100, 1);
        List<String> second = lines(100, 2);
        for (int i = 1; i < 40; i++) {
            second.set(i, first.get(i * 2));
        }
        assertThat(run(write("a.csv", first))).hasSize(100);
        assertThat(run(write("b.csv", second))).hasSize(100);
        assertThat(run(write("c.csv", List.of(HEADER, "ann,BTC,1", "bob,BTC,1"))))
                .hasSize(2);
        assertThat(run(write("d.csv", List.of(HEADER, "carl,BTC,1", "ann,BTC,1"))))
                .hasSize(2);
    }

    /** Trades without id and time are often the same: only the same file is the same then. */
    @Test
    void filesOfTheSameFewLinesAreOtherFiles() throws IOException {
        Random random = new Random(3);
        for (int file = 0; file < 5; file++) {
            List<String> lines = new ArrayList<>(List.of(HEADER));
            for (int i = 0; i < 1_000; i++) {
                lines.add("t" + random.nextInt(20) + ",BTC," + (1 + random.nextInt(5)));
            }
            assertThat(run(write(file + ".csv", lines))).hasSize(1_000);
        }
    }

    @Test
    void aFileThatBeginsLikeAnotherGoesOnAndSaysWhereAndWhy() throws IOException {
        run(write("old.csv", List.of(HEADER, "ann,BTC,1", "bob,BTC,1")));
        assertThat(notices).isEmpty();
        Path file = write("new.csv", List.of(HEADER, "ann,BTC,1", "bob,BTC,1", "carl,BTC,1"));

        assertThat(run(file)).containsExactly("4 carl");
        assertThat(notices)
                .containsExactly(file + ": its first 3 lines were read before under another name; resuming at line 4");
    }

    @Test
    void amongManyFilesTheLongestBeginningCounts() throws IOException {
        List<String> lines = lines(50, 4);
        for (int length : new int[] {10, 40, 20}) {
            run(write(length + ".csv", lines.subList(0, length)));
        }
        assertThat(run(write("all.csv", lines))).hasSize(11);
    }

    @Test
    void aPositionIsSmallAndSurvivesTheLog() throws IOException {
        List<String> lines = lines(20_000, 1);
        for (int i = 100; i < 20_000; i += 500) {
            lines.set(i, "bad");
        }
        run(write("trades.csv", lines));
        assertThat(positions).hasSize(1);
        String position = positions.values().iterator().next();
        assertThat(position).hasSizeLessThan(440).matches("\\d+ 20001 [\\w-]+");
        assertThat(FileState.parse(position).text()).isEqualTo(position);
    }

    /** With ids, exports may overlap and lines may change: duplicates are found by their ids, not by their file. */
    @Test
    void linesWithAnIdMayComeAgainInAnotherFileAndInAChangedOne() throws IOException {
        for (boolean json : new boolean[] {false, true}) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(
                        json
                                ? "{\"id\":\"i" + i + "\",\"traderId\":\"t" + i
                                        + "\",\"symbol\":\"BTC\",\"quantity\":1}"
                                : "i" + i + ",t" + i + ",BTC,1");
            }
            List<String> header = json ? List.of() : List.of("id," + HEADER);
            Path file = write("export", joined(header, all.subList(0, 100)));
            assertThat(run(file)).hasSize(100);
            write("export", joined(header, all.subList(10, 120)));
            assertThat(run(file)).hasSize(110);
            assertThat(run(write("other" + json, joined(header, all.subList(50, 150)))))
                    .hasSize(100);
            assertThat(run(file)).isEmpty();
        }
    }

    private static List<String> joined(List<String> header, List<String> lines) {
        List<String> joined = new ArrayList<>(header);
        joined.addAll(lines);
        return joined;
    }

    /** However a file is edited, what counts in two runs is what is in it or fewer, and nothing twice. */
    @Test
    void randomEditsNeverCountALineTwice() throws IOException {
        Random random = new Random(20261126);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            positions.clear();
            List<String> lines = lines(4 + random.nextInt(60), round);
            for (int bad = random.nextInt(3); bad > 0; bad--) {
                lines.set(1 + random.nextInt(lines.size() - 1), "bad" + random.nextInt());
            }
            Map<String, Integer> counted = new LinkedHashMap<>();
            Path file = write("trades.csv", lines);
            run(file).forEach(line -> counted.merge(line.split(" ", -1)[1], 1, Integer::sum));
            for (int edit = random.nextInt(2); edit >= 0; edit--) {
                int at = 1 + random.nextInt(lines.size() - 1);
                switch (random.nextInt(4)) {
                    case 0 -> lines.set(at, "edited" + random.nextInt() + ",BTC,1");
                    case 1 -> lines.add(at, "added" + random.nextInt() + ",BTC,1");
                    case 2 -> lines.remove(at);
                    default -> Collections.swap(lines, at, 1 + random.nextInt(lines.size() - 1));
                }
            }
            write("trades.csv", lines);
            try {
                run(file).forEach(line -> counted.merge(line.split(" ", -1)[1], 1, Integer::sum));
            } catch (UnreadableInputException e) {
                refused++;
            }
            assertThat(counted.values()).as("round %d", round).containsOnly(1);
        }
        assertThat(refused).isGreaterThan(150);
    }

    /** A header, and trades of different traders. */
    private static List<String> lines(int trades, int seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < trades; i++) {
            lines.add("t" + seed + "-" + i + "-" + random.nextInt(1_000_000) + ",BTC," + (1 + random.nextInt(9)));
        }
        return lines;
    }

    private List<String> run(Path file) throws IOException {
        return run(file, false);
    }

    /** Reads a file as the daemon does, with its positions and rejected lines; returns the accepted ones. */
    private List<String> run(Path file, boolean again) throws IOException {
        List<String> accepted = new ArrayList<>();
        LineSource.Reading reading = new LineSource.Reading(again, false);
        try (LineSource source = new FileOpening(file, reading, notices::add).open(positions)) {
            PollResult polled;
            do {
                polled = source.poll(Duration.ZERO);
                for (InboundTrade arrival : polled.arrivals()) {
                    try {
                        accepted.add(arrival.place().label() + " "
                                + RULES.check(arrival.trade(), 0).traderId());
                    } catch (BadTradeException e) {
                        arrival.rejected();
                    }
                }
                if (!polled.position().isEmpty()) {
                    positions.put(source.name(), polled.position());
                }
            } while (!polled.end());
        }
        return accepted;
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(directory.resolve(name), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
