package io.tradeboard.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that holds a log, locked for this process from {@link #open} to {@link #close}.
 *
 * <p>Beside the segments it has a file {@code lock}, which names the process that holds it, and small files by which
 * the log's user knows itself again ({@link #remember}). The directory is readable by its owner only.
 */
public final class LogDirectory implements AutoCloseable {
    static final Set<PosixFilePermission> FILE_MODE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final int MAX_HOLDER_BYTES = 512;

    private final Path path;
    private final FileChannel lockFile;

    private LogDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory if absent and takes its lock.
     *
     * @param holder who takes it, told to others who try: {@code pid 4121 (ingest, since 08:14 UTC)}
     * @throws LogLockedException if another process has it
     */
    public static LogDirectory open(Path path, String holder) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        FileChannel lockFile = FileChannel.open(
                path.resolve("lock"),
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(FILE_MODE));
        try {
            if (!lock(lockFile)) {
                throw new LogLockedException(path, holderOf(lockFile));
            }
            lockFile.truncate(0);
            lockFile.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new LogDirectory(path, lockFile);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holderOf(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_HOLDER_BYTES);
        file.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    public Path path() {
        return path;
    }

    /** The segments there are, oldest first; the segments of one writer follow each other. */
    public List<Segment> segments() throws IOException {
        return segments(path);
    }

    /** The segments of a directory that this process may not have locked; a live writer's last one may be growing. */
    public static List<Segment> segments(Path directory) throws IOException {
        List<Path> paths = segmentPaths(directory);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            Format.Header header = Segment.header(path);
            boolean last = i + 1 == paths.size() || Segment.run(paths.get(i + 1)) != Segment.run(path);
            segments.add(new Segment(path, Segment.run(path), header == null ? null : header.writer(), last));
        }
        return segments;
    }

    private static List<Path> segmentPaths(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::isSegment).sorted().toList();
        }
    }

    /**
     * Mints a new writer and its first segment.
     *
     * @param positions those of all sources, as reading the segments found them
     * @param segmentBytes the size at which a segment is full and the next is begun
     */
    public LogWriter startWriter(Map<String, String> positions, long segmentBytes, long nowMillis) throws IOException {
        List<Segment> segments = segments();
        long run = segments.isEmpty() ? 1 : segments.get(segments.size() - 1).run() + 1;
        return new LogWriter(this, run, positions, segmentBytes, nowMillis);
    }

    /** Bytes in all segments. */
    public long bytes() throws IOException {
        long sum = 0;
        for (Path segment : segmentPaths(path)) {
            sum += Files.size(segment);
        }
        return sum;
    }

    /** The text stored under a name, or null. */
    public @Nullable String recall(String name) throws IOException {
        try {
            return Files.readString(path.resolve(name));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Durably stores a text under a name, whole or not at all. */
    public void remember(String name, String text) throws IOException {
        Path draft = path.resolve(name + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel file = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(FILE_MODE))) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        }
        Files.move(draft, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** Makes the names of created and deleted files survive power loss. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.truncate(0);
        lockFile.close();
    }
}
