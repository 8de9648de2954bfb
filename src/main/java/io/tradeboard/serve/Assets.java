package io.tradeboard.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the pages: style, scripts and the API's browser. Each is read once, when it is first asked for. Any thread.
 *
 * <p>A page names a file with its hash, so that a browser keeps it for good; a new version has another name. Other
 * sites name the widget without a hash.
 */
final class Assets {
    /** An asset, and whether its address changes with its content. */
    record Asset(Representation body, boolean immutable) {}

    private static final String OWN = "/io/tradeboard/serve/assets/";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Where each file is, so that no name from outside is ever part of a path. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("openapi.json", "/io/tradeboard/serve/openapi.json"),
            Map.entry("page.css", OWN + "page.css"),
            Map.entry("page.js", OWN + "page.js"),
            Map.entry("theme.js", OWN + "theme.js"),
            Map.entry("widget.js", OWN + "widget.js"),
            Map.entry("docs.css", OWN + "docs.css"),
            Map.entry("docs.js", OWN + "docs.js"),
            Map.entry("favicon.svg", OWN + "favicon.svg"),
            Map.entry("swagger-ui.css", SWAGGER + "swagger-ui.css"),
            Map.entry("swagger-ui-bundle.js", SWAGGER + "swagger-ui-bundle.js"),
            Map.entry("reference.css", OWN + "reference.css"));

    private final Map<String, Representation> read = new ConcurrentHashMap<>();

    /**
     * The asset behind {@code /assets/}: {@code hash/name} or {@code name}; null where there is none. A hash that is no
     * longer that of the file gets the file as it is now, which still works for a page that was loaded a moment ago.
     */
    @Nullable
    Asset get(String path) {
        int slash = path.indexOf('/');
        String name = path.substring(slash + 1);
        if (!FILES.containsKey(name)) {
            return null;
        }
        return new Asset(file(name), slash > 0 && path.equals(path(name)));
    }

    /** The path of a file behind {@code /assets/}, with its hash. */
    String path(String name) {
        return file(name).tag().replace("\"", "") + "/" + name;
    }

    /** The picture of the site for a browser's tab. */
    Representation favicon() {
        return file("favicon.svg");
    }

    /** The description of the API. */
    Representation openApi() {
        return file("openapi.json");
    }

    /** What crawlers may read: everything but the raw data. */
    static Representation robots() {
        return Representation.of(
                "text/plain; charset=utf-8", "User-agent: *\nDisallow: /api/\nDisallow: /live\nDisallow: /embed\n");
    }

    private Representation file(String name) {
        return read.computeIfAbsent(name, Assets::load);
    }

    private static Representation load(String name) {
        String file = FILES.get(name);
        try (InputStream in = file == null ? null : Assets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            String type = name.endsWith(".json")
                    ? ApiRoutes.JSON
                    : name.endsWith(".css") ? CSS : name.endsWith(".svg") ? "image/svg+xml" : SCRIPT;
            return Representation.of(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
