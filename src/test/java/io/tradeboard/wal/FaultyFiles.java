package io.tradeboard.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Real files whose Nth operation fails, and which note what was done. The operations counted are opening, writing and
 * syncing a segment, and syncing the directory.
 */
public final class FaultyFiles implements LogDirectory.Opener {
    /** What the operating system says of a full disk. */
    public static final String NO_SPACE = "No space left on device";

    /** What it says of a broken one. */
    public static final String BROKEN = "Input/output error";

    private final List<String> done = new ArrayList<>();
    private volatile String reason = "";
    private volatile int left = Integer.MAX_VALUE;
    private volatile boolean full;

    /** Opens a log directory whose files these are. */
    public LogDirectory open(Path directory) throws IOException {
        return LogDirectory.open(directory, "a test", this);
    }

    /** Lets the Nth operation from now on fail, and all after it. */
    public void failFrom(int nth, String reason) {
        this.reason = reason;
        this.left = nth;
    }

    /** Lets every write fail for want of space, and nothing else. */
    public void fill() {
        full = true;
    }

    /** Lets all operations succeed again. */
    public void mend() {
        full = false;
        left = Integer.MAX_VALUE;
    }

    /** What was done so far: {@code open}, {@code write}, {@code sync} and {@code sync directory}. */
    synchronized List<String> done() {
        return List.copyOf(done);
    }

    /** How often that was done. */
    public synchronized long count(String operation) {
        return done.stream().filter(operation::equals).count();
    }

    private synchronized void operate(String operation) throws IOException {
        if (full && operation.equals("write")) {
            throw new IOException(NO_SPACE);
        }
        if (--left <= 0) {
            throw new IOException(reason);
        }
        done.add(operation);
    }

    @Override
    public FileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean directory = Files.isDirectory(path);
        if (!directory) {
            operate("open");
        }
        return new Faulty(FileChannel.open(path, options, attributes), directory ? "sync directory" : "sync");
    }

    private final class Faulty extends FileChannel {
        private final FileChannel real;
        private final String sync;

        Faulty(FileChannel real, String sync) {
            this.real = real;
            this.sync = sync;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            try {
                operate("write");
            } catch (IOException e) {
                // A disk that fills up takes some of it.
                ByteBuffer some = bytes.slice(bytes.position(), bytes.remaining() / 2);
                bytes.position(bytes.position() + real.write(some, position));
                throw e;
            }
            return real.write(bytes, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            operate(sync);
            real.force(metaData);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
