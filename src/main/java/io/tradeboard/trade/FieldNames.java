package io.tradeboard.trade;

import io.tradeboard.text.Printable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds names that are nearly those of a trade's fields. To pass over a column {@code time} would count an old trade
 * today, and to pass over {@code ID} would count a duplicate, so such names are refused where others are ignored.
 *
 * <p>A name that is one of ours but for case, blanks, hyphens and the like is always refused. A synonym or a typing error
 * is refused only where the field that it means is missing: beside a {@code timestamp}, a column {@code date} is just
 * another column.
 */
public final class FieldNames {
    private static final int FIRST_TYPO_LENGTH = 5;
    private static final List<String> TIME_PREFIXES =
            words(" trade traded trading exec executed execution event transact transaction match matched fill filled"
                    + " create created creation occurred received update updated server exchange local utc gmt epoch"
                    + " unix iso log logged message msg system entry record recorded insert inserted"
                    + " order ordercreated orderupdated tradecreated tradeupdated block close closed settled recv deal"
                    + " lastupdated");
    private static final List<String> TIME_BASES = words("time timestamp ts date datetime at on");
    private static final List<String> TIME_SUFFIXES =
            words(" ms msec millis milliseconds millisecond s sec secs seconds second us micros microseconds"
                    + " ns nanos nanoseconds utc gmt z iso iso8601 local epoch unix string");

    /** The field that a name means, by the letters and digits of the name in lower case. */
    private static final Map<String, TradeField> SYNONYMS = synonyms();

    private FieldNames() {}

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    private static Map<String, TradeField> synonyms() {
        Map<String, TradeField> meant = new HashMap<>();
        for (String prefix : TIME_PREFIXES) {
            for (String base : TIME_BASES) {
                for (String suffix : TIME_SUFFIXES) {
                    meant.put(prefix + base + suffix, TradeField.TIMESTAMP);
                }
            }
        }
        meant.keySet().removeAll(words("at on ons ats"));
        put(
                meant,
                TradeField.TIMESTAMP,
                "epoch epochms epochmillis epochseconds epochs epochsec epochus epochns unixms unixseconds unixmillis"
                        + " millis day dt when created executed traded occurred");
        put(
                meant,
                TradeField.ID,
                "tradeid tradesid tradeno tradenr tradenum tradenumber tradeidentifier tradeuuid identifier execid"
                        + " executionid fillid transactionid txid txnid uuid guid eventid tid"
                        + " dealid matchid traderef tradereference");
        put(
                meant,
                TradeField.TRADER_ID,
                "trader traders tradername traderno traderuuid user userid username account accountid accountname"
                        + " client clientid clientname customer customerid customername member memberid participant"
                        + " participantid player playerid owner ownerid name");
        put(
                meant,
                TradeField.SYMBOL,
                "symbols sym symbolid symbolname ticker tickersymbol instrument instrumentid instrumentname market"
                        + " pair tradingpair currencypair asset assetid coin token currency product productid security"
                        + " stock contract");
        put(
                meant,
                TradeField.QUANTITY,
                "quantities qty quant amount amt size volume vol units shares lots lot lotsize tradesize tradeqty"
                        + " tradequantity tradeamount tradevolume filledqty filledquantity fillqty execqty execquantity"
                        + " executedqty executedquantity lastqty basequantity baseqty");
        return meant;
    }

    private static void put(Map<String, TradeField> meant, TradeField field, String names) {
        words(names).forEach(name -> meant.put(name, field));
    }

    /**
     * Checks all names of a header, an object or an entry.
     *
     * @param kind what they are names of: {@code column} or {@code field}
     * @throws BadTradeException if one is nearly that of a field, with that name and the right one
     */
    public static void check(Collection<String> names, String kind) throws BadTradeException {
        Set<TradeField> present = EnumSet.noneOf(TradeField.class);
        List<String> others = new ArrayList<>();
        for (String name : names) {
            TradeField field = TradeField.named(name);
            if (field == null) {
                others.add(name);
            } else {
                present.add(field);
            }
        }
        check(others, present, kind);
    }

    /** @param others names that are no field's */
    static void check(Collection<String> others, Set<TradeField> present, String kind) throws BadTradeException {
        List<String> wrong = new ArrayList<>();
        Set<TradeField> named = EnumSet.noneOf(TradeField.class);
        for (String name : others) {
            String letters = letters(name);
            TradeField meant = alike(letters);
            if (meant == null) {
                meant = synonym(letters);
                if (meant == null || present.contains(meant)) {
                    continue;
                }
            }
            if (named.add(meant)) {
                wrong.add(kind + " " + Printable.quote(name) + " must be named " + meant.label);
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadTradeException(String.join(", ", wrong));
        }
    }

    /** Whether a name is that of a field, or nearly. */
    public static boolean isNearlyOne(String name) {
        return nearly(name) != null;
    }

    /** The field that a name is nearly that of, or null. */
    static @Nullable TradeField nearly(String name) {
        String letters = letters(name);
        TradeField alike = alike(letters);
        return alike != null ? alike : synonym(letters);
    }

    private static @Nullable TradeField alike(String letters) {
        for (TradeField field : TradeField.values()) {
            if (field.label.equalsIgnoreCase(letters)) {
                return field;
            }
        }
        return null;
    }

    private static @Nullable TradeField synonym(String letters) {
        TradeField known = SYNONYMS.get(letters);
        if (known != null || letters.length() < FIRST_TYPO_LENGTH) {
            return known;
        }
        for (TradeField field : TradeField.values()) {
            int most = field.label.length() > 6 ? 2 : field.label.length() > 2 ? 1 : 0;
            if (distance(letters, field.label.toLowerCase(Locale.ROOT), most) <= most) {
                return field;
            }
        }
        return null;
    }

    /** The letters and digits of a name in lower case, those of other widths and styles as the usual ones. */
    private static String letters(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        Printable.cut(Normalizer.normalize(name, Normalizer.Form.NFKC), 64)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** Optimal string alignment: how many letters to insert, delete, replace or swap; or more than {@code most}. */
    private static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
