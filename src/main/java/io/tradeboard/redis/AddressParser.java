package io.tradeboard.redis;

import io.tradeboard.run.UsageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code host[:port]} or {@code redis[s]://[user:password@]host[:port][/database]}, with the syntax of RFC
 * 3986 but for the host, which may have a {@code _}, as names of containers do. A cluster and Sentinel may have several
 * hosts, as in the addresses that other clients of them read. Messages never repeat any part.
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
    private static final Pattern MASTER = Pattern.compile("[A-Za-z0-9._\\-]+");
    private static final String USUAL_MASTER = "mymaster";

    private final RedisSettings.Kind kind;
    private final boolean tls;
    private final @Nullable String credentials;
    private final List<Endpoint> servers;
    private final String path;
    private final String master;

    /** @throws UsageException if the host or its port is not one */
    AddressParser(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalStateException("the pattern takes every text");
        }
        String scheme = parts.group(1) == null ? "redis" : parts.group(1).toLowerCase(Locale.ROOT);
        kind = kind(scheme);
        tls = scheme.equals(kind.tlsScheme());
        credentials = parts.group(2);
        if (credentials != null && !CREDENTIALS.matcher(credentials).matches()) {
            throw new UsageException("Redis address has a user or password that cannot be read" + ENCODE);
        }
        servers = servers(parts.group(3));
        String end = parts.group(4);
        int fragment = kind == RedisSettings.Kind.SENTINEL ? end.indexOf('#') : -1;
        path = fragment < 0 ? end : end.substring(0, fragment);
        master = fragment < 0 ? USUAL_MASTER : end.substring(fragment + 1);
        checkEnd();
    }

    private static RedisSettings.Kind kind(String scheme) {
        for (RedisSettings.Kind kind : RedisSettings.Kind.values()) {
            if (scheme.equals(kind.scheme()) || scheme.equals(kind.tlsScheme())) {
                return kind;
            }
        }
        throw new UsageException(
                "Redis address has a scheme other than redis://, redis-sentinel:// and redis-cluster://" + FORM);
    }

    private List<Endpoint> servers(String text) {
        String[] each = text.split(",", -1);
        if (kind == RedisSettings.Kind.SINGLE && each.length > 1) {
            throw new UsageException("Redis address has several hosts, which only redis-cluster:// and"
                    + " redis-sentinel:// may have" + FORM);
        }
        List<Endpoint> servers = new ArrayList<>();
        for (String server : each) {
            servers.add(server(server));
        }
        return servers;
    }

    private Endpoint server(String text) {
        Matcher where = HOST_AND_PORT.matcher(text);
        if (IPV6_WITHOUT_BRACKETS.matcher(text).matches()) {
            throw new UsageException("Redis address has an IPv6 host without brackets; write [::1]:6379");
        }
        if (!where.matches()) {
            throw new UsageException("Redis address has no host that can be read" + FORM);
        }
        String host = where.group(1);
        String port = where.group(2) == null ? "" : where.group(2);
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
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Endpoint(name, port.isEmpty() ? kind.usualPort() : Integer.parseInt(port));
    }

    private void checkEnd() {
        if (path.contains("?") || path.contains("#")) {
            throw new UsageException("Redis address has text after the database" + FORM);
        }
        if (!path.isEmpty() && !DATABASE.matcher(path).matches()) {
            throw new UsageException("Redis address ends in a database that is not a number" + FORM);
        }
        if (!MASTER.matcher(master).matches()) {
            throw new UsageException("Redis address ends in a name of a master that is not one"
                    + "; write redis-sentinel://host:port,host:port/0#mymaster");
        }
        if (kind == RedisSettings.Kind.CLUSTER && database() != 0) {
            throw new UsageException("Redis address has a database, and a cluster has no other than 0");
        }
    }

    RedisSettings.Kind kind() {
        return kind;
    }

    List<Endpoint> servers() {
        return servers;
    }

    /** What sentinels call the master; nothing where there are none. */
    String master() {
        return kind == RedisSettings.Kind.SENTINEL ? master : "";
    }

    boolean isTls() {
        return tls;
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
