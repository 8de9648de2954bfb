package io.tradeboard.serve;

import io.tradeboard.run.UsageException;
import io.tradeboard.text.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host a name or a number, an IPv6 number without its brackets; {@code 0.0.0.0} for every interface
 * @param port 0 for any that is free
 */
public record Address(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):)?([0-9]{1,5})");

    /**
     * Reads {@code HOST:PORT}, or a port alone, which is this machine's own.
     *
     * @throws UsageException if it is neither
     */
    public static Address parse(String text) {
        Matcher parts = FORM.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : -1;
        if (port < 0 || port > 65_535) {
            throw new UsageException(
                    Printable.quote(text) + " is not an address to listen on; write HOST:PORT, such as 127.0.0.1:8080");
        }
        String host = parts.group(1) == null ? "127.0.0.1" : parts.group(1);
        return new Address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
