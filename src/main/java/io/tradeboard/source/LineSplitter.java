package io.tradeboard.source;

import java.io.ByteArrayOutputStream;

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
         * @param bytes only to be read, and only at {@code from} to {@code from + length}; they do not change later
         * @param tooLong whether the line was cut
         */
        void line(byte[] bytes, int from, int length, boolean tooLong);
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

    /** Takes the next bytes, which must not change later, and passes on the lines that they complete. */
    void feed(byte[] bytes, int length, Sink sink) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                if (carried.size() == 0 && !tooLong && i - start <= MAX_LINE_BYTES) {
                    offset += i + 1 - start;
                    emit(bytes, start, i - start, false, sink);
                } else {
                    carry(bytes, start, i - start);
                    offset++;
                    emitCarried(sink);
                }
                start = i + 1;
            }
        }
        carry(bytes, start, length - start);
    }

    /** Passes on what is left as the last line, which has no end. */
    void finish(Sink sink) {
        if (carried.size() > 0 || tooLong) {
            emitCarried(sink);
        }
    }

    private void carry(byte[] bytes, int from, int length) {
        carriedBytes += length;
        int room = MAX_LINE_BYTES + 1 - carried.size();
        carried.write(bytes, from, Math.min(room, length));
        tooLong |= carried.size() > MAX_LINE_BYTES;
    }

    private void emitCarried(Sink sink) {
        byte[] line = carried.toByteArray();
        offset += carriedBytes;
        carriedBytes = 0;
        carried.reset();
        boolean cut = tooLong;
        tooLong = false;
        emit(line, 0, Math.min(line.length, MAX_LINE_BYTES), cut, sink);
    }

    private void emit(byte[] bytes, int from, int length, boolean cut, Sink sink) {
        number++;
        boolean carriageReturn = !cut && length > 0 && bytes[from + length - 1] == '\r';
        sink.line(bytes, from, carriageReturn ? length - 1 : length, cut);
    }
}
