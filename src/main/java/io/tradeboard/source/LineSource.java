package io.tradeboard.source;

import io.tradeboard.source.ReadLines.Kind;
import io.tradeboard.source.TextLine.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/**
 * Trades as lines of a file, which has positions, or of a pipe, which has none.
 *
 * <p>A position is a {@link FileState}. A second run of the same file resumes there, see {@link FileHistory}. What is
 * compressed with gzip is unpacked, and all positions are those of the unpacked bytes. A last line that has no end is not taken
 * from a file, whose writer may be in the middle of it; from a pipe it is.
 */
public final class LineSource implements Source {
    static final int CHUNK_BYTES = 256 << 10;

    /** What people call standard input. */
    public static final String STDIN = "stdin";

    private final String name;
    private final String label;
    private final Input input;
    private final LineDecoder decoder;
    private final ReadLines lines;
    private final InboundLines arrivals;
    private final Start start;
    private final LineSplitter splitter;
    private final Gathering gathering = new Gathering();
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private boolean started;
    private boolean ended;
    private volatile boolean lastLineWaits;

    /** Brings the next bytes. */
    interface Input extends AutoCloseable {
        /**
         * Puts the next bytes at the begin of an array of {@link LineSource#CHUNK_BYTES}.
         *
         * @return how many; 0 where nothing came in time, negative at the end
         */
        int read(byte[] into, Duration atMost) throws IOException;

        /** Whether nothing more is there yet, as is usual for a pipe; a file is read to its end. */
        default boolean isDrained() {
            return false;
        }

        @Override
        void close() throws IOException;
    }

    /**
     * How a file is read.
     *
     * @param again whether to start at the beginning though it was read before
     * @param takeLastLine whether a last line without end is complete
     */
    public record Reading(boolean again, boolean takeLastLine) {}

    /**
     * Where the reading starts.
     *
     * @param offset bytes that are behind
     * @param number lines that are
     * @param mended lines among them that are read again, because earlier runs refused them and they have changed
     * @param size bytes that the file has on the disk, packed or not; 0 for a pipe
     * @param read how many of those are behind
     * @param takeLastLine whether a last line without end is complete
     */
    record Start(
            long offset, long number, List<MendedLine> mended, long size, LongSupplier read, boolean takeLastLine) {
        static final Start OF_PIPE = new Start(0, 0, List.of(), 0, () -> 0, true);
    }

    /** A line that is read again. */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is, and only read
    record MendedLine(long number, byte[] text, Decoded decoded) {}

    LineSource(String name, String label, Input input, LineDecoder decoder, ReadLines lines, Start start) {
        this.name = name;
        this.label = label;
        this.input = input;
        this.decoder = decoder;
        this.lines = lines;
        this.arrivals = new InboundLines(lines);
        this.start = start;
        this.splitter = new LineSplitter(start.offset(), start.number());
    }

    /** Reads a pipe, such as standard input, on a thread of its own, since such a read cannot be interrupted. */
    public static LineSource pipe(InputStream in, String label) {
        return pipe(() -> in, label);
    }

    static LineSource pipe(PipeInput.Opening pipe, String label) {
        return new LineSource(
                "", label, new PipeInput(pipe), new LineDecoder(label), ReadLines.ofPipe(), Start.OF_PIPE);
    }

    /**
     * Reads a file from where the last run stopped, as {@link FileOpening} does.
     *
     * @param again whether to start at the beginning all the same
     */
    public static LineSource file(Path path, Map<String, String> positions, boolean again) throws IOException {
        return new FileOpening(path, new Reading(again, false), message -> {}).open(positions);
    }

    /** Reads a file from its start to its end, whatever was read of it before; its last line need not have an end. */
    public static LineSource wholeFile(Path path) throws IOException {
        return new FileOpening(path, new Reading(true, true), message -> {}).open(Map.of());
    }

    /** Bytes that earlier runs have read. */
    public long startOffset() {
        return start.offset();
    }

    /** Bytes that the file has on the disk, packed or not; 0 for a pipe. */
    public long size() {
        return start.size();
    }

    /** How many of them are behind, by all runs. Any thread. */
    public long bytesRead() {
        return start.read().getAsLong();
    }

    /** Whether the file was read to a last line that has no end and was not taken. Any thread. */
    public boolean lastLineWaits() {
        return lastLineWaits;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public PollResult poll(Duration atMost) throws IOException {
        if (ended) {
            return new PollResult(InboundTrades.NONE, true);
        }
        lines.nextPoll();
        arrivals.clear();
        if (!started) {
            started = true;
            if (!start.mended().isEmpty()) {
                start.mended().forEach(this::again);
                return new PollResult(arrivals, false);
            }
        }
        int length = read(atMost);
        if (length >= 0) {
            splitter.feed(chunk, length, gathering);
        } else {
            ended = true;
            lastLineWaits = splitter.hasUnfinishedLine() && !start.takeLastLine();
            if (start.takeLastLine()) {
                splitter.finish(gathering);
            }
        }
        return new PollResult(arrivals, ended);
    }

    private void again(MendedLine line) {
        byte[] text = line.text();
        int index = lines.add(line.number(), 0, LineHash.of(text, 0, text.length), Kind.MENDED);
        arrivals.add(index, text, 0, text.length, line.decoded());
    }

    private int read(Duration atMost) throws IOException {
        try {
            return input.read(chunk, atMost);
        } catch (ZipException e) {
            throw new IOException(
                    label + ": " + e.getMessage()
                            + "; the lines before that were read; repair FILE and ingest it again to resume there",
                    e);
        }
    }

    /** Takes the lines that are cut, and gathers the trades among them. */
    private final class Gathering implements LineSplitter.Sink {
        @Override
        public void line(byte[] line, int from, int length, boolean tooLong) throws UnreadableInputException {
            long number = splitter.number();
            Decoded decoded = decoder.take(number, line, from, length, tooLong);
            Kind kind = decoded == null ? Kind.OTHER : Kind.TRADE;
            int index = lines.add(number, splitter.offset(), splitter.hash(), kind);
            if (decoded != null) {
                arrivals.add(index, line, from, length, decoded);
            }
        }

        @Override
        public void partOfLongLine(byte[] bytes, int from, int length) {
            decoder.partOfLongLine(bytes, from, length);
        }
    }

    @Override
    public boolean isDrained() {
        return input.isDrained();
    }

    @Override
    public void committed(String position) {
        // The log holds the position; a file needs no telling.
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
