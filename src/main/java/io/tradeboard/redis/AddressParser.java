package io.tradeboard.redis;

import io.tradeboard.run.UsageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code host[:port]} or {@code redis[s]://[user:password@]host[:port][/database]}, with the syntax of RFC
 * 3986 but for the host, which may have a {@code _}, as names of containers do. Messages never repeat any part.
 */
final class AddressParser {
    private static final String FORM = "; write host:port or redis://" + RedisSettings.CREDENTIALS_FORM
            + "host[:port][/database], or rediss:// for TLS";
    private static final String ENCODE = "; write special characters of it percent-encoded, @ as %40 and / as %2F";

    private static final Pattern ADDRESS = Pattern.compile("(?:([^:/@]*)://)?(?:(.*)@)?([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?:[\\w\\-.~!$&'()*+,;=:[^\\x00-\\xA0]]++|%[0-9A-Fa-f]{2})*+");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.\\-]*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.\\-]+)?]");
    private static final Pattern IPV6_WITHOUT_BRACKETS = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DATABASE = Pattern.compile("/([0-9]{0,4})");

    private final @Nullable String scheme;
    private final @Nullable String credentials;
    private final String host;
    private final String port;
    private final String path;

    /** @throws UsageException if the host or its port is not one */
    AddressParser(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalStateException("the pattern takes every text");
        }
        scheme = parts.group(1);
        if (scheme != null && !scheme.equalsIgnoreCase("redis") && !scheme.equalsIgnoreCase("rediss")) {
            throw new UsageException("Redis address has a scheme other than redis:// or rediss://" + FORM);
        }
        credentials = parts.group(2);
        if (credentials != null && !CREDENTIALS.matcher(credentials).matches()) {
            throw new UsageException("Redis address has a user or password that cannot be read" + ENCODE);
        }
        path = parts.group(4);
        Matcher where = HOST_AND_PORT.matcher(parts.group(3));
        if (IPV6_WITHOUT_BRACKETS.matcher(parts.group(3)).matches()) {
            throw new UsageException("Redis address has an IPv6 host without brackets; write [::1]:6379");
        }
        if (!where.matches()) {
            throw new UsageException("Redis address has no host that can be read" + FORM);
        }
        host = where.group(1);
        port = where.group(2) == null ? "" : where.group(2);
        check();
    }

    private void check() {
        if (host.isEmpty()) {
            throw new UsageException("Redis address has no host" + FORM);
        }
        if (!HOST.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw new UsageException("Redis address has a host that is neither a name nor an IP address" + FORM);
        }
        if (!port.isEmpty() && !PORT.matcher(port).matches()) {
            // Also what is left of a password that holds a slash.
            throw new UsageException("Redis address has a port that is not a number" + FORM
                    + "; special characters of a password are percent-encoded, @ as %40 and / as %2F");
        }
        if (path.contains("?") || path.contains("#")) {
            throw new UsageException("Redis address has text after the database" + FORM);
        }
        if (!path.isEmpty() && !DATABASE.matcher(path).matches()) {
            throw new UsageException("Redis address ends in a database that is not a number" + FORM);
        }
    }

    boolean isTls() {
        return scheme != null && scheme.toLowerCase(Locale.ROOT).equals("rediss");
    }

    /** The name, or the IP address without brackets. */
    String host() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port(int otherwise) {
        return port.isEmpty() ? otherwise : Integer.parseInt(port);
    }

    int database() {
        return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    @Nullable
    String user() {
        String user = credentials == null ? "" : decoded(credentials.split(":", 2)[0]);
        return user.isEmpty() ? null : user;
    }

    @Nullable
    String password() {
        return credentials == null || !credentials.contains(":")
                ? null
                : decoded(credentials.split(":", 2)[1]);
    }

    private static String decoded(String text) {
        if (!text.contains("%")) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                decoded.put((byte) Integer.parseInt(text(bytes, i + 1, 2), 16));
                i += 2;
            } else {
                decoded.put(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("Redis address has a user or password that is not UTF-8" + ENCODE);
        }
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }
}
