package io.tradeboard.serve;

import io.tradeboard.redis.RedisSettings;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server of boards on a port of its own, and a client that asks it. */
final class ServedRedis implements AutoCloseable {
    static final Symbols SYMBOLS = Symbols.parse("BTC:8:Bitcoin,ETH:8:Ethereum,A/B:2:Odd one", 8, false);

    final List<String> notices = new CopyOnWriteArrayList<>();
    final WebService service;
    private final HttpClient client = HttpClient.newHttpClient();

    ServedRedis(RedisSettings redis) throws IOException {
        this(redis, config -> config);
    }

    ServedRedis(RedisSettings redis, UnaryOperator<ServeConfig> change) throws IOException {
        ServeConfig config = new ServeConfig(
                new ServeConfig.Boards(SYMBOLS, ZoneOffset.UTC, Duration.ofSeconds(60), 10),
                new ServeConfig.Http(new Address("127.0.0.1", 0), null, "", "*", null, false, null),
                new ServeConfig.Limits(1_000, 10, 0),
                new ServeConfig.Build("1.2.3", "abcdef0"));
        this.service =
                new WebService(change.apply(config), redis, new Runtime(Clock.systemUTC(), new Notices(notices::add)));
    }

    URI uri(String target) {
        return URI.create("http://" + service.address() + target);
    }

    HttpResponse<String> get(String target, String... headers) throws IOException, InterruptedException {
        return send("GET", target, headers);
    }

    HttpResponse<String> send(String method, String target, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(target))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        service.close();
    }
}
