package io.tradeboard.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the log as one incarnation; the only durable copy of a trade until its batch is on the board. The first
 * segment is created with the first frame.
 *
 * <p>{@link #append} hands one frame to the operating system; it survives power loss only after {@link #sync}. After
 * either throws the log is failed and every later call throws, because a retried sync may report success for pages that
 * the kernel has already dropped. Reopen to recover. The exception is {@link LogFullException}: then nothing was
 * appended, and the same frame may be tried again.
 *
 * <p>Not thread-safe; confined to one thread at a time. The thread must never be interrupted: that closes the file.
 */
public final class LogWriter implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LogDirectory directory;
    private final long run;
    private final long segmentBytes;
    private final Map<String, String> positions;
    private final String id;
    private final String key;
    private @Nullable FileChannel channel;
    private volatile String segment = "";
    private long size;
    private long firstOffset;
    private long offset;
    private boolean dirty;
    private @Nullable IOException failure;
    private CRC32C checksum = new CRC32C();

    LogWriter(LogDirectory directory, long run, String key, Map<String, String> positions, long segmentBytes) {
        this.id = random();
        this.key = key;
        this.directory = directory;
        this.run = run;
        this.positions = new LinkedHashMap<>(positions);
        this.segmentBytes = segmentBytes;
    }

    /** The writer's id: 32 hexadecimal digits. */
    public String id() {
        return id;
    }

    /** The key of all logs of this directory: 32 hexadecimal digits, which nobody can guess who cannot read them. */
    public String key() {
        return key;
    }

    /** 128 random bits in hexadecimal. */
    static String random() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The offset of the next record to be appended. */
    public long nextOffset() {
        return offset;
    }

    /** The name of the segment that is written to, empty before the first frame. Any thread. */
    public String segment() {
        return segment;
    }

    /** How many bytes the segment that is written to has. */
    public long bytes() {
        return size;
    }

    /** CRC32C of those bytes. */
    public int checksum() {
        return (int) checksum.getValue();
    }

    /** How far each source is read with what was appended, by its name. */
    public Map<String, String> positions() {
        return Map.copyOf(positions);
    }

    /**
     * Appends one group commit.
     *
     * @param records {@code count} records in the caller's form; at most 32 MiB
     * @param position how far the source is read with them
     * @return the offset behind the frame's last record
     * @throws LogFullException if there is no space for it
     */
    public long append(int count, long arrivalMillis, Position position, ByteBuffer records) throws IOException {
        checkUsable();
        if (records.remaining() > Format.MAX_PAYLOAD_BYTES / 2) {
            throw new IllegalArgumentException("a frame of " + records.remaining() + " bytes is too large");
        }
        ByteBuffer frame = Format.frame(
                Format.RECORDS, Format.recordsHead(offset, count, arrivalMillis, position), records.duplicate());
        try {
            FileChannel open = segmentWithRoom(arrivalMillis);
            dirty = true;
            size += write(open, frame.duplicate(), size);
            checksum.update(frame);
        } catch (IOException e) {
            throw failed(e);
        }
        offset += count;
        if (!position.source().isEmpty()) {
            positions.put(position.source(), position.value());
        }
        return offset;
    }

    /** Makes everything appended survive power loss; returns whether there was something to sync. */
    public boolean sync() throws IOException {
        checkUsable();
        FileChannel open = channel;
        if (open == null || !dirty) {
            return false;
        }
        try {
            open.force(false);
            dirty = false;
            return true;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private FileChannel segmentWithRoom(long nowMillis) throws IOException {
        FileChannel open = channel;
        // The name of a segment is its first offset: the next one needs another.
        if (open != null && (size < segmentBytes || offset == firstOffset)) {
            return open;
        }
        if (open != null) {
            sync();
            open.close();
            channel = null;
        }
        return begin(nowMillis);
    }

    private FileChannel begin(long nowMillis) throws IOException {
        String name = Segment.name(run, offset);
        Path path = directory.path().resolve(name);
        FileChannel next = directory.create(path);
        try {
            ByteBuffer header = Format.header(new Format.Header(id, key, offset, nowMillis));
            ByteBuffer known = Format.frame(Format.POSITIONS, Format.positions(positions));
            CRC32C begun = new CRC32C();
            begun.update(header.duplicate());
            begun.update(known.duplicate());
            long bytes = write(next, header, 0);
            bytes += write(next, known, bytes);
            next.force(false);
            directory.sync();
            size = bytes;
            checksum = begun;
        } catch (IOException e) {
            try (next) {
                Files.delete(path);
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        firstOffset = offset;
        segment = name;
        channel = next;
        return next;
    }

    /** Writes at an offset, and at the same one again where an attempt before found no space for all of it. */
    private static long write(FileChannel to, ByteBuffer bytes, long at) throws IOException {
        long written = 0;
        while (bytes.hasRemaining()) {
            written += to.write(bytes, at + written);
        }
        return written;
    }

    private IOException failed(IOException e) {
        if (LogFullException.isNoSpace(e)) {
            return new LogFullException(directory.path(), e);
        }
        failure = e;
        return e;
    }

    private void checkUsable() throws IOException {
        if (failure != null) {
            throw new IOException("the log failed before: " + failure.getMessage(), failure);
        }
    }

    /** Closes the file; what was not synced may be lost. */
    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
