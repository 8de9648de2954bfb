package io.tradeboard.screen;

import io.tradeboard.run.UsageException;
import io.tradeboard.trade.Symbols;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a screen is set up.
 *
 * @param symbol the one that is shown first
 * @param fixedDepth rows of the board, null for 10, and more on a tall screen
 * @param refresh how long standings are shown until newer ones are fetched
 * @param cacheLife how long the reader returns the same standings; at most the refresh
 * @param zone of the boards, in which times are shown at first
 * @param localZone in which they are shown when that is asked for
 * @param follow the trader whose row is always shown, or null
 * @param ascii whether only ASCII glyphs are drawn around the names
 * @param theme the colours to begin with
 * @param wall whether it is drawn for people far away
 * @param turn how long a symbol is shown on a wall until the next one is; zero where only keys change it
 * @param address of Redis, for messages
 */
public record WatchConfig(
        Symbols symbols,
        String symbol,
        @Nullable Integer fixedDepth,
        Duration refresh,
        Duration cacheLife,
        ZoneId zone,
        ZoneId localZone,
        @Nullable String follow,
        boolean ascii,
        Theme theme,
        boolean wall,
        Duration turn,
        String address) {
    private static final int USUAL_DEPTH = 10;
    private static final int USUAL_ROWS = 24;
    private static final int DEPTH_STEP = 5;

    public WatchConfig {
        if (fixedDepth != null && fixedDepth < 1) {
            throw new UsageException("the depth must be at least 1");
        }
        if (refresh.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UsageException("the refresh must be at least 1 s");
        }
        if (cacheLife.compareTo(refresh) > 0) {
            throw new UsageException("standings cannot be kept for longer than the refresh");
        }
        if (!turn.isZero() && turn.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UsageException("a symbol must be shown for at least 1 s");
        }
    }

    /** Rows of the board wherever it is shown. */
    public int depth() {
        return fixedDepth == null ? USUAL_DEPTH : fixedDepth;
    }

    /** Rows of the board on a screen with so many lines: a multiple of five, so that the title says a round number. */
    int depth(int rows) {
        int fitting = (rows - USUAL_ROWS) / DEPTH_STEP * DEPTH_STEP;
        return fixedDepth == null ? Math.max(USUAL_DEPTH, Math.min(Model.MOST_ROWS, fitting)) : fixedDepth;
    }

    /** The symbols that can be chosen: the configured ones, and the one shown first. */
    List<String> tabs() {
        List<String> tabs = new ArrayList<>(symbols.names());
        if (!tabs.contains(symbol)) {
            tabs.add(symbol);
        }
        return tabs;
    }
}
