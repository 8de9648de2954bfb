package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
    private static final byte[] TEXT = "ann,BTC,1\nbob,BTC,1\n".repeat(3).getBytes(StandardCharsets.UTF_8);

    /** The JDK's own reader is the oracle of what is in one member. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 65_535, 65_536, 65_537, 1_000_000})
    void whatWasPackedComesOut(int length) throws IOException {
        byte[] random = new byte[length];
        new Random(length).nextBytes(random);
        for (byte[] plain : List.of(random, new byte[length])) {
            byte[] gzip = packed(plain);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                    .isEqualTo(plain);
            assertThat(unpacked(new ByteArrayInputStream(gzip))).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u001f", "\u001fa", "a\u001f\u008b", "plain"})
    void whatIsNotPackedStaysAsItIs(String text) throws IOException {
        byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(unpacked(new ByteArrayInputStream(plain))).isEqualTo(plain);
    }

    @Test
    void membersFollowEachOtherAlsoWhereAPipePausesBetweenTheirBytes() throws IOException {
        byte[] three = joined(packed(TEXT), packed(new byte[0]), packed(TEXT));
        assertThat(unpacked(new ByteArrayInputStream(three))).isEqualTo(joined(TEXT, TEXT));
        assertThat(unpacked(dripping(three))).isEqualTo(joined(TEXT, TEXT));
    }

    @Test
    void everyPartOfAHeaderIsSkipped() throws IOException {
        byte[] plain = packed(TEXT);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(new byte[] {0x1f, (byte) 0x8b, 8, 0b1_1111, 1, 2, 3, 4, 0, 3});
        header.write(new byte[] {2, 1});
        header.write(new byte[258]);
        header.write("trades.csv\0a comment\0".getBytes(StandardCharsets.UTF_8));
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        header.write(new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)});
        header.write(plain, 10, plain.length - 10);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(header.toByteArray())).readAllBytes())
                .isEqualTo(TEXT);
        assertThat(unpacked(dripping(header.toByteArray()))).isEqualTo(TEXT);
    }

    @Test
    void whereverItIsCutOffIsToldAfterAllThatIsThere() throws IOException {
        byte[] two = joined(packed(TEXT), packed(TEXT));
        int border = two.length / 2;
        for (int length = 2; length < two.length; length++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            InputStream in = Gunzip.ifPacked(new ByteArrayInputStream(two, 0, length));
            if (length == border) {
                in.transferTo(out);
            } else {
                assertThatThrownBy(() -> in.transferTo(out))
                        .as("%s bytes", length)
                        .isInstanceOf(ZipException.class)
                        .hasMessage("its gzip data is cut off");
            }
            String text = new String(TEXT, StandardCharsets.UTF_8);
            assertThat(text + text).startsWith(out.toString(StandardCharsets.UTF_8));
            if (length >= border) {
                assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(text);
            }
        }
    }

    @Test
    void aChangedBitThatChangesWhatComesOutIsTold() throws IOException {
        byte[] gzip = packed(TEXT);
        for (int bit = 10 * 8; bit < gzip.length * 8; bit++) {
            byte[] damaged = gzip.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(unpacked(new ByteArrayInputStream(damaged)))
                        .as("bit %s", bit)
                        .isEqualTo(TEXT);
            } catch (ZipException e) {
                assertThat(e).hasMessageContaining("its gzip data is ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "\u001f", "\0rubbish", "\0\0\u001f\u008b"})
    void whatIsBehindTheMembersAndIsNoneIsTold(String rest) throws IOException {
        byte[] gzip = joined(packed(TEXT), rest.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> unpacked(new ByteArrayInputStream(gzip))).isInstanceOf(ZipException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 511, 512, 65_536, 200_000})
    void zerosBehindTheMembersAreTheEnd(int zeros) throws IOException {
        for (byte[] members : List.of(packed(TEXT), joined(packed(TEXT), packed(TEXT)))) {
            byte[] text = unpacked(new ByteArrayInputStream(members));
            byte[] padded = joined(members, new byte[zeros]);
            assertThat(unpacked(new ByteArrayInputStream(padded))).isEqualTo(text);
            assertThat(unpacked(dripping(padded))).isEqualTo(text);
        }
    }

    @Test
    void anotherMethodOrUnknownFlagsAreRefused() throws IOException {
        byte[] method = packed(TEXT);
        method[2] = 7;
        byte[] flags = packed(TEXT);
        flags[3] = 1 << 5;
        for (byte[] gzip : List.of(method, flags)) {
            assertThatThrownBy(() -> unpacked(new ByteArrayInputStream(gzip)))
                    .isInstanceOf(ZipException.class)
                    .hasMessage("its gzip data is of an unknown type");
        }
    }

    static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(InputStream in) throws IOException {
        try (InputStream unpacked = Gunzip.ifPacked(in)) {
            return unpacked.readAllBytes();
        }
    }

    /** Gives one byte at a time, and always says that there is no other yet. */
    private static InputStream dripping(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }
}
