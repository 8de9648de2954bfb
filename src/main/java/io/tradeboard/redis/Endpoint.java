package io.tradeboard.redis;

import io.tradeboard.run.UsageException;

/**
 * Where one server listens.
 *
 * @param host a name or an IP address, without brackets
 */
record Endpoint(String host, int port) {
    Endpoint {
        if (port < 1 || port > 65_535) {
            throw new UsageException("Redis port " + port + " is not from 1 to 65535");
        }
    }

    /** Reads {@code host:port} as servers write it, where an IPv6 address has no brackets; without a host it is that one. */
    static Endpoint parse(String text, String otherwise) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        return new Endpoint(host.isEmpty() ? otherwise : host, Integer.parseInt(text.substring(colon + 1)));
    }

    /** {@code host:port}, as people write it. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
