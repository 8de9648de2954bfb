package io.tradeboard.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the log as one incarnation; the only durable copy of a trade until its batch is on the board.
 *
 * <p>{@link #append} hands one frame to the operating system; it survives power loss only after {@link #sync}, and the
 * next frame may only be appended then. After either throws the log is failed and every later call throws, because a
 * retried sync may report success for pages that the kernel has already dropped. Reopen to recover.
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
    private FileChannel channel;
    private long size;
    private long firstSequence;
    private long sequence;
    private boolean dirty;
    private @Nullable IOException failure;

    LogWriter(LogDirectory directory, long run, Map<String, String> positions, long segmentBytes, long nowMillis)
            throws IOException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        this.id = HexFormat.of().formatHex(random);
        this.directory = directory;
        this.run = run;
        this.positions = new LinkedHashMap<>(positions);
        this.segmentBytes = segmentBytes;
        this.channel = create(nowMillis);
    }

    /** The writer's id: 32 hexadecimal digits. */
    public String id() {
        return id;
    }

    /** The number of the last record appended, 0 before the first. */
    public long sequence() {
        return sequence;
    }

    /**
     * Appends one group commit.
     *
     * @param records {@code count} records in the caller's form; at most 64 MiB
     * @param position how far the source is read with them
     * @return the frame's last sequence
     */
    public long append(int count, long arrivalMillis, Position position, ByteBuffer records) throws IOException {
        checkUsable();
        if (dirty) {
            throw new IllegalStateException("the frame before is not synced");
        }
        if (records.remaining() > Format.MAX_PAYLOAD_BYTES / 2) {
            throw new IllegalArgumentException("a frame of " + records.remaining() + " bytes is too large");
        }
        try {
            // The name of a segment is its first sequence: the next one needs another.
            if (size >= segmentBytes && sequence >= firstSequence) {
                channel.close();
                channel = create(arrivalMillis);
            }
            if (!position.source().isEmpty()) {
                positions.put(position.source(), position.value());
            }
            write(Format.frame(
                    Format.RECORDS, Format.recordsHead(sequence + 1, count, arrivalMillis, position), records));
            sequence += count;
            return sequence;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Makes everything appended survive power loss. */
    public void sync() throws IOException {
        checkUsable();
        try {
            channel.force(false);
            dirty = false;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private FileChannel create(long nowMillis) throws IOException {
        Path path = directory.path().resolve(Segment.name(run, sequence + 1));
        channel = FileChannel.open(
                path,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(Set.copyOf(LogDirectory.FILE_MODE)));
        size = 0;
        firstSequence = sequence + 1;
        write(Format.header(new Format.Header(id, firstSequence, nowMillis)));
        write(Format.frame(Format.POSITIONS, Format.positions(positions)));
        sync();
        directory.sync();
        return channel;
    }

    private void write(ByteBuffer bytes) throws IOException {
        dirty = true;
        size += bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void checkUsable() throws IOException {
        if (failure != null) {
            throw new IOException("the log failed before: " + failure.getMessage(), failure);
        }
    }

    /** Closes the file; what was not synced may be lost. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
