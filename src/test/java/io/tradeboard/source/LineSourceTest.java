package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSourceTest {
    private static final String HEADER = "traderId,symbol,quantity\n";

    @TempDir
    Path directory;

    private final Map<String, String> positions = new HashMap<>();

    @Test
    void aFileIsReadOnceAndAgainOnlyWhenAsked() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1\nbob,BTC,1\n");

        assertThat(run(file)).containsExactly("2 ann", "3 bob");
        assertThat(run(file)).isEmpty();
        assertThat(run(Files.move(file, directory.resolve("moved.csv")))).isEmpty();
        try (LineSource again = LineSource.file(directory.resolve("moved.csv"), positions, true)) {
            assertThat(again.startOffset()).isZero();
            assertThat(read(again)).containsExactly("2 ann", "3 bob");
        }
        assertThat(run(directory.resolve("moved.csv"))).isEmpty();
        assertThat(positions).hasSize(1);
    }

    @Test
    void aFileThatGrewIsReadOnFromThereUnderTheSameName() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1\n");
        assertThat(run(file)).containsExactly("2 ann");
        append(file, "bob,BTC,1\n");
        assertThat(run(file)).containsExactly("3 bob");
        append(file, "x,BTC,1\n".repeat(20_000));
        assertThat(run(file)).hasSize(20_000);
        append(file, "carl,BTC,1\n");
        assertThat(run(file)).containsExactly("20004 carl");
        assertThat(positions).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"traderId\":\"bob\",\"symbol\":\"BTC\",\"quantity\":15}\n",
                "{\"traderId\":\"bob\",\"symbol\":\"BTC\",\"quantity\":15}\r\n{\"traderId\":\"eve\"}\n",
            })
    void aLineThatIsStillWrittenWaitsWhereverItIsCut(String rest) throws IOException {
        assertWaits("{\"traderId\":\"ann\",\"symbol\":\"BTC\",\"quantity\":1}\n", rest, "1 ann", "2 bob");
        assertWaits(HEADER, "ann,BTC,1\nbob,BTC,15\n", null, "2 ann");
        assertWaits(HEADER + "ann,BTC,1\n", "bob,BTC,15\n", "2 ann", "3 bob");
        assertWaits(HEADER + "ann,BTC,1\r\n", "bob,BTC,15\r\n", "2 ann", "3 bob");
    }

    private void assertWaits(String before, String rest, @Nullable String first, String second) throws IOException {
        for (int cut = 0; cut <= rest.length(); cut++) {
            positions.clear();
            List<String> lines = new ArrayList<>();
            Path file = write("growing", before + rest.substring(0, cut));
            boolean unfinished = cut > 0 && rest.charAt(cut - 1) != '\n';
            try (LineSource source = LineSource.file(file, positions, false)) {
                lines.addAll(read(source));
                assertThat(source.lastLineWaits()).as("cut at %d", cut).isEqualTo(unfinished);
            }
            append(file, rest.substring(cut));
            lines.addAll(run(file));
            List<String> expected = new ArrayList<>(first == null ? List.of() : List.of(first));
            expected.add(second);
            assertThat(lines).startsWith(expected.toArray(String[]::new)).doesNotHaveDuplicates();
        }
    }

    @Test
    void theLastLineIsTakenWhereItsWriterHasFinishedAndGoesOnWhenItIsEnded() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1");
        assertThat(run(file)).isEmpty();
        LineSource.Reading all = new LineSource.Reading(false, true);
        try (LineSource source = new FileOpening(file, all, message -> {}).open(positions)) {
            assertThat(read(source)).containsExactly("2 ann");
            assertThat(source.lastLineWaits()).isFalse();
        }
        assertThat(run(file)).isEmpty();
        append(file, "\nbob,BTC,1\n");
        assertThat(run(file)).containsExactly("3 bob");
    }

    @Test
    void aLastLineThatGrewAfterItWasTakenIsAChange() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1\neve,BTC,1");
        LineSource.Reading all = new LineSource.Reading(false, true);
        try (LineSource source = new FileOpening(file, all, message -> {}).open(positions)) {
            assertThat(read(source)).containsExactly("2 ann", "3 eve");
        }
        append(file, "2.5\n");
        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("was read up to line 3 and has changed before that");
    }

    @Test
    void anotherFileWithTheSameHeaderIsReadWhole() throws IOException {
        assertThat(run(write("empty.csv", ""))).isEmpty();
        assertThat(run(write("header.csv", HEADER))).isEmpty();
        assertThat(run(write("a.csv", HEADER + "ann,BTC,1\nbob,BTC,1\n"))).containsExactly("2 ann", "3 bob");
        assertThat(run(write("b.csv", HEADER + "carl,BTC,1\ndora,BTC,1\n"))).containsExactly("2 carl", "3 dora");
        assertThat(run(directory.resolve("a.csv"))).isEmpty();
    }

    @Test
    void afterACrashTheSecondHeaderAndAnOpenRecordStillApply() throws IOException {
        String text =
                HEADER + "ann,BTC,1\nsymbol,traderId,quantity\nETH,bob,1\nETH,\"x\nETH,mallory,1\n\",1\nETH,eve,1\n";
        Path file = write("trades.csv", text);
        List<String> expected = run(file);
        assertThat(expected)
                .startsWith("2 ann", "4 bob")
                .endsWith("8 eve")
                .hasSize(6)
                .noneMatch(line -> line.contains("6 mallory"));
        for (int lines = 2; lines < 8; lines++) {
            positions.clear();
            Path start = write(
                    "trades.csv", String.join("\n", List.of(text.split("\n")).subList(0, lines)) + "\n");
            List<String> read = new ArrayList<>(run(start));
            write("trades.csv", text);
            read.addAll(run(file));
            assertThat(read).as("stopped behind line %d", lines).isEqualTo(expected);
        }
    }

    @Test
    void eachLineKnowsThePositionRightAfterIt() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1\nbad\nbob,BTC,1\n");
        List<String> behind = new ArrayList<>();
        try (LineSource source = LineSource.file(file, positions, false)) {
            PollResult polled = source.poll(Duration.ZERO);
            polled.arrivals().forEach(arrival -> behind.add(arrival.place().position()));
            assertThat(polled.position()).isEqualTo(behind.get(2)).startsWith("49 4 ");
            for (String position : behind) {
                positions.put(source.name(), position);
                assertThat(run(file)).hasSize(2 - behind.indexOf(position));
            }
        }
    }

    @Test
    void aLineThatIsTooLongIsAProblemAndTheNextIsRead() throws IOException {
        Path file = write("trades.csv", HEADER + "a".repeat(70_000) + "\nann,BTC,1\n");

        assertThat(run(file)).hasSize(2).last().isEqualTo("3 ann");
    }

    @Test
    void whatIsNotReadableHasNoPositionAndNoTrades() throws IOException {
        Path file = write("trades.json", "[\n{\"traderId\":\"ann\"},\n{\"traderId\":\"bob\"}\n]\n");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> run(file))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessage(file + " is a JSON array, not lines of trades; convert it: jq -c '.[]' " + file
                            + " | tradeboard produce -");
        }
        assertThat(positions).isEmpty();
        byte[] array = Files.readAllBytes(file);
        try (LineSource source = LineSource.pipe(new ByteArrayInputStream(array), LineSource.STDIN)) {
            assertThatThrownBy(() -> read(source)).isInstanceOf(UnreadableInputException.class);
        }
    }

    @Test
    void aPipeHasNoPositionAndItsEndEndsTheLastLine() throws IOException {
        byte[] text = "{\"traderId\":\"ann\"}\n{\"traderId\":\"bob\"}".getBytes(StandardCharsets.UTF_8);
        try (LineSource source = LineSource.pipe(new ByteArrayInputStream(text), LineSource.STDIN)) {
            assertThat(source.name()).isEmpty();
            assertThat(read(source)).containsExactly("1 ann", "2 bob");
            assertThat(source.poll(Duration.ZERO)).isEqualTo(new PollResult(List.of(), "", true));
            assertThat(source.lastLineWaits()).isFalse();
        }
    }

    @Test
    void aBrokenPipeFails() throws IOException {
        try (LineSource source = LineSource.pipe(new PipedInputStream(), LineSource.STDIN)) {
            assertThatThrownBy(() -> read(source))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Pipe not connected");
        }
    }

    @Test
    void aNamedPipeIsReadToItsEndAndHasNoPosition() throws IOException, InterruptedException {
        Path fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        try (LineSource source = LineSource.file(fifo, positions, false)) {
            assertThat(source.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
            Files.write(fifo, (HEADER + "ann,BTC,1\nbob,BTC,2").getBytes(StandardCharsets.UTF_8));
            assertThat(source.name()).isEmpty();
            assertThat(read(source)).containsExactly("2 ann", "3 bob");
        }
    }

    @Test
    void anOpenDescriptorIsReadAsAPipeThoughItMayBeAFile() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1\n");
        try (var open = new java.io.FileInputStream(file.toFile())) {
            Path descriptor;
            try (var all = Files.list(Path.of("/proc/self/fd"))) {
                descriptor = all.filter(fd -> isLinkTo(fd, file)).findFirst().orElseThrow();
            }
            for (Path path : List.of(descriptor, Path.of("/dev/fd").resolve(descriptor.getFileName()))) {
                try (LineSource source = LineSource.file(path, positions, false)) {
                    assertThat(source.name()).isEmpty();
                    assertThat(read(source)).containsExactly("2 ann");
                }
            }
            assertThat(open.read()).isEqualTo('t');
        }
    }

    private static boolean isLinkTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads the file from where the last run stopped, and keeps where this one does. */
    private List<String> run(Path file) throws IOException {
        try (LineSource source = LineSource.file(file, positions, false)) {
            return read(source);
        }
    }

    /** Each arrival as its line number and trader, or its text behind a ! where it was refused. */
    private List<String> read(LineSource source) throws IOException {
        List<String> lines = new ArrayList<>();
        PollResult polled;
        do {
            polled = source.poll(Duration.ofSeconds(5));
            for (InboundTrade arrival : polled.arrivals()) {
                lines.add(arrival.place().label() + " " + Arrivals.trader(arrival, problem -> arrival.text()));
            }
            if (!polled.position().isEmpty()) {
                positions.put(source.name(), polled.position());
            }
        } while (!polled.end());
        return lines;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
