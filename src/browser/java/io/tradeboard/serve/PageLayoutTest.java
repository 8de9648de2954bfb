package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How pages fit into windows from the smallest phone to the widest screen. */
class PageLayoutTest {
    private static final List<Integer> WIDTHS = List.of(320, 360, 480, 520, 640, 768, 800, 900, 961, 1200, 2560);

    /** Empty where nothing stands out, else what does: what scrolls by itself, and what is cut on purpose, does not. */
    private static final String SIDEWAYS = """
            () => {
                const root = document.documentElement;
                if (root.scrollWidth === root.clientWidth) {
                    return "";
                }
                const wide = [...document.querySelectorAll("body *")]
                    .filter(each => each.getBoundingClientRect().right > root.clientWidth + 1)
                    .map(each => `${each.tagName}.${each.getAttribute("class")}`);
                return `${root.scrollWidth} wide: ${wide.slice(0, 5).join(", ")}`;
            }
            """;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final RedisConnection redis = REDIS.connect();

    @Test
    void noPageScrollsSideways() throws Exception {
        new SampleBoards(redis).fill();
        List<String> faults = new ArrayList<>();
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor(new Browser.NewContextOptions())
                    .expects(404)
                    .expects(400);
            Page page = visitor.page;
            for (ServedPages.Target each : ServedPages.all()) {
                visitor.open(served.uri(each.path()));
                page.evaluate("() => document.querySelectorAll('details.words').forEach(each => each.open = true)");
                for (int width : WIDTHS) {
                    page.setViewportSize(width, 800);
                    String fault = (String) page.evaluate(SIDEWAYS);
                    if (!fault.isEmpty()) {
                        faults.add(each.name() + " at " + width + ": " + fault);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }
}
