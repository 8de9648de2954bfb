package io.tradeboard.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSplitterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a;bc|1@2 a,2@4 bc",
                "a;bc;|1@2 a,2@5 bc",
                ";;a|1@1 ,2@2 ,3@3 a",
                "a#;b#;|1@3 a,2@6 b",
                "#;a#b;c#|1@2 ,2@6 a#b,3@8 c",
                "Zoë;東京;|1@5 Zoë,2@12 東京",
            })
    void howeverATextIsCutItsLinesAndOffsetsAreTheSame(String text, String expected) throws IOException {
        byte[] bytes = text.replace(';', '\n').replace('#', '\r').getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertThat(lines(bytes, first, second)).isEqualTo(expected.replace('#', '\r'));
            }
        }
    }

    @Test
    void aLongLineIsCutWhateverItsPieces() throws IOException {
        int most = LineSplitter.MAX_LINE_BYTES;
        String text = "a".repeat(most) + "\n" + "b".repeat(most + 1) + "\n" + "c".repeat(3 * most) + "\nd";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        String expected = lines(bytes, 0, 0);

        assertThat(expected.replaceAll("([a-c])\\1+", "$1*")).matches("1@\\d+ a\\*,2@\\d+ b\\*!,3@\\d+ c\\*!,4@\\d+ d");
        assertThat(expected).hasSizeBetween(3 * most, 3 * most + 60).endsWith("4@" + bytes.length + " d");
        for (int cut : new int[] {1, most - 1, most, most + 1, 2 * most, 2 * most + 3, 4 * most, 5 * most}) {
            assertThat(lines(bytes, cut, cut + 1)).isEqualTo(expected);
        }
    }

    @Test
    void allOfALongLineIsPassedInPartsBeforeItsStart() throws IOException {
        int most = LineSplitter.MAX_LINE_BYTES;
        String text = "ab\n" + "c".repeat(most) + "\n" + "d".repeat(most + 1) + "\n" + "e".repeat(3 * most) + "\nf\n";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int piece : new int[] {1, 100, most, most + 1, 2 * most, bytes.length}) {
            StringBuilder parts = new StringBuilder();
            LineSplitter.Sink sink = new LineSplitter.Sink() {
                @Override
                public void line(byte[] line, int from, int length, boolean tooLong) {
                    parts.append(tooLong ? "!" : ".");
                }

                @Override
                public void partOfLongLine(byte[] line, int from, int length) {
                    parts.append(new String(line, from, length, StandardCharsets.US_ASCII));
                }
            };
            LineSplitter splitter = new LineSplitter(0, 0);
            for (int from = 0; from < bytes.length; from += piece) {
                int to = Math.min(bytes.length, from + piece);
                splitter.feed(Arrays.copyOfRange(bytes, from, to), to - from, sink);
            }
            assertThat(parts.toString()).isEqualTo(".." + "d".repeat(most + 1) + "!" + "e".repeat(3 * most) + "!.");
        }
    }

    /** Against the library's reader of lines, and each hashed as by itself; with bytes that differ from an end of line in one bit. */
    @Test
    void linesAreThoseOfTheLibrary() throws IOException {
        Random random = new Random(20261123);
        byte[] letters = {'\n', '\n' + 1, '\n' - 1, (byte) ('\n' | 0x80), '\n' ^ 1, 0, 'x', (byte) 0xFF};
        int seen = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            int variety = 2 + random.nextInt(letters.length - 1);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = letters[random.nextInt(random.nextBoolean() ? variety : letters.length)];
            }
            List<String> lines = new ArrayList<>();
            LineSplitter splitter = new LineSplitter(0, 0);
            LineSplitter.Sink sink = (line, from, length, tooLong) -> {
                lines.add(new String(line, from, length, ISO_8859_1));
                byte[] alone = Arrays.copyOfRange(line, from, from + length);
                assertThat(splitter.hash()).isEqualTo(LineHash.of(alone, 0, length));
            };
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(60));
                splitter.feed(Arrays.copyOfRange(bytes, from, to), to - from, sink);
                from = to;
            }
            splitter.finish(sink);
            assertThat(lines)
                    .isEqualTo(new BufferedReader(new StringReader(new String(bytes, ISO_8859_1)))
                            .lines()
                            .toList());
            seen += lines.size();
        }
        assertThat(seen).isGreaterThan(100_000);
    }

    @Test
    void itGoesOnFromAPlaceInTheMiddle() throws IOException {
        LineSplitter splitter = new LineSplitter(100, 7);
        splitter.feed("ab\nc".getBytes(StandardCharsets.US_ASCII), 4, (line, from, length, tooLong) -> {});

        assertThat(splitter.offset()).isEqualTo(103);
        assertThat(splitter.number()).isEqualTo(8);
    }

    /** Feeds the text in three pieces; each line becomes {@code NUMBER@OFFSET TEXT}, with ! where it was cut. */
    private static String lines(byte[] bytes, int first, int second) throws IOException {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(0, 0);
        LineSplitter.Sink sink = (line, from, length, tooLong) -> lines.add(splitter.number() + "@" + splitter.offset()
                + " " + new String(line, from, length, StandardCharsets.UTF_8) + (tooLong ? "!" : ""));
        for (byte[] piece : List.of(
                Arrays.copyOfRange(bytes, 0, first),
                Arrays.copyOfRange(bytes, first, second),
                Arrays.copyOfRange(bytes, second, bytes.length))) {
            splitter.feed(piece, piece.length, sink);
        }
        splitter.finish(sink);
        return String.join(",", lines);
    }
}
