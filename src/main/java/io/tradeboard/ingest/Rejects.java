package io.tradeboard.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.RefusedLines;
import io.tradeboard.text.Printable;
import io.tradeboard.wal.LogFullException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was refused: one JSON object a line with source, position, reason and the text, which is escaped and cut,
 * so the file is safe to look at. The first few are also told to the operator.
 *
 * <p>The file is created when it is first needed, readable by its owner only. Not thread-safe.
 */
final class Rejects implements AutoCloseable {
    private static final int TEXT_LIMIT = 1_024;
    private static final int BUFFERED_BYTES = 64 << 10;

    private final Path path;
    private final String source;
    private final Consumer<String> notices;
    private final RefusedLines told;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private boolean full;

    Rejects(Path path, String source, Consumer<String> notices) {
        this.path = path;
        this.source = source;
        this.notices = notices;
        this.told = new RefusedLines(source, "only go to " + path, notices);
    }

    void reject(InboundTrade arrival, String reason) throws IOException {
        told.refused(arrival.place(), reason);
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

    /**
     * Hands what was refused to the operating system. On a full disk it is dropped, and that is told: a bad line never
     * stops the daemon.
     */
    void flush() throws IOException {
        if (pending.size() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
        pending.reset();
        try {
            FileChannel open = open();
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            full = false;
        } catch (IOException e) {
            if (!LogFullException.isNoSpace(e)) {
                throw e;
            }
            if (!full) {
                full = true;
                notices.accept("no space left for " + path + "; refused lines are only counted until there is some");
            }
        }
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
        if (file != null) {
            file.close();
        }
    }
}
