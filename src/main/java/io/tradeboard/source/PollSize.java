package io.tradeboard.source;

/**
 * How many entries a poll asks for, so that it brings about 32,768 trades at most: Redis counts entries, and one may hold
 * many trades. The next entries are taken to hold as many as those of the last poll. It begins with full packs and grows to
 * twice as many at most, so only a poll of a long backlog of single trades can bring more when packs follow them.
 */
final class PollSize {
    private static final int TRADES = 32 << 10;
    private static final int MOST_ENTRIES = 5_000;

    /** What {@code produce} puts into an entry at most. */
    private static final int FULL_PACK = 100;

    private int entries = TRADES / FULL_PACK;

    /** How many entries to ask for. */
    int entries() {
        return entries;
    }

    /** Learns what a poll has brought. */
    void read(int read, int trades) {
        if (read == 0) {
            return;
        }
        int fitting = (int) Math.max(1, (long) TRADES * read / Math.max(read, trades));
        if (fitting < entries) {
            entries = fitting;
        } else if (read >= entries) {
            entries = Math.min(Math.min(fitting, 2 * entries), MOST_ENTRIES);
        }
    }
}
