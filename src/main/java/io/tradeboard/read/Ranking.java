package io.tradeboard.read;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Computes all ranks: of the top of a board, of the rows around a trader, and of the traders that a search found. Equal
 * volumes share a rank and the next ranks are skipped: 1, 2, 2, 4.
 */
final class Ranking {
    /**
     * What a board holds beside a volume.
     *
     * @param higher how many traders have a strictly higher volume
     * @param equal how many have the same volume, including the one that is ranked
     * @param nearest the lowest strictly higher volume; empty where there is none
     */
    record Place(long higher, long equal, OptionalLong nearest) {}

    /**
     * What is above the first of some entries.
     *
     * @param entries how many
     * @param higher how many of them have a strictly higher volume
     * @param nearest the lowest strictly higher volume; empty where there is none
     */
    record Above(int entries, int higher, OptionalLong nearest) {
        static final Above NOTHING = new Above(0, 0, OptionalLong.empty());
    }

    private Ranking() {}

    /** The lowest volume of some entries. */
    static OptionalLong nearest(List<Standings.Entry> higher) {
        return higher.stream().mapToLong(Standings.Entry::volume).min();
    }

    static Standings.Row row(Standings.Entry entry, Place place) {
        OptionalLong gap = place.nearest().isPresent()
                ? OptionalLong.of(place.nearest().getAsLong() - entry.volume())
                : OptionalLong.empty();
        return new Standings.Row(
                Math.toIntExact(place.higher() + 1),
                place.equal() > 1,
                entry.traderId(),
                entry.name(),
                entry.volume(),
                gap);
    }

    /**
     * Ranks the top of a board.
     *
     * @param entries sorted by volume, highest first; one more than {@code depth} where there are more, to see a tie at
     *     the end
     */
    static List<Standings.Row> rows(List<Standings.Entry> entries, int depth) {
        return rows(entries, depth, Above.NOTHING);
    }

    /** Ranks entries from the middle of a board, which are sorted in the same way. */
    static List<Standings.Row> rows(List<Standings.Entry> entries, int depth, Above above) {
        List<Standings.Row> rows = new ArrayList<>(Math.min(depth, entries.size()));
        OptionalLong nearest = above.nearest();
        long higher = above.higher();
        long equalBefore = (long) above.entries() - above.higher();
        for (int i = 0; i < Math.min(depth, entries.size()); i++) {
            long volume = entries.get(i).volume();
            if (i > 0 && entries.get(i - 1).volume() != volume) {
                nearest = OptionalLong.of(entries.get(i - 1).volume());
                higher = above.entries() + (long) i;
                equalBefore = 0;
            }
            boolean tiesDown = i + 1 < entries.size() && entries.get(i + 1).volume() == volume;
            rows.add(row(entries.get(i), new Place(higher, equalBefore + (tiesDown ? 2 : 1), nearest)));
            equalBefore++;
        }
        return rows;
    }
}
