package io.tradeboard.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests that ask Redis one address, or one network of IPv6, may make: a token bucket each, which every
 * request takes a token from and which is refilled over time. Boards are not limited: they cost nothing.
 *
 * <p>Thread-safe.
 */
final class RateLimit {
    private static final int MOST_ADDRESSES = 10_000;
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;
    private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private final double burst;
    private final LongSupplier ticker;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private static final class Bucket {
        private double tokens;
        private long filledNanos;

        Bucket(double tokens, long filledNanos) {
            this.tokens = tokens;
            this.filledNanos = filledNanos;
        }
    }

    /** @param perSecond how many requests a second an address may make, and four times as many at once; 0 for any number */
    RateLimit(int perSecond, LongSupplier ticker) {
        this.perSecond = perSecond;
        this.burst = 4.0 * perSecond;
        this.ticker = ticker;
    }

    /**
     * The first 64 bits of an IPv6 address, as a client has all addresses that start with them (RFC 6177); else the
     * address itself.
     */
    static String network(String address) {
        // Neither is looked up: what has a colon is an address, and one that is not valid counts as it is.
        String plain =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        if (plain.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(plain).getAddress();
            return bytes.length == IPV6_BYTES ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** Takes a token. */
    synchronized void check(String address) throws Problem {
        if (perSecond == 0) {
            return;
        }
        long now = ticker.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(network(address), key -> new Bucket(burst, now));
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledNanos) / SECOND_NANOS * perSecond);
        bucket.filledNanos = now;
        if (bucket.tokens < 1) {
            throw Problem.tooMany("more requests than this address may make", Duration.ofSeconds(1));
        }
        bucket.tokens--;
    }
}
