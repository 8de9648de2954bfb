package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/**
 * Trades as lines of a file, which has positions, or of a pipe, which has none.
 *
 * <p>The position is {@code BYTES LINES}: what is behind. A second run of the same file goes on from there, see
 * {@link FileIdentity}. What is packed with gzip is unpacked, and all positions are those of the unpacked bytes.
 */
public final class LineSource implements Source {
    static final int CHUNK_BYTES = 256 << 10;

    private final String name;
    private final String label;
    private final Input input;
    private final LineDecoder decoder;
    private final LineSplitter splitter;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final long startOffset;
    private final long size;
    private final LongSupplier bytesRead;
    private boolean ended;

    /** Brings the next bytes. */
    interface Input extends AutoCloseable {
        /**
         * Puts the next bytes at the begin of an array of {@link LineSource#CHUNK_BYTES}.
         *
         * @return how many; 0 where nothing came in time, negative at the end
         */
        int read(byte[] into, Duration atMost) throws IOException;

        @Override
        void close() throws IOException;
    }

    private LineSource(
            String name,
            String label,
            Input input,
            LineDecoder decoder,
            long offset,
            long lines,
            long size,
            LongSupplier bytesRead) {
        this.name = name;
        this.label = label;
        this.input = input;
        this.decoder = decoder;
        this.splitter = new LineSplitter(offset, lines);
        this.startOffset = offset;
        this.size = size;
        this.bytesRead = bytesRead;
    }

    /** Reads a pipe, such as standard input, on a thread of its own, since such a read cannot be interrupted. */
    public static LineSource pipe(InputStream in, String label) {
        return new LineSource("", label, new PipeInput(in), new LineDecoder(), 0, 0, 0, () -> 0);
    }

    /**
     * Reads a file from where the last run stopped; a path that is no regular file is read as a pipe.
     *
     * @param positions of all sources that the log knows, by name
     * @param again whether to start at the beginning all the same
     */
    public static LineSource file(Path path, Map<String, String> positions, boolean again) throws IOException {
        if (!Files.isRegularFile(path)) {
            return pipe(Files.newInputStream(path), path.toString());
        }
        FileIdentity identity;
        try (InputStream start = Gunzip.ifPacked(Files.newInputStream(path))) {
            identity = FileIdentity.of(start, positions.keySet());
        }
        String position = again ? "0 0" : positions.getOrDefault(identity.before(), "0 0");
        int space = position.indexOf(' ');
        long offset = Long.parseLong(position.substring(0, space));
        long lines = Long.parseLong(position.substring(space + 1));
        LineDecoder decoder = new LineDecoder();
        CountedStream counted = new CountedStream(Files.newInputStream(path));
        try {
            BufferedInputStream in = new BufferedInputStream(Gunzip.ifPacked(counted));
            if (offset > 0) {
                learnFormat(path, offset, decoder);
                resume(path, in, offset);
            }
            return new LineSource(
                    identity.name(),
                    path.toString(),
                    streaming(in),
                    decoder,
                    offset,
                    lines,
                    Files.size(path),
                    counted::count);
        } catch (IOException e) {
            counted.close();
            throw named(path.toString(), e);
        }
    }

    /** Skips what was read before, if the file still has that much, and if its last line did not grow. */
    private static void resume(Path path, BufferedInputStream in, long offset) throws IOException {
        try {
            in.skipNBytes(offset - 1);
        } catch (EOFException e) {
            throw new IOException(shorter(path), e);
        }
        int last = in.read();
        in.mark(1);
        int next = in.read();
        in.reset();
        if (last < 0) {
            throw new IOException(shorter(path));
        }
        if (last != '\n' && next >= 0 && next != '\n' && next != '\r') {
            throw new IOException(path + ": its last line, which had no end, has grown since it was counted; "
                    + "end that line and append, or read it from its start with --again");
        }
    }

    private static String shorter(Path path) {
        return path + " is shorter than what was read of it before; --again reads it from its start";
    }

    /** What is wrong with packed bytes, told with the place that they come from. */
    private static IOException named(String label, IOException failure) {
        return failure instanceof ZipException
                ? new IOException(
                        label + ": " + failure.getMessage() + "; what is before that was read, and a FILE that is"
                                + " mended goes on from there",
                        failure)
                : failure;
    }

    /** Bytes that earlier runs have read. */
    public long startOffset() {
        return startOffset;
    }

    /** Bytes that the file has on the disk, packed or not; 0 for a pipe. */
    public long size() {
        return size;
    }

    /** How many of them are behind, by all runs. Any thread. */
    public long bytesRead() {
        return bytesRead.getAsLong();
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
            return new PollResult(List.of(), "", true);
        }
        int length = read(atMost);
        List<InboundTrade> arrivals = new ArrayList<>();
        LineSplitter.Sink sink = (line, from, size, tooLong) -> arrive(line, from, size, tooLong, arrivals);
        if (length < 0) {
            ended = true;
            splitter.finish(sink);
        } else {
            splitter.feed(chunk, length, sink);
        }
        String position = name.isEmpty() ? "" : InboundLine.position(splitter.number(), splitter.offset());
        return new PollResult(arrivals, position, ended);
    }

    private int read(Duration atMost) throws IOException {
        try {
            return input.read(chunk, atMost);
        } catch (IOException e) {
            throw named(label, e);
        }
    }

    private void arrive(byte[] line, int from, int length, boolean tooLong, List<InboundTrade> arrivals) {
        long number = splitter.number();
        long offset = splitter.offset();
        if (!tooLong && decoder.isObject(line, from, length)) {
            arrivals.add(new InboundLine(number, offset, line, from, length, null));
            return;
        }
        InboundLine.Decoded decoded;
        try {
            if (tooLong) {
                throw new BadTradeException("line is longer than " + LineSplitter.MAX_LINE_BYTES + " bytes");
            }
            RawTrade trade = decoder.decode(line, from, length);
            if (trade == null) {
                return;
            }
            decoded = new InboundLine.Decoded(trade, "");
        } catch (BadTradeException e) {
            decoded = new InboundLine.Decoded(null, e.reason());
        }
        arrivals.add(new InboundLine(number, offset, line, from, length, decoded));
    }

    @Override
    public void committed(String position) {
        // The log holds the position; a file needs no telling.
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private static Input streaming(InputStream in) {
        return new Input() {
            @Override
            public int read(byte[] into, Duration atMost) throws IOException {
                return in.read(into);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    /**
     * Shows the decoder the first line that tells what the others are, if it is one that an earlier run has read and
     * counted.
     */
    private static void learnFormat(Path path, long offset, LineDecoder decoder) throws IOException {
        byte[] start;
        try (InputStream in = Gunzip.ifPacked(Files.newInputStream(path))) {
            start = in.readNBytes((int) Math.min(offset, CHUNK_BYTES));
        }
        LineSplitter.Sink learn = (line, from, length, tooLong) -> {
            try {
                if (!decoder.knowsFormat() && !tooLong) {
                    decoder.decode(line, from, length);
                }
            } catch (BadTradeException e) {
                // Rejected and reported by the run that read it.
            }
        };
        LineSplitter splitter = new LineSplitter(0, 0);
        splitter.feed(start, start.length, learn);
        splitter.finish(learn);
    }
}
