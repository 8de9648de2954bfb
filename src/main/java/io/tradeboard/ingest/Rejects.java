package io.tradeboard.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.run.Notices;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.RefusedLines;
import io.tradeboard.text.Printable;
import io.tradeboard.wal.LogFullException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was refused: one JSON object a line with source, position, reason and the text, which is escaped and cut,
 * so the file is safe to look at. The first few are also reported to the operator.
 *
 * <p>The file is created when it is first needed, readable by its owner only. At 64 MiB it becomes {@code FILE.1}, in place
 * of the one before, so that it never fills a disk. What cannot be written while it runs is dropped, and that is reported
 * once: a bad line never stops the daemon. Not thread-safe.
 */
final class Rejects implements AutoCloseable {
    private static final long MAX_BYTES = 64L << 20;
    private static final int TEXT_LIMIT = 1_024;
    private static final int BUFFERED_BYTES = 64 << 10;
    private static final String UNWRITABLE = "rejects";

    private final Path path;
    private final String source;
    private final Notices notices;
    private final RefusedLines reported;
    private final long maxBytes;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable FileChannel file;

    /**
     * @param source what the operator calls the source
     * @throws UnusableRejectsException if the file could not be written
     */
    Rejects(Path path, String source, Notices notices) throws IOException {
        this(path, source, notices, MAX_BYTES);
    }

    /** @param maxBytes above which a file is put aside */
    Rejects(Path path, String source, Notices notices, long maxBytes) throws IOException {
        this.path = path;
        this.source = source;
        this.notices = notices;
        this.reported = new RefusedLines(source, "are only written to " + path, notices::warn);
        this.maxBytes = maxBytes;
        check();
    }

    private void check() throws UnusableRejectsException {
        Path directory = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw new UnusableRejectsException(path, "it is a directory; name a file in it");
        }
        if (Files.isSymbolicLink(path)) {
            throw new UnusableRejectsException(path, "it is a symbolic link; name the file itself");
        }
        if (Files.exists(path)) {
            if (!Files.isWritable(path)) {
                throw new UnusableRejectsException(path, "it is not writable");
            }
        } else if (directory == null || !Files.isDirectory(directory)) {
            throw new UnusableRejectsException(path, "there is no directory " + directory + "; create it");
        } else if (!Files.isWritable(directory)) {
            throw new UnusableRejectsException(path, "no file may be created in " + directory);
        }
    }

    void reject(InboundTrade arrival, String reason) throws IOException {
        arrival.rejected();
        reported.refused(arrival.place(), reason);
        try (JsonGenerator json =
                new JsonFactory().createGenerator(pending).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("source", Printable.clean(source));
            json.writeStringField("position", arrival.place().label());
            json.writeStringField("reason", reason);
            json.writeStringField("line", Printable.clean(Printable.cut(arrival.text(), TEXT_LIMIT)));
            json.writeEndObject();
            json.writeRaw('\n');
        }
        if (pending.size() >= BUFFERED_BYTES) {
            flush();
        }
    }

    /** Hands what was refused to the operating system. */
    void flush() {
        if (pending.size() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
        pending.reset();
        try {
            FileChannel open = rotated(bytes.remaining());
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            notices.end(UNWRITABLE, "rejected lines are written to " + path + " again");
        } catch (IOException e) {
            String why =
                    LogFullException.isNoSpace(e) ? "no space left for " + path : path + " cannot be written: " + e;
            notices.begin(UNWRITABLE, why + "; rejected lines are only counted");
        }
    }

    /** The file, with room for so many bytes more. */
    private FileChannel rotated(int more) throws IOException {
        FileChannel open = open();
        if (open.size() == 0 || open.size() + more <= maxBytes || !Files.isRegularFile(path)) {
            return open;
        }
        close();
        Path aside = path.resolveSibling(path.getFileName() + ".1");
        try {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        return open();
    }

    private FileChannel open() throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = FileChannel.open(
                    path,
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND,
                            LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(
                            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
            file = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
