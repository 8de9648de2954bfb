package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pages as the rules of axe see them. The page of Swagger UI is not among them: its markup is not ours, and the reference
 * has the same content.
 */
class PageAccessTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    /** The only rules that look at colours; nothing else differs between light and dark. */
    private static final List<String> COLOUR_RULES = List.of("color-contrast", "link-in-text-block");

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final RedisConnection redis = REDIS.connect();

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void noPageBreaksARule(ColorScheme colours) throws Exception {
        new SampleBoards(redis).fill();
        List<String> faults = new ArrayList<>();
        try (ServedRedis served = ServedPages.serve(redis)) {
            Visitor visitor = CHROMIUM.visitor(new Browser.NewContextOptions()
                            .setColorScheme(colours)
                            .setReducedMotion(ReducedMotion.REDUCE))
                    .expects(404);
            Page page = visitor.page;
            for (ServedPages.Target each : ServedPages.templates()) {
                visitor.open(served.uri(each.path()));
                page.evaluate("() => document.querySelectorAll('details.words').forEach(each => each.open = true)");
                AxeBuilder axe = new AxeBuilder(page);
                axe = colours == ColorScheme.LIGHT ? axe.withTags(TAGS) : axe.withRules(COLOUR_RULES);
                for (Rule rule : axe.analyze().getViolations()) {
                    List<String> nodes = rule.getNodes().stream()
                            .map(CheckedNode::getHtml)
                            .limit(3)
                            .toList();
                    faults.add(each.name() + ": " + rule.getId() + ", " + rule.getHelp() + ": " + nodes);
                }
            }
        }
        assertThat(faults).isEmpty();
    }
}
