package io.tradeboard.serve;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A board on a page of another origin. */
class ForeignPageTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final RedisConnection redis = REDIS.connect();
    private final SampleBoards boards = new SampleBoards(redis);

    /** A server with one page of its own. */
    private record Foreign(HttpServer server) implements AutoCloseable {
        static Foreign with(String body) throws IOException {
            byte[] page = ("<!DOCTYPE html><html lang=en><link rel=icon href='data:,'><title>foreign</title>" + body)
                    .getBytes(StandardCharsets.UTF_8);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.start();
            return new Foreign(server);
        }

        URI uri() {
            return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void theWidgetShowsTheBoardAndTheOneThatIsAskedForLater() throws Exception {
        boards.trade("BTC", Map.of("ann", 900L, "<i>bob</i>", 800L, "cat", 700L));
        boards.trade("A/B", "dan", 5);
        try (ServedRedis served = ServedPages.serve(redis);
                Foreign foreign = Foreign.with("<script type=module src='" + served.uri("/assets/widget.js")
                        + "'></script><trade-board symbol=BTC depth=2></trade-board>")) {
            Visitor visitor = CHROMIUM.visitor().mayAsk(served.uri("/"));
            visitor.open(foreign.uri());
            Locator widget = visitor.page.locator("trade-board");
            assertThat(widget.locator("header a")).hasText("Bitcoin");
            assertThat(widget.locator("tbody bdi")).hasText(new String[] {"ann", "<i>bob</i>"});

            boards.trade("BTC", "cat", 300);
            assertThat(widget.locator("tbody bdi")).hasText(new String[] {"cat", "ann"});

            widget.evaluate("board => board.setAttribute('symbol', 'A/B')");
            assertThat(widget.locator("tbody bdi")).hasText("dan");
        }
    }

    @Test
    void theEmbeddedBoardLivesInAFrameAndThePageDoesNot() throws Exception {
        boards.trade("BTC", Map.of("ann", 900L, "bob", 800L));
        try (ServedRedis served = ServedPages.serve(redis);
                Foreign foreign = Foreign.with(
                        "<iframe title=board width=600 height=500 src='" + served.uri("/embed/BTC") + "'></iframe>")) {
            Visitor visitor = CHROMIUM.visitor().mayAsk(served.uri("/"));
            Page page = visitor.page;
            visitor.open(foreign.uri());
            FrameLocator frame = page.frameLocator("iframe");
            assertThat(frame.locator("#rows bdi")).hasText(new String[] {"ann", "bob"});

            boards.trade("BTC", "bob", 500);
            assertThat(frame.locator("#rows bdi")).hasText(new String[] {"bob", "ann"});
        }
    }
}
