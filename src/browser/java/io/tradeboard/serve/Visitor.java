package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One who visits pages, and notes what goes wrong on them. */
final class Visitor implements AutoCloseable {
    final Page page;
    private final BrowserContext context;
    private final Set<String> hosts = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<Integer> expected = new HashSet<>();

    Visitor(BrowserContext context, double patienceMillis) {
        this.context = context;
        context.setDefaultTimeout(patienceMillis);
        context.onConsoleMessage(this::note);
        context.onWebError(error -> faults.add("an error of a script: " + error.error()));
        context.onRequest(request -> {
            String host = URI.create(request.url()).getAuthority();
            if (host != null && !hosts.contains(host)) {
                faults.add("a request to another host: " + request.url());
            }
        });
        this.page = context.newPage();
    }

    /** Opens a page, and lets it and what it shows ask that host. */
    Response open(URI address) {
        hosts.add(address.getAuthority());
        Response response = page.navigate(address.toString());
        assertThat(response).as(address.toString()).isNotNull();
        return response;
    }

    /** Lets pages ask one more host. */
    Visitor mayAsk(URI address) {
        hosts.add(address.getAuthority());
        return this;
    }

    /** Takes answers with that status, which the console counts as errors, for nothing wrong. */
    Visitor expects(int status) {
        expected.add(status);
        return this;
    }

    private void note(ConsoleMessage message) {
        boolean bad = message.type().equals("error") || message.type().equals("warning");
        boolean awaited = expected.stream().anyMatch(status -> message.text().contains("status of " + status));
        if (bad && !awaited) {
            faults.add(message.type() + " in the console of " + message.location() + ": " + message.text());
        }
    }

    void assertNothingWrong() {
        // What the browser has said and the driver has not read yet comes with the answer.
        if (!page.isClosed()) {
            page.evaluate("() => 0");
        }
        assertThat(faults).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
