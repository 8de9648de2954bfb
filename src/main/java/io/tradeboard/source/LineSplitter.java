package io.tradeboard.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Cuts a stream of bytes into lines and hashes them, whatever the pieces they come in. A line ends with LF or CR LF. Of a line longer
 * than {@link #MAX_LINE_BYTES} only the start is kept, so memory is bounded whatever comes.
 */
final class LineSplitter {
    static final int MAX_LINE_BYTES = 64 << 10;

    private final ByteArrayOutputStream carried = new ByteArrayOutputStream();
    private final LineHash found = new LineHash();
    private long offset;
    private long number;
    private long hash;
    private boolean tooLong;
    private long carriedBytes;

    /** Receives lines. */
    interface Sink {
        /**
         * Takes a line without its end.
         *
         * @param bytes only to be read, and only at {@code from} to {@code from + length}; they do not change before the next are fed
         * @param tooLong whether the line was cut
         */
        void line(byte[] bytes, int from, int length, boolean tooLong) throws IOException;

        /** Takes a part of a line that is too long, before the line is passed: they are all of it, in order. */
        default void partOfLongLine(byte[] bytes, int from, int length) {}
    }

    /** Starts at a place in the middle: so many bytes, and so many lines, are behind. */
    LineSplitter(long offset, long number) {
        this.offset = offset;
        this.number = number;
    }

    /** Where the last complete line ended, in bytes from the start. */
    long offset() {
        return offset;
    }

    /** The number of the last complete line, the first being 1. */
    long number() {
        return number;
    }

    /** {@link LineHash} of the last complete line; of one that is too long, of its start. */
    long hash() {
        return hash;
    }

    /** Takes the next bytes, and passes on the lines that they complete. */
    void feed(byte[] bytes, int length, Sink sink) throws IOException {
        int start = 0;
        for (int end = found.find(bytes, 0, length); end < length; end = found.find(bytes, start, length)) {
            if (carriedBytes == 0 && end - start <= MAX_LINE_BYTES) {
                offset += end + 1 - start;
                hash = found.found();
                emit(bytes, start, end - start, false, sink);
            } else {
                carry(bytes, start, end - start, sink);
                offset++;
                emitCarried(sink);
            }
            start = end + 1;
        }
        carry(bytes, start, length - start, sink);
    }

    /** Whether bytes are left that no end of a line has followed yet. */
    boolean hasUnfinishedLine() {
        return carriedBytes > 0;
    }

    /** Passes on what is left as the last line, which has no end. */
    void finish(Sink sink) throws IOException {
        if (carried.size() > 0 || tooLong) {
            emitCarried(sink);
        }
    }

    private void carry(byte[] bytes, int from, int length, Sink sink) {
        carriedBytes += length;
        if (tooLong) {
            sink.partOfLongLine(bytes, from, length);
            return;
        }
        int room = MAX_LINE_BYTES + 1 - carried.size();
        int kept = Math.min(room, length);
        carried.write(bytes, from, kept);
        if (carried.size() > MAX_LINE_BYTES) {
            tooLong = true;
            sink.partOfLongLine(carried.toByteArray(), 0, carried.size());
            sink.partOfLongLine(bytes, from + kept, length - kept);
        }
    }

    private void emitCarried(Sink sink) throws IOException {
        byte[] line = carried.toByteArray();
        offset += carriedBytes;
        carriedBytes = 0;
        carried.reset();
        boolean cut = tooLong;
        tooLong = false;
        int length = Math.min(line.length, MAX_LINE_BYTES);
        hash = LineHash.of(line, 0, length);
        emit(line, 0, length, cut, sink);
    }

    private void emit(byte[] bytes, int from, int length, boolean cut, Sink sink) throws IOException {
        number++;
        boolean carriageReturn = !cut && length > 0 && bytes[from + length - 1] == '\r';
        int size = carriageReturn ? length - 1 : length;
        if (carriageReturn || LineHash.hasByteOrderMark(bytes, from, size)) {
            hash = LineHash.of(bytes, from, size);
        }
        sink.line(bytes, from, size, cut);
    }
}
