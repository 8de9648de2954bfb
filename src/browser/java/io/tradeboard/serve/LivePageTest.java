package io.tradeboard.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A board that is looked at while trades come. */
class LivePageTest {
    /** Notes which rows are animated and how, and which document it is. */
    private static final String WITNESS = """
            window.glides = [];
            const animate = Element.prototype.animate;
            Element.prototype.animate = function (frames, options) {
                window.glides.push(`${this.dataset.trader} ${frames[0].transform ?? "appears"}`);
                return animate.call(this, frames, options);
            };
            """;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final RedisConnection redis = REDIS.connect();
    private final SampleBoards boards = new SampleBoards(redis);

    private Page open(Visitor visitor, ServedRedis served) {
        visitor.page.addInitScript(WITNESS);
        visitor.open(served.uri("/BTC"));
        visitor.page.evaluate("() => { window.sameDocument = true; }");
        assertNames(visitor.page, "ann", "bob", "cat");
        return visitor.page;
    }

    private static void assertNames(Page page, String... names) {
        assertThat(page.locator("#rows bdi")).hasText(names);
    }

    @Test
    void rowsGlideToTheirNewPlacesWithoutReload() throws Exception {
        boards.trade("BTC", Map.of("ann", 900L, "bob", 800L, "cat", 700L));
        try (ServedRedis served = ServedPages.serve(redis)) {
            Page page = open(CHROMIUM.visitor(), served);
            Locator bob = page.locator("#rows a").filter(new Locator.FilterOptions().setHasText("bob"));
            bob.focus();

            boards.trade("BTC", "bob", 200);

            assertNames(page, "bob", "ann", "cat");
            assertThat(bob).isFocused();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("bob is now #1");
            assertThat(page.locator("#news")).hasClass(Pattern.compile("\\bshown\\b"));
            assertThat(page).hasTitle(Pattern.compile("bob leads"));
            assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
            assertThat((List<?>) page.evaluate("() => window.glides"))
                    .hasSize(2)
                    .anySatisfy(glide -> assertThat((String) glide).matches("bob translateY\\(\\d.*px\\)"))
                    .anySatisfy(glide -> assertThat((String) glide).matches("ann translateY\\(-\\d.*px\\)"));
            // Not all of them finish: the ring of the countdown ends one transition by the next.
            assertThat(page.evaluate("() => Promise.allSettled(document.getAnimations().map(each => each.finished))"
                            + ".then(() => document.querySelector('#rows tr').getBoundingClientRect().top"
                            + " - document.querySelector('#rows').getBoundingClientRect().top)"))
                    .isEqualTo(0);
        }
    }

    @Test
    void whoIsNewOnTheBoardIsNamed() throws Exception {
        boards.trade("BTC", Map.of("ann", 900L, "bob", 800L, "cat", 700L));
        try (ServedRedis served = ServedPages.serve(redis)) {
            Page page = open(CHROMIUM.visitor(), served);

            boards.trade("BTC", "<b>dan</b>", 850);

            assertNames(page, "ann", "<b>dan</b>", "bob", "cat");
            assertThat(page.locator("#news")).hasText("<b>dan</b> is now #2");
        }
    }

    @Test
    void nothingMovesForThoseWhoWantNoMotion() throws Exception {
        boards.trade("BTC", Map.of("ann", 900L, "bob", 800L, "cat", 700L));
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor();
            visitor.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            Page page = open(visitor, served);

            boards.trade("BTC", "cat", 500);

            assertNames(page, "cat", "ann", "bob");
            assertThat((List<?>) page.evaluate("() => window.glides")).isEmpty();
        }
    }

    @Test
    void whereNoStreamIsLeftThePageAsksForTheBoard() throws Exception {
        boards.trade("BTC", Map.of("ann", 900L, "bob", 800L, "cat", 700L));
        try (ServedRedis served = ServedPages.serve(redis, 0)) {
            Page page = open(CHROMIUM.visitor().expects(503), served);

            boards.trade("BTC", "bob", 200);

            assertNames(page, "bob", "ann", "cat");
            assertThat(page.locator("#news")).hasText("bob is now #1");
            assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
        }
    }
}
