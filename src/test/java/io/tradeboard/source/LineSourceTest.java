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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    }

    @Test
    void aFileThatGrewIsReadOnFromThere() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1\n");
        assertThat(run(file)).containsExactly("2 ann");
        append(file, "bob,BTC,1\n");
        assertThat(run(file)).containsExactly("3 bob");
        append(file, "x,BTC,1\n".repeat(20_000));
        assertThat(run(file)).hasSize(20_000);
        append(file, "carl,BTC,1");
        assertThat(run(file)).containsExactly("20004 carl");
    }

    @Test
    void aLastLineThatGrewAfterItWasCountedIsRefused() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1");
        assertThat(run(file)).containsExactly("2 ann");
        append(file, "2.5\n");
        assertThatThrownBy(() -> run(file)).isInstanceOf(IOException.class).hasMessageContaining("has grown since");
    }

    @Test
    void aLastLineThatWasEndedLaterIsFine() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1");
        assertThat(run(file)).containsExactly("2 ann");
        append(file, "\nbob,BTC,1\n");
        assertThat(run(file)).containsExactly("4 bob");
    }

    @Test
    void aFileThatIsShorterThanWhatWasReadIsRefused() throws IOException {
        Path file = write("trades.csv", HEADER + "x,BTC,1\n".repeat(20_000));
        assertThat(run(file)).hasSize(20_000);
        Files.writeString(file, Files.readString(file).substring(0, 100_000));
        assertThatThrownBy(() -> run(file)).isInstanceOf(IOException.class).hasMessageContaining("is shorter than");
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
    void aHeaderThatCameAfterTheFirstRunIsAHeader() throws IOException {
        Path file = write("trades.csv", "rubbish\n");
        assertThat(run(file)).containsExactly("1 !rubbish");
        append(file, HEADER + "ann,BTC,1\n");
        assertThat(run(file)).containsExactly("3 ann");
    }

    @Test
    void eachLineKnowsThePositionRightAfterIt() throws IOException {
        Path file = write("trades.csv", HEADER + "ann,BTC,1\nbad\nbob,BTC,1\n");
        try (LineSource source = LineSource.file(file, positions, false)) {
            PollResult polled = source.poll(Duration.ZERO);
            assertThat(polled.arrivals())
                    .extracting(arrival -> arrival.place().position())
                    .containsExactly("35 2", "39 3", "49 4");
            assertThat(polled.position()).isEqualTo("49 4");
            positions.put(source.name(), "39 3");
        }
        assertThat(run(file)).containsExactly("4 bob");
    }

    @Test
    void aLineThatIsTooLongIsAProblemAndTheNextIsRead() throws IOException {
        Path file = write("trades.csv", HEADER + "a".repeat(70_000) + "\nann,BTC,1\n");

        assertThat(run(file)).hasSize(2).last().isEqualTo("3 ann");
    }

    @Test
    void aPipeHasNoPosition() throws IOException {
        byte[] text = "{\"traderId\":\"ann\"}\n{\"traderId\":\"bob\"}".getBytes(StandardCharsets.UTF_8);
        try (LineSource source = LineSource.pipe(new ByteArrayInputStream(text), "stdin")) {
            assertThat(source.name()).isEmpty();
            assertThat(read(source)).containsExactly("1 ann", "2 bob");
            assertThat(source.poll(Duration.ZERO)).isEqualTo(new PollResult(List.of(), "", true));
        }
    }

    @Test
    void aBrokenPipeFails() throws IOException {
        try (LineSource source = LineSource.pipe(new PipedInputStream(), "stdin")) {
            assertThatThrownBy(() -> read(source))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Pipe not connected");
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
            positions.put(source.name(), polled.position());
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
