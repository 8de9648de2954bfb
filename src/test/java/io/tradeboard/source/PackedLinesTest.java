package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines compressed with gzip are the same lines, at the same positions. */
class PackedLinesTest {
    private static final String HEADER = "traderId,symbol,quantity\n";

    @TempDir
    Path directory;

    private final Map<String, String> positions = new HashMap<>();
    private final List<String> read = new ArrayList<>();

    @Test
    void aPackedFileIsReadOnceAlsoWhenItWasReadUnpackedOrIsPackedAnew() throws IOException {
        Path plain = Files.writeString(directory.resolve("trades.csv"), HEADER + "ann,BTC,1\nbob,BTC,1\n");
        run(plain);
        Path packed = write("trades.csv.gz", Files.readString(plain));
        run(packed);
        assertThat(read).containsExactly("2 ann", "3 bob");

        read.clear();
        run(append(write("anew.gz", HEADER + "ann,BTC,1\n"), "bob,BTC,1\ncarl,BTC,1\n"));
        assertThat(read).containsExactly("4 carl");
    }

    @Test
    void aPackedFileThatGrewIsReadOnFromThere() throws IOException {
        Path file = write("trades.csv.gz", HEADER + "ann,BTC,1\n");
        run(file);
        run(append(file, "bob,BTC,1\n"));
        run(append(file, "x,BTC,1\n".repeat(20_000)));
        run(append(file, "carl,BTC,1"));
        run(append(file, "2.5\n"));

        assertThat(read).hasSize(20_003).startsWith("2 ann", "3 bob", "4 x").endsWith("20004 carl");
    }

    @Test
    void aPackedFileThatHoldsLessThanWasReadIsRefusedThoughItIsLarger() throws IOException {
        String lines = HEADER + "x,BTC,1\n".repeat(20_000);
        Path file = write("trades.csv.gz", lines);
        run(file);
        long size = Files.size(file);
        Files.writeString(file, lines.substring(0, 100_000));

        assertThat(Files.size(file)).isGreaterThan(size);
        assertThatThrownBy(() -> run(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("is shorter now");
    }

    /** Cut everywhere in the second half: what is before is read, the cut is reported, and the whole file goes on. */
    @Test
    void aPackedFileThatWasCutOffGoesOnWhenItIsWhole() throws IOException {
        StringBuilder lines = new StringBuilder(HEADER);
        List<String> expected = new ArrayList<>();
        for (int i = 2; i < 3_000; i++) {
            lines.append("t").append(i * 7919L % 100_003).append(",BTC,1\n");
            expected.add(i + " t" + i * 7919L % 100_003);
        }
        Path file = write("trades.csv.gz", lines.toString());
        byte[] whole = Files.readAllBytes(file);
        for (int cut = whole.length / 2; cut < whole.length; cut += 97) {
            read.clear();
            positions.clear();
            Files.write(file, Arrays.copyOf(whole, cut));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> run(file))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(file + ": its gzip data is cut off; ");
            }
            assertThat(read).isNotEmpty();
            Files.write(file, whole);
            run(file);
            assertThat(read).isEqualTo(expected);
        }
    }

    @Test
    void aBombIsOneLineThatIsTooLong() throws IOException {
        Path file = directory.resolve("bomb.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + "ann,BTC,1\n").getBytes(StandardCharsets.UTF_8));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
            out.write("\nbob,BTC,1\n".getBytes(StandardCharsets.UTF_8));
        }
        run(file);

        assertThat(read).hasSize(3).startsWith("2 ann").endsWith("4 bob");
        assertThat(read.get(1)).hasSizeLessThan(LineSplitter.MAX_LINE_BYTES + 10);
    }

    @Test
    void howFarAPackedFileIsReadIsToldInBytesOfTheDisk() throws IOException {
        Path file = write("trades.csv.gz", HEADER + "x,BTC,1\n".repeat(200_000));
        try (LineSource source = LineSource.file(file, positions, false)) {
            source.poll(Duration.ZERO);
            assertThat(source.size()).isEqualTo(Files.size(file)).isLessThan(100_000);
            assertThat(source.bytesRead()).isBetween(1L, source.size());
            drain(source);
            assertThat(source.bytesRead()).isEqualTo(source.size());
        }
    }

    @Test
    void aPackedPipeIsUnpackedAndItsCutIsToldAfterWhatIsThere() throws IOException {
        byte[] packed = Files.readAllBytes(append(write("trades.csv.gz", HEADER + "ann,BTC,1\n"), "bob,BTC,1\n"));
        try (LineSource source = LineSource.pipe(new ByteArrayInputStream(packed), "stdin")) {
            drain(source);
        }
        assertThat(read).containsExactly("2 ann", "3 bob");

        read.clear();
        byte[] cut = Arrays.copyOf(packed, packed.length - 1);
        try (LineSource source = LineSource.pipe(new ByteArrayInputStream(cut), "stdin")) {
            assertThatThrownBy(() -> drain(source)).hasMessageStartingWith("stdin: its gzip data is cut off");
        }
        assertThat(read).containsExactly("2 ann", "3 bob");
    }

    private void run(Path file) throws IOException {
        try (LineSource source = LineSource.file(file, positions, false)) {
            drain(source);
        }
    }

    private void drain(LineSource source) throws IOException {
        PollResult polled;
        do {
            polled = source.poll(Duration.ofSeconds(5));
            for (InboundTrade arrival : polled.arrivals()) {
                read.add(arrival.place().label() + " " + Arrivals.trader(arrival, problem -> arrival.text()));
            }
            if (!polled.position().isEmpty()) {
                positions.put(source.name(), polled.position());
            }
        } while (!polled.end());
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), GunzipTest.packed(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path append(Path file, String text) throws IOException {
        return Files.write(file, GunzipTest.packed(text.getBytes(StandardCharsets.UTF_8)), StandardOpenOption.APPEND);
    }
}
