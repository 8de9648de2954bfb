package io.tradeboard.bench;

import java.util.List;

/**
 * How much is run.
 *
 * @param seed of all data
 * @param runs how often each way is run, in turn
 * @param trades in the file of the whole path
 * @param commands that peers which send each trade by itself are given
 * @param growthTrades in each file of the growth
 * @param growthTraders the numbers of traders, at 5 symbols
 * @param growthSymbols the numbers of symbols, at 10,000 traders
 * @param streamTrades that go through the stream
 * @param waySeconds how long trades are sent at a steady rate
 * @param pairTrades in the file of a million traders
 * @param starts how often a command is started
 */
record Plan(
        long seed,
        int runs,
        long trades,
        long commands,
        long growthTrades,
        List<Integer> growthTraders,
        List<Integer> growthSymbols,
        long streamTrades,
        int waySeconds,
        long pairTrades,
        int starts,
        boolean quick) {
    static Plan quick(long seed, int runs) {
        return new Plan(
                seed,
                runs,
                4_000_000,
                500_000,
                1_000_000,
                List.of(10_000, 1_000_000),
                List.of(50),
                1_000_000,
                5,
                2_000_000,
                7,
                true);
    }

    static Plan full(long seed, int runs) {
        return new Plan(
                seed,
                runs,
                10_000_000,
                1_000_000,
                3_000_000,
                List.of(1_000, 10_000, 100_000, 1_000_000),
                List.of(1, 50, 500),
                3_000_000,
                30,
                4_000_000,
                21,
                false);
    }
}
