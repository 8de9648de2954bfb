package io.tradeboard.format;

import io.tradeboard.read.Standings;
import io.tradeboard.text.Counts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes the amounts of one board for people: exact, with commas, and all with the same number of decimals, the fewest
 * that show every row exactly.
 */
public final class Amounts {
    /** What stands before the volume of a trader who has as much as a board can hold. */
    public static final String CAPPED = "≥";

    private static final String CAPPED_ASCII = ">=";

    /** Where the total of a board stops. */
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(62).subtract(BigInteger.ONE);

    private static final int USUAL_DECIMALS = 2;
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final String LETTERS = " KMBT";
    private static final int LEAST_PART = 10;

    private final int scale;
    private final boolean compact;
    private final long highest;
    private final Unit unit;
    private final int decimals;
    private final BigInteger total;

    public Amounts(Standings standings) {
        this(standings, false);
    }

    /** @param compact whether to write amounts with four digits and a letter, as in {@code 4.812M} */
    public Amounts(Standings standings, boolean compact) {
        this.compact = compact;
        this.scale = standings.scale();
        this.total = standings.totalVolume();
        this.highest = standings.rows().isEmpty() ? 0 : standings.rows().get(0).volume();
        this.unit = compact ? Unit.of(BigDecimal.valueOf(highest, scale)) : Unit.NONE;
        int decimals = Math.min(USUAL_DECIMALS, scale);
        for (Standings.Row row : standings.rows()) {
            decimals = Math.max(
                    decimals,
                    BigDecimal.valueOf(row.volume(), scale).stripTrailingZeros().scale());
        }
        this.decimals = decimals;
    }

    /** An amount in units of the board, exact if it is made of the rows' volumes. */
    public String amount(long units) {
        BigDecimal amount = BigDecimal.valueOf(units, scale);
        return compact ? compact(amount) : plain(amount);
    }

    /**
     * The volume of a row, marked where the true one may be more; where it is compact, in the unit of the highest one and
     * with as many decimals, unless that leaves it less than three digits.
     */
    public String volume(Standings.Row row, boolean ascii) {
        String mark = ascii ? CAPPED_ASCII : CAPPED;
        boolean alike = compact && unit.thousands() > 0 && row.volume() > highest / LEAST_PART;
        String amount = alike ? unit.write(BigDecimal.valueOf(row.volume(), scale)) : amount(row.volume());
        return (row.isCapped() ? mark : "") + amount;
    }

    private String plain(BigDecimal amount) {
        return Counts.withCommas(
                amount.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
    }

    private static String compact(BigDecimal amount) {
        Unit own = Unit.of(amount);
        return own.thousands() == 0 ? withoutLetter(amount) : own.write(amount);
    }

    private static String withoutLetter(BigDecimal amount) {
        BigDecimal rounded = amount.round(FOUR_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /**
     * How amounts are written compactly.
     *
     * @param thousands the power of a thousand that the letter stands for
     * @param decimals as many as make four digits
     */
    private record Unit(int thousands, int decimals) {
        static final Unit NONE = new Unit(0, 0);

        static Unit of(BigDecimal amount) {
            BigDecimal rounded = amount.round(FOUR_DIGITS);
            int thousands = 0;
            while (thousands < LETTERS.length() - 1
                    && rounded.movePointLeft(3 * thousands).compareTo(THOUSAND) >= 0) {
                thousands++;
            }
            BigDecimal head = rounded.movePointLeft(3 * thousands);
            int digitsBefore = Math.max(1, head.precision() - head.scale());
            return new Unit(thousands, Math.max(0, 4 - digitsBefore));
        }

        String write(BigDecimal amount) {
            return amount.movePointLeft(3 * thousands)
                            .setScale(decimals, RoundingMode.HALF_EVEN)
                            .toPlainString()
                    + LETTERS.charAt(thousands);
        }
    }

    /** The total of the board; rounded where it has more decimals than the rows, and marked where it is full. */
    public String total(boolean ascii) {
        String mark = ascii ? CAPPED_ASCII : CAPPED;
        return (total.compareTo(MOST) >= 0 ? mark : "") + plain(new BigDecimal(total, scale));
    }

    /** What part of the total the units are, as a percentage with one decimal. */
    public String share(BigInteger units) {
        if (total.signum() == 0) {
            return "-";
        }
        return new BigDecimal(units)
                        .movePointRight(2)
                        .divide(new BigDecimal(total), 1, RoundingMode.HALF_EVEN)
                        .toPlainString()
                + "%";
    }

    /** The gap of a row to the next higher one: a dash for the leader, a word inside a tie. */
    public String gap(Standings standings, int index) {
        Standings.Row row = standings.rows().get(index);
        if (index > 0 && standings.rows().get(index - 1).volume() == row.volume()) {
            return "tied";
        }
        return gap(row);
    }

    /** The gap of a row to the next strictly higher one; a dash for the leaders. */
    public String gap(Standings.Row row) {
        return row.gapToNext().isPresent() ? amount(row.gapToNext().getAsLong()) : "-";
    }
}
