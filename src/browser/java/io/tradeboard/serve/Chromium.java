package io.tradeboard.serve;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The Chromium of this machine, started when the first test needs it. Where it or its driver is missing, tests are skipped
 * and say why.
 *
 * <p>After each test its pages are closed, and it fails if one of them had an error, asked another host, or broke the
 * Content-Security-Policy.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback {
    private static final double PATIENCE_MILLIS = 30_000;
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-color-profile=srgb");

    private final List<Visitor> visitors = new ArrayList<>();
    private @Nullable Browser browser;

    private record Started(Playwright playwright, Browser browser) implements AutoCloseable {
        static Started start() {
            Optional<Path> executable =
                    PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
            if (executable.isEmpty()) {
                return skip("there is no Chromium here, looked for " + String.join(", ", PLACES));
            }
            Playwright playwright;
            try {
                playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            } catch (PlaywrightException e) {
                return skip("Playwright has no driver for this machine: " + e.getMessage());
            }
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            return new Started(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(executable.get())
                                    .setArgs(FLAGS)));
        }

        /** Where the reports of a build only count what is skipped, the reason is seen too. */
        private static Started skip(String reason) {
            System.err.println("Browser tests are skipped: " + reason);
            return abort(reason);
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = context.getRoot()
                .getStore(Namespace.create(Chromium.class))
                .computeIfAbsent(Started.class, type -> Started.start(), Started.class)
                .browser();
    }

    /** Somebody with a browser of its own: without cookies, history or settings. */
    Visitor visitor(Browser.NewContextOptions options) {
        if (browser == null) {
            throw new IllegalStateException("an extension that is not registered");
        }
        Visitor visitor = new Visitor(browser.newContext(options.setLocale("en-GB")), PATIENCE_MILLIS);
        visitors.add(visitor);
        return visitor;
    }

    Visitor visitor() {
        return visitor(new Browser.NewContextOptions());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isEmpty()) {
                visitors.forEach(Visitor::assertNothingWrong);
            }
        } finally {
            visitors.forEach(Visitor::close);
            visitors.clear();
        }
    }
}
