package io.tradeboard.read;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * An entry of the traders directory.
 *
 * @param alias the name to show instead of the id; empty where there is none
 * @param hidden whether id and name are shown as {@code Trader TAG}
 * @param excluded whether the trader is left out of every ranking
 * @param tag random hex digits that stand for the name of a hidden trader; empty for others
 */
public record TraderEntry(String alias, boolean hidden, boolean excluded, String tag) {
    /** The entry of a trader who is not in the directory. */
    public static final TraderEntry NONE = new TraderEntry("", false, false, "");

    private static final String SHOWN = "Trader ";
    private static final Pattern TAG = Pattern.compile("[0-9a-f]{4,16}");
    private static final Pattern SHOWN_HIDDEN = Pattern.compile("(?i)" + SHOWN + "[0-9a-f]+");

    /** Converts entries to text and back. */
    public interface Codec {
        /** The entry as a document. */
        String write(TraderEntry entry);

        /**
         * The entry of a document.
         *
         * @throws IOException if the text is not such a document
         */
        TraderEntry parse(String document) throws IOException;
    }

    /** What is shown instead of the id and the name of a hidden trader. */
    public String hiddenName() {
        return SHOWN + tag;
    }

    boolean hasTag() {
        return TAG.matcher(tag).matches();
    }

    boolean hasAlias() {
        return !alias.isEmpty();
    }

    public TraderEntry withAlias(String other) {
        return new TraderEntry(other, hidden, excluded, tag);
    }

    /** Hidden; the tag is made when this is stored. */
    public TraderEntry asHidden() {
        return new TraderEntry(alias, true, excluded, tag);
    }

    public TraderEntry asExcluded() {
        return new TraderEntry(alias, hidden, true, tag);
    }

    public TraderEntry withTag(String other) {
        return new TraderEntry(alias, hidden, excluded, other);
    }

    /**
     * Checks a name that is to be shown instead of an id.
     *
     * @throws BadTradeException if it breaks a rule for ids of traders, or looks like the name of a hidden trader
     */
    public static String checkAlias(String alias) throws BadTradeException {
        TradeRules.checkTrader("alias", alias);
        if (SHOWN_HIDDEN.matcher(alias).matches()) {
            throw new BadTradeException("alias \"" + alias + "\" looks like the name of a hidden trader");
        }
        return alias;
    }
}
