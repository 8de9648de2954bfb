package io.tradeboard.serve;

import io.tradeboard.trade.Symbols;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How boards are served.
 *
 * @param boards what is served
 * @param http where, and for whom
 * @param limits what keeps bad clients from hurting good ones
 * @param build which build of the program this is
 */
public record ServeConfig(Boards boards, Http http, Limits limits, Build build) {
    /** How deep a board is served. */
    public static final int MOST_ROWS = 100;

    /** Which build of the program this is. */
    public record Build(String version, String commit) {}

    /**
     * What is served.
     *
     * @param zone the zone of boards that do not exist yet
     * @param refresh how often boards are read, and so how long they are kept
     * @param depth how many rows a page shows
     */
    public record Boards(Symbols symbols, ZoneId zone, Duration refresh, int depth) {}

    /**
     * Where boards are served.
     *
     * @param metrics where the metrics are, apart from the rest; null for nowhere
     * @param publicUrl the address that the public knows, without a slash at its end; empty where that is not known
     * @param cors the origin whose pages may read the API, {@code *} for any; empty for none
     * @param certificate null for no TLS
     * @param forwarded whether a proxy in front reports the address of the client
     * @param accessLog null for none
     */
    public record Http(
            Address address,
            @Nullable Address metrics,
            String publicUrl,
            String cors,
            @Nullable Certificate certificate,
            boolean forwarded,
            @Nullable Path accessLog) {}

    /** For this machine alone, or whoever can reach that address: without TLS, metrics or log, with the usual limits. */
    public static ServeConfig at(Address address, Boards boards, Build build) {
        return new ServeConfig(boards, new Http(address, null, "", "*", null, false, null), Limits.USUAL, build);
    }

    /**
     * What keeps bad clients from hurting good ones.
     *
     * @param connections how many may be open
     * @param streams how many streams may be open
     * @param readsPerSecond how many requests that ask Redis an address may make; 0 for any number
     */
    public record Limits(int connections, int streams, int readsPerSecond) {
        public static final Limits USUAL = new Limits(10_000, 2_000, 20);
    }
}
