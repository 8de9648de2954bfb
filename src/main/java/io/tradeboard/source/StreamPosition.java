package io.tradeboard.source;

/**
 * How far a stream is read, as the log holds it: {@code ID EPOCH SERIAL}.
 *
 * @param id the highest id that was delivered
 * @param epoch how often the stream has lost data: ids of different epochs cannot be compared
 * @param serial how many entries this run has delivered, by which it finds what is durable; means nothing to later runs
 */
record StreamPosition(StreamId id, long epoch, long serial) {
    static final StreamPosition NONE = new StreamPosition(StreamId.ZERO, 0, 0);

    /** The position that an earlier run reached. */
    static StreamPosition parse(String text) {
        String[] parts = text.split(" ", -1);
        return new StreamPosition(
                StreamId.parse(parts[0]),
                parts.length > 1 ? Long.parseLong(parts[1]) : 0,
                parts.length > 2 ? Long.parseLong(parts[2]) : 0);
    }

    /** Whether what was read up to here is less than what was read up to there. */
    boolean isBehind(StreamPosition other) {
        return epoch != other.epoch ? epoch < other.epoch : id.compareTo(other.id) < 0;
    }

    @Override
    public String toString() {
        return id + " " + epoch + " " + serial;
    }
}
