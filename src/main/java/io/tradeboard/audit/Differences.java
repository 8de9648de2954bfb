package io.tradeboard.audit;

import io.tradeboard.audit.Difference.Of;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares, and keeps what differs. Where a board holds more than the log says apart from where it holds less. */
final class Differences {
    private static final Comparator<Difference> ORDER =
            Comparator.comparing(Difference::of).thenComparing(difference -> String.valueOf(difference.traderId()));

    private final String symbol;
    private final int keep;
    private final List<Difference> more = new ArrayList<>();
    private final List<Difference> less = new ArrayList<>();
    private long moreCount;
    private long lessCount;

    /** @param keep how many of each kind are kept; all are counted */
    Differences(String symbol, int keep) {
        this.symbol = symbol;
        this.keep = keep;
    }

    /** Compares two counts of units of 10<sup>-scale</sup>. */
    void compare(Of of, @Nullable String traderId, int scale, BigDecimal board, BigInteger log) {
        int sign = board.compareTo(new BigDecimal(log));
        if (sign == 0) {
            return;
        }
        moreCount += sign > 0 ? 1 : 0;
        lessCount += sign < 0 ? 1 : 0;
        List<Difference> kept = sign > 0 ? more : less;
        if (kept.size() < keep) {
            kept.add(new Difference(symbol, of, traderId, board.scaleByPowerOfTen(-scale), new BigDecimal(log, scale)));
        }
    }

    /** How many are such that missing records could explain them. */
    long explicable() {
        return moreCount;
    }

    /** How many there are. */
    long count(boolean recordsAreMissing) {
        return recordsAreMissing ? lessCount : lessCount + moreCount;
    }

    /** The differences that were kept, in order. */
    List<Difference> kept(boolean recordsAreMissing) {
        List<Difference> all = new ArrayList<>(less);
        if (!recordsAreMissing) {
            all.addAll(more);
        }
        all.sort(ORDER);
        return all.size() > keep ? all.subList(0, keep) : all;
    }
}
