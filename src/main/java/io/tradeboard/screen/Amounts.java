package io.tradeboard.screen;

import io.tradeboard.board.Standings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * Writes the amounts of one board for people: exact, with commas, and all with the same number of decimals, the fewest
 * that show every row exactly.
 */
final class Amounts {
    private static final int USUAL_DECIMALS = 2;

    private final int scale;
    private final DecimalFormat format;
    private final BigInteger total;

    Amounts(Standings standings) {
        this.scale = standings.scale();
        this.total = standings.totalVolume();
        int decimals = Math.min(USUAL_DECIMALS, scale);
        for (Standings.Row row : standings.rows()) {
            decimals = Math.max(
                    decimals,
                    BigDecimal.valueOf(row.volume(), scale).stripTrailingZeros().scale());
        }
        StringBuilder pattern = new StringBuilder("#,##0");
        if (decimals > 0) {
            pattern.append('.').append("0".repeat(decimals));
        }
        this.format = new DecimalFormat(pattern.toString(), DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_EVEN);
    }

    /** An amount in units of the board, exact if it is made of the rows' volumes. */
    String amount(long units) {
        return format.format(BigDecimal.valueOf(units, scale));
    }

    /** The total of the board; rounded where it has more decimals than the rows. */
    String total() {
        return format.format(new BigDecimal(total, scale));
    }

    /** What part of the total the units are, as a percentage with one decimal. */
    String share(BigInteger units) {
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
    String gap(Standings standings, int index) {
        Standings.Row row = standings.rows().get(index);
        if (index > 0 && standings.rows().get(index - 1).volume() == row.volume()) {
            return "tied";
        }
        return row.gapToNext().isPresent() ? amount(row.gapToNext().getAsLong()) : "-";
    }
}
