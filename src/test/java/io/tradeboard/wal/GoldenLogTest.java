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

/** Pins version 1 on disk: what was written once is read for ever. */
class GoldenLogTest {
    private static final String HEADER = "74726164656c6f67" // tradelog
            + "00000001" // version
            + "000102030405060708090a0b0c0d0e0f" // writer
            + "0000000000000001" // first sequence
            + "0000000000000005"; // created
    private static final String POSITIONS = "000000060000000002" + "0001" + "66" + "0001" + "37";
    private static final String RECORDS = "0000001d0000000001"
            + "0000000000000001" // first sequence
            + "00000002" // count
            + "0000000000000009" // arrival
            + "000166" // source f
            + "000138" // position 8
            + "616263"; // records

    @TempDir
    Path directory;

    @Test
    void versionOneIsReadForEver() throws IOException {
        store(withHeaderChecksum(HEADER), framed(POSITIONS), framed(RECORDS));

        assertThat(Logs.read(directory))
                .isEqualTo(new Logs.Contents(List.of("000102030405060708090a0b0c0d0e0f 1:abc"), Map.of("f", "8")));
    }

    @Test
    void versionOneIsWhatIsWritten() {
        Format.Header header = new Format.Header("000102030405060708090a0b0c0d0e0f", 1, 5);

        assertThat(Format.header(header)).isEqualTo(withHeaderChecksum(HEADER));
        assertThat(Format.frame(Format.POSITIONS, Format.positions(Map.of("f", "7"))))
                .isEqualTo(framed(POSITIONS));
        assertThat(Format.frame(Format.RECORDS, Format.recordsHead(1, 2, 9, new Position("f", "8")), Logs.bytes("abc")))
                .isEqualTo(framed(RECORDS));
    }

    @Test
    void anotherVersionIsRefusedAndNotGuessed() throws IOException {
        store(withHeaderChecksum(HEADER.replace("6c6f6700000001", "6c6f6700000002")));

        assertThatThrownBy(() -> Logs.read(directory)).hasMessageEndingWith("log format 2 is not known here");
    }

    private void store(ByteBuffer... parts) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(1_000);
        for (ByteBuffer part : parts) {
            all.put(part);
        }
        byte[] bytes = new byte[all.flip().remaining()];
        all.get(bytes);
        Files.write(directory.resolve("00000001-00000000000000000001.log"), bytes);
    }

    private static ByteBuffer withHeaderChecksum(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return ByteBuffer.allocate(bytes.length + 4)
                .put(bytes)
                .putInt((int) crc.getValue())
                .flip();
    }

    /** Fills in the checksum at offset 4, over everything but itself. */
    private static ByteBuffer framed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 4);
        crc.update(bytes, 8, bytes.length - 8);
        return ByteBuffer.wrap(bytes).putInt(4, (int) crc.getValue());
    }
}
