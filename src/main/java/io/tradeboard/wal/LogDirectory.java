package io.tradeboard.wal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");
    private static final int MAX_HOLDER_BYTES = 512;
    private static final String SUMMARY = ".summary";

    private final Path path;
    private final FileChannel lockFile;
    private final Opener opener;

    private LogDirectory(Path path, FileChannel lockFile, Opener opener) {
        this.path = path;
        this.lockFile = lockFile;
        this.opener = opener;
    }

    /** Opens the file of a new segment, and what makes the names in the directory durable; tests let it fail. */
    interface Opener {
        FileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException;
    }

    /** The file with the identity of the directory, which differs from that of its copies. */
    public static final String NAME = "name";

    /** The file in which a directory keeps its key. */
    private static final String KEY = "key";

    private static final Pattern KEY_FORM = Pattern.compile("[0-9a-f]{32}");

    /**
     * Creates the directory if absent, makes it its owner's alone, and takes its lock.
     *
     * @param holder who takes it, shown to others who try: {@code pid 4121 (ingest, since 08:14 UTC)}
     * @throws LogLockedException if another process has it
     * @throws IOException also if the path is a symbolic link, which someone could point elsewhere
     */
    public static LogDirectory open(Path path, String holder) throws IOException {
        return open(path, holder, FileChannel::open);
    }

    static LogDirectory open(Path path, String holder, Opener opener) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException(path + " is a symbolic link; name the directory itself");
        }
        requireDirectoryOrNothing(path);
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(DIRECTORY_MODE));
        }
        if (!Files.getPosixFilePermissions(path).equals(DIRECTORY_MODE)) {
            Files.setPosixFilePermissions(path, DIRECTORY_MODE);
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
            if (!lock(path, lockFile)) {
                throw new LogLockedException(path, holderOf(lockFile));
            }
            lockFile.truncate(0);
            writeHolder(lockFile, holder);
            return new LogDirectory(path, lockFile, opener);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    private static boolean lock(Path path, FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new IOException(
                    path + " cannot be locked (" + e.getMessage()
                            + "), so two daemons could write there; put the log on a file system with locks",
                    e);
        }
    }

    /** On a full disk the lock file does not name its holder; others are kept out all the same. */
    private static void writeHolder(FileChannel file, String holder) throws IOException {
        try {
            file.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            if (!LogFullException.isNoSpace(e)) {
                throw e;
            }
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
            boolean last = i + 1 == paths.size() || Segment.run(paths.get(i + 1)) != Segment.run(paths.get(i));
            segments.add(Segment.of(paths.get(i), last));
        }
        return segments;
    }

    /** The segments by writer, the oldest writer first. Those that nobody's header claims are not among them. */
    public static List<WriterLog> writers(List<Segment> segments) {
        Map<String, List<Segment>> writers = new LinkedHashMap<>();
        for (Segment segment : segments) {
            String writer = segment.writer();
            if (writer != null) {
                writers.computeIfAbsent(writer, w -> new ArrayList<>()).add(segment);
            }
        }
        return writers.entrySet().stream()
                .map(entry -> new WriterLog(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void requireDirectoryOrNothing(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(path + " is a file, not a directory; name another directory for the log");
        }
    }

    private static List<Path> segmentPaths(Path directory) throws IOException {
        requireDirectoryOrNothing(directory);
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::isSegment).sorted().toList();
        }
    }

    /**
     * Mints a new writer.
     *
     * @param positions those of all sources, as reading the segments found them
     * @param segmentBytes the size at which a segment is full and the next is begun
     */
    public LogWriter startWriter(Map<String, String> positions, long segmentBytes) throws IOException {
        List<Path> segments = segmentPaths(path);
        long run = segments.isEmpty() ? 1 : Segment.run(segments.get(segments.size() - 1)) + 1;
        return new LogWriter(this, run, key(segments), positions, segmentBytes);
    }

    /**
     * The key that is kept beside the segments, so that no damage to one can cost it; else that of the newest of them, as
     * where they alone were copied; else a new one.
     */
    private String key(List<Path> segments) throws IOException {
        String key = recall(KEY);
        if (key != null && KEY_FORM.matcher(key).matches()) {
            return key;
        }
        key = null;
        for (int i = segments.size() - 1; i >= 0 && key == null; i--) {
            key = Segment.key(segments.get(i));
        }
        if (key == null) {
            key = LogWriter.random();
        }
        // Where there is no space for it, the headers have it until the next start tries again.
        rememberIfSpace(KEY, key);
        return key;
    }

    FileChannel create(Path segment) throws IOException {
        return opener.open(
                segment,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(FILE_MODE));
    }

    /** Deletes segments that nobody needs any more, each with its summary, the oldest first. */
    public void delete(List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            Files.delete(segment.path());
            Files.deleteIfExists(path.resolve(segment.name() + SUMMARY));
            // One by one: a later one must never be gone while an earlier one comes back after power loss.
            sync();
        }
    }

    /** What was stored about a segment with {@link #summarise}, or null. */
    public byte @Nullable [] summary(String segment) throws IOException {
        return read(segment + SUMMARY);
    }

    /** Stores what its user wants to know of a segment that will not change any more, whole or not at all. */
    public void summarise(String segment, byte[] summary) throws IOException {
        write(segment + SUMMARY, summary);
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
        return recall(path, name);
    }

    /** Durably stores a text under a name, whole or not at all. */
    public void remember(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same, but stores nothing where the disk is full. */
    public void rememberIfSpace(String name, String text) throws IOException {
        try {
            remember(name, text);
        } catch (IOException e) {
            if (!LogFullException.isNoSpace(e)) {
                throw e;
            }
        }
    }

    /** A number that this directory keeps for its life, wherever it is moved in its file system; a copy has another. */
    public long inode() throws IOException {
        return (Long) Files.getAttribute(path, "unix:ino");
    }

    /** The text stored under a name in a directory that this process may not have locked, or null. */
    public static @Nullable String recall(Path directory, String name) throws IOException {
        byte[] bytes = read(directory, name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private byte @Nullable [] read(String name) throws IOException {
        return read(path, name);
    }

    private static byte @Nullable [] read(Path directory, String name) throws IOException {
        try (InputStream in = Files.newInputStream(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            return in.readAllBytes();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path draft = path.resolve(name + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel file = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(FILE_MODE))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(true);
        }
        Files.move(draft, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** Makes the names of created and deleted files survive power loss. */
    void sync() throws IOException {
        try (FileChannel channel = opener.open(path, Set.of(StandardOpenOption.READ))) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.truncate(0);
        lockFile.close();
    }
}
