package io.tradeboard.serve;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/**
 * Every address of the site. A symbol or a trader is a segment of the path if servers and proxies accept it as one, and
 * otherwise a parameter: they refuse a slash in a segment, even if it is escaped.
 */
final class Links {
    /** First segments that are not symbols; a symbol with such a name is reached by {@code ?symbol=}. */
    static final Set<String> RESERVED = Set.of(
            "api",
            "assets",
            "badge",
            "badge.svg",
            "docs",
            "embed",
            "favicon.ico",
            "healthz",
            "leaderboard",
            "live",
            "metrics",
            "og",
            "og.png",
            "openapi.json",
            "readyz",
            "results",
            "robots.txt",
            "status",
            "symbols",
            "trader",
            "traders",
            "version");

    private static final String UNRESERVED = "-._~";

    private final String origin;
    private final String base;

    /** @param publicUrl as in {@link Site}; the path in it is where a proxy shows the site */
    Links(String publicUrl) {
        String path = publicUrl.isEmpty() ? "" : URI.create(publicUrl).getRawPath();
        this.base = path == null ? "" : path.replaceAll("/+$", "");
        this.origin = publicUrl.substring(0, publicUrl.length() - (path == null ? 0 : path.length()));
    }

    /** The page of the first symbol. */
    String home() {
        return base + "/";
    }

    String board(String symbol) {
        return isSegment(symbol) && !RESERVED.contains(symbol)
                ? base + "/" + encoded(symbol)
                : home() + "?symbol=" + encoded(symbol);
    }

    /** The page of a symbol on a day that is over. */
    String board(String symbol, LocalDate day) {
        return with(board(symbol), "day", day.toString());
    }

    String trader(String symbol, String name) {
        return isSegment(symbol) && !RESERVED.contains(symbol) && isSegment(name)
                ? base + "/" + encoded(symbol) + "/traders/" + encoded(name)
                : base + "/trader?symbol=" + encoded(symbol) + "&trader=" + encoded(name);
    }

    /** The winners of the last day that is over. */
    String results() {
        return base + "/results";
    }

    String results(LocalDate day) {
        return results() + "/" + day;
    }

    /** The stream of a board for its page. */
    String live(String symbol) {
        return of("/live", symbol, "");
    }

    String embed(String symbol) {
        return of("/embed", symbol, "");
    }

    String badge(String symbol) {
        return of("/badge", symbol, ".svg");
    }

    /** The picture of a board for a preview elsewhere. */
    String picture(String symbol) {
        return of("/og", symbol, ".png");
    }

    String json(String symbol) {
        return of("/api/v1/boards", symbol, "");
    }

    String json(String symbol, LocalDate day) {
        return with(json(symbol), "day", day.toString());
    }

    String csv(String symbol) {
        return base + "/api/v1/csv?symbol=" + encoded(symbol);
    }

    String csv(String symbol, LocalDate day) {
        return with(csv(symbol), "day", day.toString());
    }

    String docs() {
        return base + "/docs";
    }

    String reference() {
        return base + "/docs/reference";
    }

    String openApi() {
        return base + "/openapi.json";
    }

    String favicon() {
        return base + "/favicon.ico";
    }

    /** @param path what {@link Assets#path} says */
    String asset(String path) {
        return base + "/assets/" + path;
    }

    /** Whether {@link #absolute} knows an origin. */
    boolean isPublic() {
        return !origin.isEmpty();
    }

    /** The absolute link; unchanged if the public address is not known. */
    String absolute(String link) {
        return origin + link;
    }

    private String of(String path, String symbol, String suffix) {
        return isSegment(symbol)
                ? base + path + "/" + encoded(symbol) + suffix
                : base + path + suffix + "?symbol=" + encoded(symbol);
    }

    private static String with(String link, String parameter, String value) {
        return link + (link.indexOf('?') < 0 ? '?' : '&') + parameter + "=" + encoded(value);
    }

    /** Whether a text can be a segment: letters and digits of any script, and what no server or proxy rewrites. */
    static boolean isSegment(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit)
                && text.codePoints()
                        .allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || UNRESERVED.indexOf(c) >= 0);
    }

    /** Percent-encoded UTF-8, except for the unreserved characters (RFC 3986, section 2.3). */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
