package io.tradeboard.source;

import io.tradeboard.source.LineSource.MendedLine;
import io.tradeboard.source.LineSource.Reading;
import io.tradeboard.source.TextLine.Decoded;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens a file at the line where the last run stopped. A path that is not a regular file, or names an open descriptor, is read
 * as a pipe.
 */
public final class FileOpening {
    private static final String DESCRIPTOR = "/dev/(stdin|fd/\\d+)|/proc/(self|thread-self|\\d+)/fd/\\d+";

    private final Path path;
    private final String label;
    private final Reading reading;
    private final Consumer<String> notices;

    /** @param notices takes at which line the reading goes on, and why */
    public FileOpening(Path path, Reading reading, Consumer<String> notices) {
        this.path = path;
        this.label = path.toString();
        this.reading = reading;
        this.notices = notices;
    }

    /**
     * Opens it.
     *
     * @param positions of all sources that the log knows, by name
     * @throws UnreadableInputException if the file has changed so that lines would count twice
     */
    public LineSource open(Map<String, String> positions) throws IOException {
        if (!Files.isRegularFile(path) || isDescriptor()) {
            return LineSource.pipe(() -> new FileInputStream(path.toFile()), label);
        }
        FileHistory.Found found;
        try (InputStream in = unpacked()) {
            found = new FileHistory(positions).find(in, path.toRealPath().toString());
        }
        FileState before = found.before();
        if (reading.again()) {
            before = FileState.nothing(before.path());
        } else if (found.problem() != null) {
            throw new UnreadableInputException(label + found.problem());
        }
        LineDecoder decoder = new LineDecoder(label);
        List<MendedLine> mended = new ArrayList<>();
        if (before.lines() > 0) {
            report(found);
            pass(before, found.mended() ? Set.copyOf(before.taken().refused()) : Set.of(), decoder, mended);
        }
        // Not a stream of a channel, which takes four times as long for large pieces.
        CountedStream counted = new CountedStream(new FileInputStream(path.toFile()));
        try {
            BufferedInputStream in = new BufferedInputStream(Gunzip.ifPacked(counted));
            in.skipNBytes(before.bytes());
            return new LineSource(
                    found.name(),
                    label,
                    streaming(in),
                    decoder,
                    ReadLines.behind(before),
                    new LineSource.Start(
                            before.bytes(),
                            before.lines(),
                            mended,
                            Files.size(path),
                            counted::count,
                            reading.takeLastLine()));
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }

    private boolean isDescriptor() {
        return path.toAbsolutePath().normalize().toString().matches(DESCRIPTOR);
    }

    private InputStream unpacked() throws IOException {
        return Gunzip.ifPacked(Files.newInputStream(path));
    }

    private void report(FileHistory.Found found) {
        long read = found.before().lines();
        int refused = found.before().taken().refused().size();
        notices.accept(String.format(
                Locale.ROOT,
                "%s: its first %,d %s read before%s; resuming at line %,d%s",
                label,
                read,
                read == 1 ? "line was" : "lines were",
                found.moved() ? " under another name" : "",
                read + 1,
                !found.mended()
                        ? ""
                        : "; also " + refused
                                + (refused == 1
                                        ? " that was rejected then and has changed"
                                        : " that were rejected then and have changed")));
    }

    /**
     * Shows the decoder the lines that an earlier run has read.
     *
     * @param again numbers of those that are to be read again
     * @param mended takes these
     */
    private void pass(FileState before, Set<Long> again, LineDecoder decoder, List<MendedLine> mended)
            throws IOException {
        LineSplitter splitter = new LineSplitter(0, 0);
        LineSplitter.Sink sink = new LineSplitter.Sink() {
            @Override
            public void line(byte[] line, int from, int length, boolean tooLong) throws IOException {
                long number = splitter.number();
                if (number > before.lines()) {
                    return;
                }
                if (!again.contains(number)) {
                    decoder.pass(number, line, from, length, tooLong);
                    return;
                }
                Decoded decoded = decoder.take(number, line, from, length, tooLong);
                if (decoded != null) {
                    mended.add(new MendedLine(number, Arrays.copyOfRange(line, from, from + length), decoded));
                }
            }

            @Override
            public void partOfLongLine(byte[] bytes, int from, int length) {
                decoder.partOfLongLine(bytes, from, length);
            }
        };
        byte[] chunk = new byte[LineSource.CHUNK_BYTES];
        try (InputStream in = unpacked()) {
            int length = 0;
            while (length >= 0 && splitter.number() < before.lines() && !(decoder.isJson() && again.isEmpty())) {
                length = in.read(chunk);
                if (length < 0) {
                    splitter.finish(sink);
                } else {
                    splitter.feed(chunk, length, sink);
                }
            }
        }
    }

    private static LineSource.Input streaming(InputStream in) {
        return new LineSource.Input() {
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
}
