package io.tradeboard.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The traders directory at one moment: who has an alias, who is hidden, and who is excluded.
 *
 * <p>It is the only way from the ids that Redis holds to rows: {@link #entries} leaves out those that are excluded and gives
 * the others the id and the name to show. What uses those never sees the id of a hidden trader.
 *
 * <p>Immutable.
 */
public final class TradersDirectory {
    /** How many traders may be excluded: each read asks for their volumes. */
    public static final int MOST_EXCLUDED = 1_000;

    /** Appended to the id of a trader if it equals the name that is shown for another. */
    private static final String OWN_NAME = " (its own id)";

    /** An id that no trader can have. */
    private static final String NOBODY = "";

    private static final TradersDirectory NONE = new TradersDirectory(Map.of());

    private final Map<String, TraderEntry> traders;
    private final Map<String, String> byHiddenName = new HashMap<>();
    private final Map<String, String> byAlias = new HashMap<>();
    private final List<String> excluded = new ArrayList<>();
    private final int fingerprint;

    /**
     * @param traders the entries by the ids of their traders
     * @throws IllegalArgumentException if a hidden trader has no tag of its own, or too many are excluded; the message
     *     names no trader
     */
    TradersDirectory(Map<String, TraderEntry> traders) {
        this.traders = Collections.unmodifiableMap(new TreeMap<>(traders));
        this.fingerprint = traders.hashCode();
        this.traders.forEach((trader, entry) -> {
            if (entry.hidden() && (!entry.hasTag() || byHiddenName.put(entry.hiddenName(), trader) != null)) {
                throw new IllegalArgumentException("a hidden trader has no tag of its own");
            }
            if (entry.hasAlias() && !entry.hidden()) {
                byAlias.put(entry.alias(), trader);
            }
            if (entry.excluded()) {
                excluded.add(trader);
            }
        });
        if (excluded.size() > MOST_EXCLUDED) {
            throw new IllegalArgumentException("more than " + MOST_EXCLUDED + " traders are excluded");
        }
    }

    /** An empty directory, which leaves raw ids as they are. */
    public static TradersDirectory none() {
        return NONE;
    }

    /** The entries by the ids of their traders, sorted. For the operator only: this reveals who is hidden. */
    public Map<String, TraderEntry> traders() {
        return traders;
    }

    /** The entry of a trader; {@link TraderEntry#NONE} where there is none. */
    public TraderEntry entry(String trader) {
        return traders.getOrDefault(trader, TraderEntry.NONE);
    }

    /** The id that is shown for a trader; different for each. */
    String shownId(String trader) {
        TraderEntry entry = entry(trader);
        if (entry.hidden()) {
            return entry.hiddenName();
        }
        return isTaken(trader) ? trader + OWN_NAME : trader;
    }

    /** Whether the id of this trader is the name that is shown for another. */
    private boolean isTaken(String trader) {
        return byHiddenName.containsKey(trader)
                || !byAlias.getOrDefault(trader, trader).equals(trader);
    }

    /** The name that is shown for a trader. */
    public String name(String trader) {
        TraderEntry entry = entry(trader);
        return entry.hasAlias() && !entry.hidden() ? entry.alias() : shownId(trader);
    }

    /**
     * The trader that is shown under an id or a name.
     *
     * @return its id on the boards; an id that is on no board if nobody is shown so, as with the id of a hidden trader
     */
    String traderOf(String shown) {
        String trader = shownAs(shown);
        return isExcluded(trader) ? NOBODY : trader;
    }

    private String shownAs(String shown) {
        String hidden = byHiddenName.get(shown);
        if (hidden != null) {
            return hidden;
        }
        if (shown.endsWith(OWN_NAME)) {
            String own = shown.substring(0, shown.length() - OWN_NAME.length());
            if (isTaken(own)) {
                return own;
            }
        }
        String aliased = byAlias.get(shown);
        if (aliased != null) {
            return aliased;
        }
        return entry(shown).hidden() ? NOBODY : shown;
    }

    boolean isExcluded(String trader) {
        return entry(trader).excluded();
    }

    /** The traders that are left out, sorted. */
    List<String> excluded() {
        return Collections.unmodifiableList(excluded);
    }

    /** A fingerprint of the entries, to recognise standings that were read with other entries. */
    int fingerprint() {
        return fingerprint;
    }

    /**
     * What may be shown of some scores, in their order.
     *
     * @throws UnreadableVolumeException if a score is not a whole number of units
     */
    List<Standings.Entry> entries(List<Score> scores) {
        List<Standings.Entry> entries = new ArrayList<>(scores.size());
        for (Score score : scores) {
            if (!isExcluded(score.trader())) {
                entries.add(entry(score));
            }
        }
        return entries;
    }

    /** The same of one score, whose trader is not excluded. */
    Standings.Entry entry(Score score) {
        String id = shownId(score.trader());
        return new Standings.Entry(id, name(score.trader()), score.volume(id));
    }
}
