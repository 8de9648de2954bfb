package io.tradeboard.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How far a file was read, and what was read of it, in constant size: enough to notice that a file which comes later is
 * the same, goes on from it, is a changed form of it, or is another one.
 *
 * @param bytes the position behind the last line, of the unpacked bytes
 * @param lines how many lines are before it
 * @param path {@link #hashOf} the file's path, which distinguishes an edited file from one that resembles it
 * @param sums over the lines
 * @param sample of the lines that would count again if they were read again
 * @param taken what became of the lines
 */
record FileState(long bytes, long lines, long path, Sums sums, LineSample sample, Taken taken) {
    private static final int FIXED_BYTES = 2 + 6 * Long.BYTES;

    /**
     * Sums of hashes.
     *
     * @param all of {@link LineHash#inOrder}: equal where the same lines are in the same order
     * @param accepted the same without the lines that were refused
     * @param unordered of the lines' own hashes: equal where the same lines are in some order
     */
    record Sums(long all, long accepted, long unordered) {
        static final Sums ZERO = new Sums(0, 0, 0);
    }

    /**
     * What became of the lines.
     *
     * @param trades how many were accepted
     * @param withId how many of those have an id, so that they do not count again
     * @param refused numbers of those that were refused, so that they count once they are corrected; the first ones
     * @param moreRefused whether there were more
     */
    record Taken(long trades, long withId, List<Long> refused, boolean moreRefused) {
        static final Taken NOTHING = new Taken(0, 0, List.of(), false);
        private static final int MOST = 16;

        Taken andRefused(long number) {
            return refused.size() == MOST
                    ? new Taken(trades, withId, refused, true)
                    : new Taken(
                            trades,
                            withId,
                            Stream.concat(refused.stream(), Stream.of(number)).toList(),
                            moreRefused);
        }

        Taken andMended(long number) {
            return new Taken(
                    trades, withId, refused.stream().filter(n -> n != number).toList(), moreRefused);
        }
    }

    /** Of a file that was not read yet. */
    static FileState nothing(long path) {
        return new FileState(0, 0, path, Sums.ZERO, new LineSample(), Taken.NOTHING);
    }

    /** What stands for a path. */
    static long hashOf(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return LineHash.of(bytes, 0, bytes.length);
    }

    /** As it stands in the log: {@code BYTES LINES} and the rest in Base64. */
    String text() {
        long[] hashes = sample.hashes();
        ByteBuffer rest = ByteBuffer.allocate(
                FIXED_BYTES + (hashes.length + taken.refused().size()) * Long.BYTES);
        rest.put((byte) hashes.length).put((byte) (taken.moreRefused() ? 1 : 0));
        rest.putLong(path).putLong(sums.all()).putLong(sums.accepted()).putLong(sums.unordered());
        rest.putLong(taken.trades()).putLong(taken.withId());
        LongStream.of(hashes).forEach(rest::putLong);
        taken.refused().forEach(rest::putLong);
        return bytes + " " + lines + " "
                + Base64.getUrlEncoder().withoutPadding().encodeToString(rest.array());
    }

    /** Reads {@link #text}. */
    static FileState parse(String text) {
        String[] parts = text.split(" ", -1);
        ByteBuffer rest = ByteBuffer.wrap(Base64.getUrlDecoder().decode(parts[2]));
        int hashes = rest.get();
        boolean moreRefused = rest.get() != 0;
        long path = rest.getLong();
        Sums sums = new Sums(rest.getLong(), rest.getLong(), rest.getLong());
        long trades = rest.getLong();
        long withId = rest.getLong();
        LineSample sample = new LineSample();
        for (int i = 0; i < hashes; i++) {
            sample.add(rest.getLong());
        }
        List<Long> refused = new ArrayList<>();
        while (rest.hasRemaining()) {
            refused.add(rest.getLong());
        }
        return new FileState(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                path,
                sums,
                sample,
                new Taken(trades, withId, List.copyOf(refused), moreRefused));
    }

    /** Whether nothing of the file was taken or refused: a mere header is not worth remembering. */
    boolean isEmpty() {
        return taken.trades() == 0 && taken.refused().isEmpty();
    }
}
