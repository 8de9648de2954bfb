package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.SipHash;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What a log directory holds, read after the description of its format and with none of the program's code. It may be
 * read while the program writes.
 */
final class LoggedTrades {
    private static final int HEADER = 64;
    private static final int FRAME = 9;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path directory;
    private final Map<Path, Segment> segments = new HashMap<>();

    /** A trade in the log. */
    record Logged(
            Identity identity,
            LocalDate day,
            boolean late,
            Instant timestamp,
            String trader,
            String symbol,
            BigDecimal quantity) {
        boolean isOf(Tape.Entry sent, ZoneId zone) {
            return timestamp.equals(sent.timestamp())
                    && day.equals(LocalDate.ofInstant(sent.timestamp(), zone))
                    && trader.equals(sent.trader())
                    && symbol.equals(sent.symbol())
                    && quantity.compareTo(new BigDecimal(sent.quantity())) == 0;
        }
    }

    /** The bits by which a trade with an id is known, and the key of the log under which it is made. */
    record Identity(String key, long high, long low) {
        static Identity of(Tape.Entry trade, String key) {
            boolean isUuid = UUID_TEXT.matcher(trade.id()).matches();
            UUID uuid = isUuid ? UUID.fromString(trade.id()) : null;
            Identity id = uuid == null
                    ? hash(0, trade.id(), key)
                    : new Identity(key, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            Identity symbol = hash(1, trade.symbol(), key);
            Identity trader = hash(2, trade.trader(), key);
            return new Identity(key, id.high() + symbol.high() + trader.high(), id.low() + symbol.low() + trader.low());
        }

        private static Identity hash(int kind, String text, String key) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer message = ByteBuffer.allocate(8 + utf8.length + Math.floorMod(-utf8.length, 8))
                    .order(ByteOrder.LITTLE_ENDIAN);
            message.putShort((short) utf8.length)
                    .putShort((short) kind)
                    .putInt(0)
                    .put(utf8);
            byte[] hash = SipHash.of(message.array(), HexFormat.of().parseHex(key));
            ByteBuffer bytes = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN);
            return new Identity(key, bytes.getLong(), bytes.getLong());
        }
    }

    /** How far a segment is read. */
    private static final class Segment {
        private long at = HEADER;
        private long next;
        private String key = "";
    }

    LoggedTrades(Path directory) {
        this.directory = directory;
    }

    /** The trades that were logged since the last call. All of them must have an id. */
    List<Logged> next() throws IOException {
        List<Logged> trades = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".log"))
                        .sorted()
                        .toList()) {
                    read(file, trades);
                }
            }
        }
        return trades;
    }

    private void read(Path file, List<Logged> into) throws IOException {
        Segment segment = segments.computeIfAbsent(file, f -> new Segment());
        long size = Files.size(file);
        if (size <= segment.at) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - segment.at));
        try (var channel = Files.newByteChannel(file)) {
            if (segment.at == HEADER) {
                ByteBuffer header = ByteBuffer.allocate(HEADER);
                channel.read(header);
                checkHeader(file, header.flip(), segment);
            }
            channel.position(segment.at);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
        bytes.flip();
        while (isFrame(bytes)) {
            int length = bytes.getInt(bytes.position());
            byte type = bytes.get(bytes.position() + 8);
            ByteBuffer payload = bytes.slice(bytes.position() + FRAME, length);
            if (type == 1) {
                readRecords(file, payload, segment, into);
            }
            bytes.position(bytes.position() + FRAME + length);
            segment.at += FRAME + length;
        }
    }

    private static void checkHeader(Path file, ByteBuffer header, Segment segment) {
        assertThat(StandardCharsets.US_ASCII.decode(header.slice(0, 8)).toString())
                .as("magic of %s", file)
                .isEqualTo("tradelog");
        assertThat(header.getInt(8)).as("version of %s", file).isEqualTo(4);
        byte[] key = new byte[16];
        header.get(28, key);
        segment.key = HexFormat.of().formatHex(key);
        segment.next = header.getLong(44);
    }

    private static boolean isFrame(ByteBuffer bytes) {
        if (bytes.remaining() < FRAME) {
            return false;
        }
        int length = bytes.getInt(bytes.position());
        if (length < 0 || length > bytes.remaining() - FRAME) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(bytes.position(), 4));
        crc.update(bytes.slice(bytes.position() + 8, 1 + length));
        return (int) crc.getValue() == bytes.getInt(bytes.position() + 4);
    }

    private static void readRecords(Path file, ByteBuffer payload, Segment segment, List<Logged> into) {
        assertThat(payload.getLong()).as("offset in %s", file).isEqualTo(segment.next);
        int count = payload.getInt();
        payload.getLong();
        text(payload, Short.toUnsignedInt(payload.getShort()));
        text(payload, Short.toUnsignedInt(payload.getShort()));
        for (int i = 0; i < count; i++) {
            into.add(readRecord(payload, segment.key));
        }
        assertThat(payload.remaining())
                .as("bytes behind the records in %s", file)
                .isZero();
        segment.next += count;
    }

    private static Logged readRecord(ByteBuffer bytes, String key) {
        byte flags = bytes.get();
        byte scale = bytes.get();
        LocalDate day = LocalDate.ofEpochDay(bytes.getInt());
        Instant timestamp = Instant.ofEpochMilli(bytes.getLong());
        BigDecimal quantity = new BigDecimal(BigInteger.valueOf(bytes.getLong()), scale);
        String symbol = text(bytes, Byte.toUnsignedInt(bytes.get()));
        String trader = text(bytes, Byte.toUnsignedInt(bytes.get()));
        assertThat(flags).as("flags of a trade with an id").isIn((byte) 1, (byte) 3);
        Identity identity = new Identity(key, bytes.getLong(), bytes.getLong());
        return new Logged(identity, day, flags == 3, timestamp, trader, symbol, quantity);
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
