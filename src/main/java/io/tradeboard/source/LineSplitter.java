package io.tradeboard.source;

import io.tradeboard.trade.EightBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Cuts a stream of bytes into lines, whatever the pieces it comes in. A line ends with LF or CR LF. Of a line longer
 * than {@link #MAX_LINE_BYTES} only the start is kept, so memory is bounded whatever comes.
 */
final class LineSplitter {
    static final int MAX_LINE_BYTES = 64 << 10;

    private final ByteArrayOutputStream carried = new ByteArrayOutputStream();
    private long offset;
    private long number;
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

    /** Takes the next bytes, and passes on the lines that they complete. */
    void feed(byte[] bytes, int length, Sink sink) throws IOException {
        int start = 0;
        for (int end = endOfLine(bytes, 0, length); end < length; end = endOfLine(bytes, start, length)) {
            if (carried.size() == 0 && !tooLong && end - start <= MAX_LINE_BYTES) {
                offset += end + 1 - start;
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

    /** Where the next LF is; {@code length} where there is none. */
    private static int endOfLine(byte[] bytes, int from, int length) {
        int at = from;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            long found = EightBytes.equal(EightBytes.at(bytes, at), '\n');
            if (found != 0) {
                return at + EightBytes.first(found);
            }
        }
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return at;
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
        emit(line, 0, Math.min(line.length, MAX_LINE_BYTES), cut, sink);
    }

    private void emit(byte[] bytes, int from, int length, boolean cut, Sink sink) throws IOException {
        number++;
        boolean carriageReturn = !cut && length > 0 && bytes[from + length - 1] == '\r';
        sink.line(bytes, from, carriageReturn ? length - 1 : length, cut);
    }
}
