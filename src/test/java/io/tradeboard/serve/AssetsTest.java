package io.tradeboard.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {
    private final Assets assets = new Assets();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page.css",
                "page.js",
                "theme.js",
                "widget.js",
                "docs.css",
                "docs.js",
                "favicon.svg",
                "swagger-ui.css",
                "swagger-ui-bundle.js"
            })
    void fileIsKeptForGoodUnderItsHashOnly(String name) {
        Assets.Asset hashed = requireNonNull(assets.get(assets.path(name)));
        Assets.Asset plain = requireNonNull(assets.get(name));
        Assets.Asset old = requireNonNull(assets.get("0123456789abcdef/" + name));

        assertThat(hashed.immutable()).isTrue();
        assertThat(plain.immutable()).isFalse();
        assertThat(old.immutable()).isFalse();
        assertThat(hashed.body().plain()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "x", "../page.css", "a/b/page.css", "/etc/passwd", "page.css/", "swagger-ui.js"})
    void nothingElseIsServed(String path) {
        Assets.Asset found = assets.get(path);
        // A folder is only ever taken for a hash of before.
        assertThat(found == null || (!found.immutable() && path.endsWith("/page.css")))
                .isTrue();
    }

    @Test
    void styleIsPackedAndTyped() {
        Assets.Asset style = requireNonNull(assets.get("page.css"));
        assertThat(style.body().type()).isEqualTo("text/css; charset=utf-8");
        assertThat(style.body().packed().length).isLessThan(style.body().plain().length / 3);
    }
}
