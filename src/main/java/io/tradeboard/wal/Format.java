package io.tradeboard.wal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The bytes of headers and frames, as the package's description draws them. */
final class Format {
    static final int HEADER_BYTES = 64;
    static final int PREFIX_BYTES = 9;

    /** Of versions 1 and 2, which are not read, but must not be taken for the work of a crash. */
    private static final int EARLIER_HEADER_BYTES = 48;

    /** Of a frame of records: offset, count, time of arrival, and two lengths of texts. */
    private static final int RECORDS_HEAD_BYTES = 24;

    static final int MAX_PAYLOAD_BYTES = 64 << 20;
    static final byte RECORDS = 1;
    static final byte POSITIONS = 2;

    private static final byte[] MAGIC = "tradelog".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 4;
    private static final int ID_BYTES = 16;

    private Format() {}

    /** What a segment's header says. */
    record Header(String writer, String key, long firstOffset, long createdMillis) {}

    static ByteBuffer header(Header header) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
        bytes.put(MAGIC).putInt(VERSION).put(HexFormat.of().parseHex(header.writer()));
        bytes.put(HexFormat.of().parseHex(header.key()));
        bytes.putLong(header.firstOffset()).putLong(header.createdMillis());
        bytes.putInt(crc(bytes.duplicate().flip()));
        return bytes.flip();
    }

    /**
     * @return null if the bytes are not a whole header
     * @throws LogCorruptException if they are a header of another version
     */
    static @Nullable Header parseHeader(Path path, ByteBuffer bytes) throws LogCorruptException {
        boolean isHeader = isHeader(bytes, HEADER_BYTES);
        if (!isHeader && !isHeader(bytes, EARLIER_HEADER_BYTES)) {
            return null;
        }
        int version = bytes.getInt(MAGIC.length);
        if (!isHeader || version != VERSION) {
            throw new LogCorruptException(path, MAGIC.length, "log format " + version + " is not supported");
        }
        return new Header(hex(bytes, 12), hex(bytes, 28), bytes.getLong(44), bytes.getLong(52));
    }

    private static boolean isHeader(ByteBuffer bytes, int length) {
        return bytes.remaining() >= length
                && bytes.getInt(length - 4) == crc(bytes.slice(0, length - 4))
                && bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    private static String hex(ByteBuffer bytes, int at) {
        byte[] id = new byte[ID_BYTES];
        bytes.get(at, id);
        return HexFormat.of().formatHex(id);
    }

    /** A whole frame around a payload of the given type. */
    static ByteBuffer frame(byte type, ByteBuffer... payload) {
        int length = 0;
        for (ByteBuffer part : payload) {
            length += part.remaining();
        }
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX_BYTES + length);
        bytes.putInt(length).putInt(0).put(type);
        for (ByteBuffer part : payload) {
            bytes.put(part);
        }
        bytes.flip();
        return bytes.putInt(4, frameCrc(bytes));
    }

    static ByteBuffer recordsHead(long firstOffset, int count, long arrivalMillis, Position position) {
        byte[] source = position.source().getBytes(StandardCharsets.UTF_8);
        byte[] value = position.value().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(24 + source.length + value.length);
        bytes.putLong(firstOffset).putInt(count).putLong(arrivalMillis);
        putText(bytes, source);
        putText(bytes, value);
        return bytes.flip();
    }

    static Frame parseRecords(ByteBuffer payload) {
        long firstOffset = payload.getLong();
        int count = payload.getInt();
        long arrivalMillis = payload.getLong();
        Position position = new Position(text(payload), text(payload));
        return new Frame(
                firstOffset, count, arrivalMillis, position, payload.slice().asReadOnlyBuffer());
    }

    static ByteBuffer positions(Map<String, String> positions) {
        int length = 0;
        for (Map.Entry<String, String> entry : positions.entrySet()) {
            length += 4
                    + entry.getKey().getBytes(StandardCharsets.UTF_8).length
                    + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        positions.forEach((source, value) -> {
            putText(bytes, source.getBytes(StandardCharsets.UTF_8));
            putText(bytes, value.getBytes(StandardCharsets.UTF_8));
        });
        return bytes.flip();
    }

    static void parsePositions(ByteBuffer payload, Map<String, String> into) {
        while (payload.hasRemaining()) {
            into.put(text(payload), text(payload));
        }
    }

    /** The length of the payload if a valid frame starts at {@code at}, or a reason why none does. */
    static @Nullable String problem(ByteBuffer bytes, int at) {
        int left = bytes.limit() - at;
        if (left < PREFIX_BYTES) {
            return "frame is cut";
        }
        int length = bytes.getInt(at);
        byte type = bytes.get(at + 8);
        if (type != RECORDS && type != POSITIONS) {
            return "frame has an unknown type";
        }
        if (length < 0 || length > MAX_PAYLOAD_BYTES) {
            return "frame has an invalid length";
        }
        if (length > left - PREFIX_BYTES) {
            return "frame is cut";
        }
        if (bytes.getInt(at + 4) != frameCrc(bytes.slice(at, PREFIX_BYTES + length))) {
            return "checksum does not match";
        }
        ByteBuffer payload = bytes.slice(at + PREFIX_BYTES, length);
        boolean fits = type == RECORDS ? isRecords(payload) : isPositions(payload);
        return fits ? null : "frame has invalid content";
    }

    private static boolean isRecords(ByteBuffer payload) {
        if (payload.remaining() < RECORDS_HEAD_BYTES) {
            return false;
        }
        long firstOffset = payload.getLong();
        int count = payload.getInt();
        payload.getLong();
        return firstOffset >= 0
                && count >= 0
                && firstOffset <= Long.MAX_VALUE - count
                && skipTexts(payload, 2)
                && count <= payload.remaining();
    }

    private static boolean isPositions(ByteBuffer payload) {
        while (payload.hasRemaining()) {
            if (!skipTexts(payload, 2)) {
                return false;
            }
        }
        return true;
    }

    /** Moves past so many texts; false where they are not all there. */
    private static boolean skipTexts(ByteBuffer bytes, int texts) {
        for (int i = 0; i < texts; i++) {
            if (bytes.remaining() < Short.BYTES) {
                return false;
            }
            int length = Short.toUnsignedInt(bytes.getShort());
            if (length > bytes.remaining()) {
                return false;
            }
            bytes.position(bytes.position() + length);
        }
        return true;
    }

    /** The offset of the first record of a valid frame; -1 where it is a frame of another type. */
    static long firstOffset(ByteBuffer bytes, int at) {
        return bytes.get(at + 8) == RECORDS ? bytes.getLong(at + PREFIX_BYTES) : -1;
    }

    private static int frameCrc(ByteBuffer frame) {
        CRC32C crc = new CRC32C();
        crc.update(frame.slice(0, 4));
        crc.update(frame.slice(8, frame.limit() - 8));
        return (int) crc.getValue();
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static void putText(ByteBuffer bytes, byte[] text) {
        bytes.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
