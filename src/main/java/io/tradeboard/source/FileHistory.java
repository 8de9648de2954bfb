package io.tradeboard.source;

import io.tradeboard.source.FileState.Sums;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The files that were read before, and which of them a file is, whatever its name is now. It is looked through to its end
 * unless it begins like one of them, and not at all where no file was read before. Lines are compared without their ends, so that converting or
 * packing a file makes no other one of it.
 *
 * <p>Lines without an id that were counted are not counted again unnoticed where a file begins as it did, where its lines
 * are in another order or stand behind new ones, and where some have changed while it kept its path. A copy that was moved <em>and</em> changed is noticed where it
 * has three quarters of the lines.
 */
final class FileHistory {
    private static final String PREFIX = "file:";

    private final Set<String> names;
    private final List<KnownFile> known = new ArrayList<>();

    /**
     * What a file is.
     *
     * @param name what it is called in the log
     * @param before what was read of it; nothing where it is new
     * @param moved whether it was read under another path
     * @param mended whether lines that were refused have changed since
     * @param problem why it is not to be read, where that is so; behind its name
     */
    record Found(
            String name,
            FileState before,
            boolean moved,
            boolean mended,
            @Nullable String problem) {}

    /** @param positions of all sources that the log knows, by name */
    FileHistory(Map<String, String> positions) {
        names = positions.keySet();
        positions.forEach((name, position) -> {
            if (name.startsWith(PREFIX)) {
                known.add(new KnownFile(name, FileState.parse(position)));
            }
        });
    }

    /**
     * Looks a file up.
     *
     * @param in the file, unpacked
     * @param path its full path
     */
    Found find(InputStream in, String path) throws IOException {
        long hash = FileState.hashOf(path);
        byte[] chunk = new byte[LineSource.CHUNK_BYTES];
        BufferedInputStream start = new BufferedInputStream(in, chunk.length);
        start.mark(chunk.length);
        String fresh = freshName(LineHash.of(chunk, 0, read(start, chunk, chunk.length)));
        start.reset();
        Scan scan = new Scan(hash);
        for (int length = chunk.length; length == chunk.length && !scan.isDecided(); ) {
            length = read(start, chunk, chunk.length);
            scan.take(chunk, length);
        }
        return decide(scan.lines, hash, fresh);
    }

    private Found decide(long lines, long path, String fresh) {
        KnownFile longest = null;
        for (KnownFile file : known) {
            if (file.continued() != null
                    && (longest == null
                            || file.state().lines() > longest.state().lines())) {
                longest = file;
            }
        }
        long continued = longest == null ? 0 : longest.state().lines();
        for (KnownFile file : known) {
            String problem = file.state().lines() <= continued ? null : problem(file, path, lines);
            if (problem != null) {
                return new Found(file.name(), FileState.nothing(path), false, false, problem);
            }
        }
        FileState before = longest == null ? null : longest.continued();
        if (longest == null || before == null) {
            return new Found(fresh, FileState.nothing(path), false, false, null);
        }
        return new Found(longest.name(), before, longest.state().path() != path, longest.isMended(), null);
    }

    private static @Nullable String problem(KnownFile file, long path, long lines) {
        long before = file.state().lines();
        if (!file.isReordered() && !file.isChangedInto(path, lines)) {
            return null;
        }
        if (path != file.state().path()) {
            return String.format(
                    Locale.ROOT,
                    " has the trades of a file of %,d lines that was read before, but changed or reordered; put new"
                            + " trades into another file, or count all of these again with --again",
                    before);
        }
        return lines < before
                ? String.format(
                        Locale.ROOT,
                        " was read up to line %,d and is shorter now; to read it from its start: --again",
                        before)
                : String.format(
                        Locale.ROOT,
                        " was read up to line %,d and has changed before that; put the new lines into another file,"
                                + " or count all of them again with --again",
                        before);
    }

    /** A name that no file has. */
    private String freshName(long hash) {
        String first = PREFIX + Long.toHexString(hash);
        String name = first;
        for (int i = 2; names.contains(name); i++) {
            name = first + "-" + i;
        }
        return name;
    }

    /** Reads bytes as far as they can be unpacked; what breaks off there is reported by who reads on. */
    private static int read(InputStream in, byte[] chunk, int most) throws IOException {
        int length = 0;
        try {
            for (int read = 0; read >= 0 && length < most; length += Math.max(0, read)) {
                read = in.read(chunk, length, most - length);
            }
        } catch (ZipException e) {
            return length;
        }
        return length;
    }

    /** Looks through a file, line by line. */
    private final class Scan implements LineSplitter.Sink {
        /** A line at which something is to be done about a file: its last one, or one that was refused. */
        private record Stop(long line, KnownFile file, boolean isEnd) {}

        private final LineSplitter splitter = new LineSplitter(0, 0);
        private final Map<Long, List<KnownFile>> samples = new HashMap<>();
        private final List<Stop> stops = new ArrayList<>();
        private final long path;
        private long largestSample;
        private int nextStop;
        private long lines;
        private long all;
        private long unordered;

        Scan(long path) {
            this.path = path;
            for (KnownFile file : known) {
                FileState state = file.state();
                for (long hash : state.sample().hashes()) {
                    samples.computeIfAbsent(hash, h -> new ArrayList<>()).add(file);
                    largestSample = Long.compareUnsigned(hash, largestSample) > 0 ? hash : largestSample;
                }
                state.taken().refused().forEach(line -> stops.add(new Stop(line, file, false)));
                stops.add(new Stop(state.lines(), file, true));
            }
            stops.sort(Comparator.comparingLong(Stop::line).thenComparing(Stop::isEnd));
        }

        /** Takes the next bytes; the last ones where they do not fill the chunk. */
        void take(byte[] chunk, int length) throws IOException {
            splitter.feed(chunk, length, this);
            if (length < chunk.length) {
                splitter.finish(this);
            }
        }

        boolean isDecided() {
            long continued = known.stream()
                    .filter(file -> file.continued() != null)
                    .mapToLong(file -> file.state().lines())
                    .max()
                    .orElse(0);
            return known.stream().allMatch(file -> file.isDecided(lines, continued));
        }

        @Override
        public void line(byte[] bytes, int from, int length, boolean tooLong) {
            long hash = splitter.hash();
            lines = splitter.number();
            long share = LineHash.inOrder(hash, lines);
            all += share;
            unordered += hash;
            if (Long.compareUnsigned(hash, largestSample) <= 0) {
                samples.getOrDefault(hash, List.of()).forEach(file -> file.see(hash));
            }
            for (; nextStop < stops.size() && stops.get(nextStop).line() == lines; nextStop++) {
                Stop stop = stops.get(nextStop);
                if (stop.isEnd()) {
                    stop.file().compare(splitter.offset(), new Sums(all, 0, unordered), path);
                } else {
                    stop.file().seeRefused(share);
                }
            }
        }
    }
}
