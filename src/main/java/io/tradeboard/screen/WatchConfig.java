package io.tradeboard.screen;

import io.tradeboard.trade.Symbols;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * How a screen is set up.
 *
 * @param symbol the one that is shown first
 * @param depth rows of the board
 * @param refresh how long standings are shown until newer ones are fetched
 * @param cacheLife how long the reader returns the same standings; at most the refresh
 * @param zone of the boards, in which times are shown
 * @param ascii whether only ASCII glyphs are drawn around the names
 * @param color whether colours repeat what glyphs and words say
 * @param address of Redis, for messages
 */
public record WatchConfig(
        Symbols symbols,
        String symbol,
        int depth,
        Duration refresh,
        Duration cacheLife,
        ZoneId zone,
        boolean ascii,
        boolean color,
        String address) {
    public WatchConfig {
        if (depth < 1) {
            throw new IllegalArgumentException("the depth must be at least 1");
        }
        if (refresh.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the refresh must be at least 1 s");
        }
        if (cacheLife.compareTo(refresh) > 0) {
            throw new IllegalArgumentException("standings cannot be kept for longer than the refresh");
        }
    }

    /** The symbols that can be chosen: the configured ones, and the one shown first. */
    List<String> tabs() {
        List<String> tabs = new ArrayList<>(symbols.names());
        if (!tabs.contains(symbol)) {
            tabs.add(symbol);
        }
        return tabs;
    }

    /** Rows to fetch: more than are shown, so that the old rank of a climber is known. */
    int fetchDepth() {
        return 2 * depth + 1;
    }
}
