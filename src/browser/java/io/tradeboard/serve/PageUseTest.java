package io.tradeboard.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages in the hands of a visitor: colours, keyboard, no script. */
class PageUseTest {
    private static final String LIGHT = "rgb(245, 246, 250)";
    private static final String DARK = "rgb(11, 13, 20)";

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final RedisConnection redis = REDIS.connect();

    private static void assertGround(Page page, String colour) {
        assertThat(page.locator("body")).hasCSS("background-color", colour);
    }

    private static void press(Page page, String theme) {
        page.locator("button.theme").click();
        assertThat(page.locator("button.theme")).hasAccessibleName("Colours: " + theme);
    }

    @Test
    void coloursAreThoseOfTheSystemUntilTheVisitorChooses() throws Exception {
        new SampleBoards(redis).fill();
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
            Page page = visitor.page;
            visitor.open(served.uri("/BTC"));
            assertGround(page, DARK);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            assertGround(page, LIGHT);

            press(page, "light");
            assertGround(page, LIGHT);
            press(page, "dark");
            assertGround(page, DARK);
            page.reload();
            assertGround(page, DARK);
            visitor.open(served.uri("/embed/BTC"));
            assertGround(page, DARK);
            visitor.open(served.uri("/results"));
            assertGround(page, DARK);
            press(page, "system");
            assertGround(page, LIGHT);
            page.reload();
            assertGround(page, LIGHT);
        }
    }

    @Test
    void everythingButMotionIsThereWithoutAScript() throws Exception {
        new SampleBoards(redis).fill();
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor(new Browser.NewContextOptions()
                    .setJavaScriptEnabled(false)
                    // Without a script the driver now and then waits in vain for the end of a fade between pages.
                    .setReducedMotion(ReducedMotion.REDUCE));
            Page page = visitor.page;
            visitor.open(served.uri("/BTC"));
            assertThat(page.locator("#rows tr")).hasCount(10);
            assertThat(page.locator("button.theme")).isHidden();

            page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Symbols"))
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("ETH"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/ETH$"));
            assertThat(page.locator("h1")).hasText("Ethereum");

            page.getByLabel("Find a trader").fill("東京");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Find"))
                    .click();
            assertThat(page.locator("h1")).hasText("Traders like “東京”");
            page.locator("tbody a").click();
            assertThat(page.locator("h1")).hasText(SampleBoards.NAMES.get(3));
            assertThat(page.locator("article.place")).hasCount(2);
        }
    }

    @Test
    void theSymbolWithASlashIsReachedAndFound() throws Exception {
        new SampleBoards(redis).fill();
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor();
            Page page = visitor.page;
            visitor.open(served.uri("/BTC"));
            page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Symbols"))
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("A/B"))
                    .click();
            assertThat(page.locator("h1")).hasText("Odd one");
            page.getByLabel("Find a trader").fill("ann");
            page.keyboard().press("Enter");
            assertThat(page.locator("tbody bdi")).hasText("ann");
        }
    }

    @Test
    void theKeyboardReachesTheContentFirstAndThenTheRows() throws Exception {
        new SampleBoards(redis).fill();
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor();
            Page page = visitor.page;
            visitor.open(served.uri("/BTC"));
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            assertThat(page.locator(".skip")).isInViewport();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.getByLabel("Find a trader")).isFocused();
        }
    }

    @Test
    void noPageHasAnErrorOrAsksAnotherHost() throws Exception {
        new SampleBoards(redis).fill();
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor().expects(404).expects(400);
            for (ServedPages.Target each : ServedPages.all()) {
                int status = visitor.open(served.uri(each.path())).status();
                assertThat(status).as(each.name()).isEqualTo(each.status());
                visitor.assertNothingWrong();
            }
            visitor.open(served.uri("/docs"));
            assertThat(visitor.page.locator(".opblock").first()).isVisible();
        }
    }
}
