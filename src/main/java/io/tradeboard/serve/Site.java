package io.tradeboard.serve;

import io.tradeboard.trade.Symbols;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * What all pages have in common.
 *
 * @param publicUrl the address that the public knows, without a slash at its end; empty where it is not known, so that
 *     links are relative
 * @param symbols the configured symbols with their titles, as they are now
 * @param zone the zone of boards that do not exist yet
 * @param refresh how often boards are read
 * @param depth how many rows a page shows
 * @param build which build of the program this is
 */
record Site(
        String publicUrl,
        Supplier<Symbols> symbols,
        ZoneId zone,
        Duration refresh,
        int depth,
        ServeConfig.Build build) {}
