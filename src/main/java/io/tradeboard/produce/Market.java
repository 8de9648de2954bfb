package io.tradeboard.produce;

import io.tradeboard.run.UsageException;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TraderNames;
import java.util.List;
import java.util.UUID;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.LogNormalSampler;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A mock market. Few traders trade often and most rarely (Zipf's law), each symbol has other favourites, and sizes are
 * log-normal, so that a lucky trader now and then overtakes a busy one.
 *
 * <p>The same arguments give the same traders, symbols and quantities in the same order. Identifiers don't repeat, not
 * even in a market started again, or its trades would count as already seen.
 *
 * <p>Not thread-safe.
 */
public final class Market {
    /** The most traders a market has. */
    public static final int MAX_TRADERS = 10_000_000;

    /** How far the order of the traders moves from one symbol to the next. */
    private static final int FAVOURITES_SHIFT = 3;

    private static final double SYMBOL_SKEW = 1.0;
    private static final double MEDIAN_LOTS = 2_500;
    private static final double LOTS_SIGMA = 1.2;
    private static final long MAX_LOTS = 1_000_000_000;
    private static final int MAX_LOT_DIGITS = 4;

    private final Symbols symbols;
    private final List<String> symbolNames;
    private final int traders;
    private final DiscreteSampler traderRank;
    private final DiscreteSampler symbolRank;
    private final ContinuousSampler lots;
    private final long idHigh;
    private long idLow;

    /**
     * @param skew exponent of the Zipf distribution: 0 for equally busy traders, 1 for a natural ranking
     * @throws UsageException if there is no configured symbol, or a number is out of range
     */
    public Market(Symbols symbols, int traders, double skew, long seed) {
        if (symbols.known().isEmpty()) {
            throw new UsageException("a market needs at least one symbol");
        }
        if (traders < 1 || traders > MAX_TRADERS) {
            throw new UsageException("traders must be from 1 to " + MAX_TRADERS + ", not " + traders);
        }
        if (!(skew >= 0 && skew <= 10)) {
            throw new UsageException("skew must be from 0 to 10, not " + skew);
        }
        this.symbols = symbols;
        this.symbolNames = symbols.names();
        this.traders = traders;
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        traderRank = RejectionInversionZipfSampler.of(random, traders, skew);
        symbolRank = RejectionInversionZipfSampler.of(random, symbolNames.size(), SYMBOL_SKEW);
        lots = LogNormalSampler.of(ZigguratSampler.NormalizedGaussian.of(random), Math.log(MEDIAN_LOTS), LOTS_SIGMA);
        UUID first = UUID.randomUUID();
        idHigh = first.getMostSignificantBits();
        idLow = first.getLeastSignificantBits();
    }

    /** The next trade, executed at the given time in milliseconds since the epoch. */
    public Trade next(long timestampMillis) {
        int symbolIndex = symbolRank.sample() - 1;
        String symbol = symbolNames.get(symbolIndex);
        long trader = (traderRank.sample() - 1L + (long) symbolIndex * FAVOURITES_SHIFT) % traders;
        int scale = symbols.scale(symbol);
        long count = Math.max(1, Math.min(MAX_LOTS, (long) lots.sample()));
        String id = new UUID(idHigh, idLow++).toString();
        return new Trade(id, timestampMillis, TraderNames.of((int) trader), symbol, count * lot(scale), scale);
    }

    /** Units traded at once: the finer half of the decimals stays empty, so that quantities look like typed ones. */
    private static long lot(int scale) {
        long lot = 1;
        for (int digits = Math.min(MAX_LOT_DIGITS, (scale + 1) / 2); digits > 0; digits--) {
            lot *= 10;
        }
        return lot;
    }
}
