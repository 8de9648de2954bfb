package io.tradeboard.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins version 4 on disk: what was written once is read for ever. */
class GoldenLogTest {
    private static final String WRITER = "000102030405060708090a0b0c0d0e0f";
    private static final String KEY = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
    private static final String HEADER = "74726164656c6f67" // tradelog
            + "00000004" // version
            + WRITER
            + KEY
            + "0000000000000001" // first offset
            + "0000000000000005" // created
            + "e1fc63a2"; // checksum
    private static final String POSITIONS = "00000006" // length
            + "beee14d4" // checksum
            + "02" // positions
            + "000166" // source f
            + "000137"; // position 7
    private static final String RECORDS = "0000001d" // length
            + "19ed9153" // checksum
            + "01" // records
            + "0000000000000001" // first offset
            + "00000002" // count
            + "0000000000000009" // arrival
            + "000166" // source f
            + "000138" // position 8
            + "616263"; // records

    @TempDir
    Path directory;

    @Test
    void versionFourIsReadForEver() throws IOException {
        store(HEADER + POSITIONS + RECORDS);

        assertThat(Logs.read(directory)).isEqualTo(new Logs.Contents(List.of(WRITER + " 1:abc"), Map.of("f", "8")));
    }

    @Test
    void versionFourIsWhatIsWritten() {
        assertThat(hex(Format.header(new Format.Header(WRITER, KEY, 1, 5)))).isEqualTo(HEADER);
        assertThat(hex(Format.frame(Format.POSITIONS, Format.positions(Map.of("f", "7")))))
                .isEqualTo(POSITIONS);
        assertThat(hex(Format.frame(
                        Format.RECORDS, Format.recordsHead(1, 2, 9, new Position("f", "8")), Logs.bytes("abc"))))
                .isEqualTo(RECORDS);
    }

    /** As earlier builds wrote it, whose headers are shorter. */
    @ParameterizedTest
    @CsvSource({"1, 80ba4132", "2, 6ef13c43"})
    void anEarlierVersionIsRefusedAndNotTakenForTheWorkOfACrash(int version, String checksum) throws IOException {
        Path segment = store("74726164656c6f67" + "0000000" + version + WRITER + "0000000000000001" + "0000000000000005"
                + checksum + POSITIONS + RECORDS);

        assertThatThrownBy(() -> Logs.read(directory))
                .isInstanceOf(LogCorruptException.class)
                .hasMessage(segment + ": corrupt at offset 8: log format " + version + " is not supported");
    }

    /** Whatever may come. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, Integer.MAX_VALUE, -1})
    void anotherVersionIsRefusedAndNotGuessed(int version) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(HexFormat.of().parseHex(HEADER)).putInt(8, version);
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, 60);
        header.putInt(60, (int) crc.getValue());
        Path segment = store(HexFormat.of().formatHex(header.array()) + POSITIONS + RECORDS);

        assertThatThrownBy(() -> Logs.read(directory))
                .isInstanceOf(LogCorruptException.class)
                .hasMessage(segment + ": corrupt at offset 8: log format " + version + " is not supported");
    }

    private Path store(String hex) throws IOException {
        return Files.write(
                directory.resolve("00000001-00000000000000000001.log"),
                HexFormat.of().parseHex(hex));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
